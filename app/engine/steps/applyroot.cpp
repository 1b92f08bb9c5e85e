#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/repositoryapplications.h"
#include "app/engine/steps/rollouts.h"
#include "models/convergence/rollout.h"
#include "models/plan/clusterobjects.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace relight {

static const QString argoVersion = QStringLiteral("argoproj.io/v1alpha1");
static const QString skipReconcile = QStringLiteral("argocd.argoproj.io/skip-reconcile");

static Result<QList<QJsonObject>> rootObjects(const StepContext &context)
{
    const GitOpsSection &gitops = context.manifest.gitops;
    if (!gitops.rootApp) {
        // On a cluster that was not empty nothing is pruned: nobody asked Relight to tidy up.
        const bool prune
            = context.fact(QStringLiteral("provision"), QStringLiteral("cluster-was-empty")) != QLatin1String("no");
        return context.ports.clusters.parseDocuments(rootApplicationYaml(gitops, prune).toUtf8());
    }
    const auto content = repositoryFile(context, *gitops.rootApp);
    if (!content)
        return std::unexpected(content.error());
    return context.ports.clusters.parseDocuments(*content);
}

static Result<> preconditions(StepContext &context, Cluster &cluster, const QString &project)
{
    const QString space = context.manifest.gitops.argocd.argoNamespace;
    const ObjectRef crd{QStringLiteral("apiextensions.k8s.io/v1"), QStringLiteral("CustomResourceDefinition"), {},
        QStringLiteral("applications.argoproj.io")};
    auto ready = waitUntil(context, QStringLiteral("the Application CRD"), [&]() -> Result<QString> {
        return cluster.get(crd, context.call).transform([](const QJsonObject &object) {
            return conditionMet(object, u"Established")
                ? QString()
                : QStringLiteral("the CRD applications.argoproj.io is not established yet");
        });
    });
    if (!ready)
        return ready;
    ready = waitUntil(context, QStringLiteral("argocd-repo-server"), [&]() -> Result<QString> {
        const auto slices
            = cluster.list({QStringLiteral("discovery.k8s.io/v1"), QStringLiteral("EndpointSlice"), space, {}},
                {QStringLiteral("kubernetes.io/service-name=argocd-repo-server"), {}}, context.call);
        if (!slices)
            return std::unexpected(slices.error());
        for (const QJsonObject &slice : *slices) {
            for (const QJsonValue endpoint : slice[QLatin1String("endpoints")].toArray()) {
                if (endpoint[QLatin1String("conditions")][QLatin1String("ready")].toBool(true))
                    return QString();
            }
        }
        return QStringLiteral("argocd-repo-server has no ready endpoint yet");
    });
    if (!ready)
        return ready;
    return waitUntil(context, QStringLiteral("AppProject %1").arg(project), [&]() -> Result<QString> {
        const auto object = cluster.get({argoVersion, QStringLiteral("AppProject"), space, project}, context.call);
        if (object)
            return QString();
        if (object.error().code == ErrorCode::NotFound)
            return QStringLiteral("AppProject %1 is not there yet (argocd-server makes \"default\" when it starts)")
                .arg(project);
        return std::unexpected(object.error());
    });
}

static Result<> hold(
    StepContext &context, Cluster &cluster, const QString &name, const QList<RepositoryApplication> &all)
{
    const auto found = std::ranges::find(all, name, &RepositoryApplication::name);
    if (found == all.end())
        return failure(ErrorCode::NotFound,
            QStringLiteral("the application %1 is to be held, but no manifest of it is in the repository").arg(name));
    QJsonObject object = found->object;
    QJsonObject metadata = object[QLatin1String("metadata")].toObject();
    const QString space = metadata[QLatin1String("namespace")].toString(context.manifest.gitops.argocd.argoNamespace);
    metadata.insert(QStringLiteral("namespace"), space);
    QJsonObject annotations = metadata[QLatin1String("annotations")].toObject();
    annotations.insert(skipReconcile, QStringLiteral("true"));
    metadata.insert(QStringLiteral("annotations"), annotations);
    object.insert(QStringLiteral("metadata"), metadata);
    const auto applied = cluster.apply(QJsonDocument(object).toJson(QJsonDocument::Compact), {}, context.call, {});
    if (!applied)
        return std::unexpected(applied.error());
    const auto now = cluster.get({argoVersion, QStringLiteral("Application"), space, name}, context.call);
    if (!now)
        return std::unexpected(now.error());
    if (now->contains(QLatin1String("operation")))
        return failure(ErrorCode::NeedsPerson,
            QStringLiteral("%1 has begun to sync although it is held for a restore: look at it before anything writes "
                           "to its data, then retry")
                .arg(name));
    context.log(QStringLiteral("%1 is held: it does not sync before its restore succeeded").arg(name));
    return {};
}

