#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/rollouts.h"
#include "models/plan/clusterobjects.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace relight {

static Result<QByteArray> documentsOf(StepContext &context, const InstallManifest &install)
{
    const QString &from = install.location;
    if (install.inRepository)
        return repositoryFile(context, from);
    context.progress(QStringLiteral("downloading ") + from);
    const auto answer = context.ports.network.get(
        QUrl(from), {}, 32 << 20, context.call.within(context.ports.clock.now(), Seconds{60}));
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status != 200)
        return failure(ErrorCode::Unavailable,
            QStringLiteral("%1 answers %2: put the manifest into the repository and name it in gitops.argocd.manifest")
                .arg(from)
                .arg(answer->status));
    const QString hash
        = QString::fromLatin1(QCryptographicHash::hash(answer->body, QCryptographicHash::Sha256).toHex());
    if (!install.sha256.isEmpty() && install.sha256.compare(hash, Qt::CaseInsensitive) != 0)
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 has changed: its sha256 is %2, the manifest pins %3").arg(from, hash, install.sha256));
    return answer->body;
}

// The application that manages argocd-server itself, from its tracking id; empty: none.
static QString managedBy(const QJsonObject &server)
{
    const QString tracking = server[QLatin1String("metadata")][QLatin1String("annotations")]
                                   [QLatin1String("argocd.argoproj.io/tracking-id")]
                                       .toString();
    return tracking.contains(QLatin1String(":apps/Deployment:")) ? tracking.section(u':', 0, 0) : QString();
}

Result<Outcome> installArgoCd(StepContext &context)
{
    const auto opened = context.host.cluster(context.call);
    if (!opened)
        return std::unexpected(opened.error());
    Cluster &cluster = **opened;
    const QString space = context.manifest.gitops.argocd.argoNamespace;
    if (const auto ready = waitForNodesReady(context, cluster); !ready)
        return std::unexpected(ready.error());

    const auto server
        = cluster.get({QStringLiteral("apps/v1"), QStringLiteral("Deployment"), space, QStringLiteral("argocd-server")},
            context.call);
    if (!server && server.error().code != ErrorCode::NotFound)
        return std::unexpected(server.error());
    if (server && !managedBy(*server).isEmpty()) {
        const auto rolled = waitForRollouts(context, cluster, space);
        if (!rolled)
            return std::unexpected(rolled.error());
        return Outcome::done(
            QStringLiteral("Argo CD manages itself (application %1): verified, not applied").arg(managedBy(*server)));
    }

    const InstallManifest install = installManifest(context.manifest.gitops.argocd);
    const auto documents = documentsOf(context, install);
    if (!documents)
        return std::unexpected(documents.error());
    const QJsonObject spaceObject{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
        {QStringLiteral("kind"), QStringLiteral("Namespace")},
        {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("name"), space}}}};
    ApplyOptions options;
    options.defaultNamespace = space;
    if (const auto made = cluster.apply(QJsonDocument(spaceObject).toJson(), options, context.call); !made)
        return std::unexpected(made.error());
    int count = 0;
    const auto applied = cluster.apply(*documents, options, context.call, [&](const Applied &object) {
        ++count;
        context.progress(QStringLiteral("applying %1 %2").arg(object.object.kind, object.object.name), count, -1,
            QStringLiteral("objects"));
    });
    if (!applied)
        return std::unexpected(applied.error());
    context.log(QStringLiteral("%1: %2 objects applied").arg(install.location).arg(applied->size()));
    if (const auto rolled = waitForRollouts(context, cluster, space); !rolled)
        return std::unexpected(rolled.error());
    return Outcome::done(
        QStringLiteral("Argo CD is rolled out from %1 (%2 objects)").arg(install.location).arg(applied->size()));
}

} // namespace relight