Result<Outcome> applyRoot(StepContext &context)
{
    const auto opened = context.host.cluster(context.call);
    if (!opened)
        return std::unexpected(opened.error());
    Cluster &cluster = **opened;
    const auto objects = rootObjects(context);
    if (!objects)
        return std::unexpected(objects.error());
    const auto root = std::ranges::find_if(*objects, [](const QJsonObject &object) {
        const QString kind = object[QLatin1String("kind")].toString();
        return kind == QLatin1String("Application") || kind == QLatin1String("ApplicationSet");
    });
    if (root == objects->end())
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 holds no Application: the root application must be one")
                .arg(context.manifest.gitops.rootApp.value_or(QString())));
    const QString space = (*root)[QLatin1String("metadata")][QLatin1String("namespace")].toString(
        context.manifest.gitops.argocd.argoNamespace);
    const QString name = (*root)[QLatin1String("metadata")][QLatin1String("name")].toString();

    QStringList skipped;
    auto all = repositoryApplications(context, context.manifest.gitops.path, &skipped);
    if (!all)
        return std::unexpected(all.error());
    for (const QString &file : skipped)
        context.warn(
            QStringLiteral("%1 could not be read as Kubernetes YAML (a template?): its destinations were not checked")
                .arg(file));
    QList<RepositoryApplication> checked = *all;
    for (const QJsonObject &object : *objects) {
        if (object[QLatin1String("kind")].toString() == QLatin1String("Application"))
            checked << RepositoryApplication{context.manifest.gitops.rootApp.value_or(QString()), object};
    }
    if (const QStringList foreign = foreignDestinations(checked); !foreign.isEmpty()) {
        const QString digest = QString::fromLatin1(
            QCryptographicHash::hash(foreign.join(u'\n').toUtf8(), QCryptographicHash::Sha256).toHex());
        const Decision decision{QStringLiteral("destinations:") + digest, DecisionKind::Destinations, context.step.id,
            QStringLiteral("Let applications write to other clusters?"),
            QStringLiteral("%1 applications have a destination that is not the recovered cluster").arg(foreign.size()),
            foreign, digest, QStringLiteral("--approve-destinations ") + digest, true};
        if (!context.granted(decision))
            return Outcome::needs(decision);
    }

    const QString project
        = (*root)[QLatin1String("spec")][QLatin1String("project")].toString(QStringLiteral("default"));
    if (const auto ready = preconditions(context, cluster, project.isEmpty() ? QStringLiteral("default") : project);
        !ready)
        return std::unexpected(ready.error());
    const auto held = heldNames(context, cluster);
    if (!held)
        return std::unexpected(held.error());
    if (!held->isEmpty()) {
        const auto everywhere = repositoryApplications(context, {}, nullptr);
        if (!everywhere)
            return std::unexpected(everywhere.error());
        for (const QString &application : *held) {
            if (const auto done = hold(context, cluster, application, *everywhere); !done)
                return std::unexpected(done.error());
        }
    }
    ApplyOptions options;
    options.defaultNamespace = context.manifest.gitops.argocd.argoNamespace;
    QJsonArray items;
    for (const QJsonObject &object : *objects)
        items << object;
    const QJsonObject list{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
        {QStringLiteral("kind"), QStringLiteral("List")}, {QStringLiteral("items"), items}};
    const auto applied = cluster.apply(QJsonDocument(list).toJson(QJsonDocument::Compact), options, context.call, {});
    if (!applied)
        return std::unexpected(applied.error());
    if (const auto kept = context.keepFact(QStringLiteral("root"), space + u'/' + name); !kept)
        return std::unexpected(kept.error());
    return Outcome::done(
        QStringLiteral("%1 %2/%3 is applied").arg((*root)[QLatin1String("kind")].toString(), space, name)
        + (held->isEmpty() ? QString() : QStringLiteral("; held: %1").arg(held->join(QStringLiteral(", ")))));
}

} // namespace relight
