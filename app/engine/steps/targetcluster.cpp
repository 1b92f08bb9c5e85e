#include "app/engine/steps/targetcluster.h"

#include "app/engine/movedcluster.h"

#include <QFile>
#include <QSaveFile>
#include <QVersionNumber>

namespace relight {

Result<> keepKubeconfig(StepContext &context, const QByteArray &kubeconfig, const QString &path)
{
    ClusterAccess access{kubeconfig, path, context.manifest.cluster.context};
    auto minimal = context.ports.clusters.minimalKubeconfig(access);
    if (!minimal && !access.context.isEmpty() && minimal.error().code == ErrorCode::NotFound) {
        // Tools name contexts as they like; the manifest's name is a wish when there is only one.
        access.context.clear();
        minimal = context.ports.clusters.minimalKubeconfig(access);
    }
    if (!minimal)
        return std::unexpected(minimal.error());
    QSaveFile file(context.site.kubeconfigPath());
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(*minimal) != minimal->size() || !file.commit())
        return failure(ErrorCode::Storage,
            QStringLiteral("cannot write the private kubeconfig %1: %2").arg(file.fileName(), file.errorString()));
    context.host.forgetCluster();
    return {};
}

bool versionMatches(const QString &version, const QString &expected)
{
    QString wanted = expected.trimmed();
    QString comparison;
    while (!wanted.isEmpty() && QLatin1String("<>=~").contains(wanted.front())) {
        comparison += wanted.front();
        wanted.remove(0, 1);
    }
    const auto number = [](QString text) {
        text = text.trimmed();
        if (text.startsWith(u'v'))
            text.remove(0, 1);
        return QVersionNumber::fromString(text);
    };
    const QVersionNumber want = number(wanted);
    const QVersionNumber have = number(version);
    if (want.isNull() || have.isNull())
        return false;
    if (comparison == QLatin1String(">="))
        return have >= want;
    if (comparison == QLatin1String(">"))
        return have > want && !want.isPrefixOf(have);
    if (comparison == QLatin1String("<="))
        return have <= want || want.isPrefixOf(have);
    if (comparison == QLatin1String("<"))
        return have < want;
    return want.isPrefixOf(have);
}

Result<ClusterIdentity> waitForCluster(StepContext &context, const Call &call)
{
    const ClusterSection &section = context.manifest.cluster;
    QString last;
    while (true) {
        const auto cluster = context.host.unpinned();
        if (!cluster)
            return std::unexpected(cluster.error());
        const auto identity = (*cluster)->identity(call.within(context.ports.clock.now(), Seconds{10}));
        if (identity) {
            if (!section.expectVersion.isEmpty() && !versionMatches(identity->version, section.expectVersion))
                return failure(ErrorCode::Invalid,
                    QStringLiteral("the cluster runs Kubernetes %1, the manifest expects %2")
                        .arg(identity->version, section.expectVersion));
            const int wanted = section.expectNodes.value_or(0);
            const auto nodes = (*cluster)->list({QStringLiteral("v1"), QStringLiteral("Node"), {}, {}}, {},
                call.within(context.ports.clock.now(), Seconds{10}));
            if (nodes && nodes->size() >= wanted)
                return identity;
            last = nodes ? QStringLiteral("%1 of %2 nodes are registered").arg(nodes->size()).arg(wanted)
                         : nodes.error().message;
            context.progress(last, nodes ? double(nodes->size()) : -1, wanted, QStringLiteral("nodes"));
        } else {
            if (identity.error().code == ErrorCode::Unauthorized || identity.error().code == ErrorCode::Forbidden)
                return identity;
            last = identity.error().message;
            context.progress(QStringLiteral("waiting for the API: ") + last);
        }
        if (!context.ports.clock.sleepFor(Milliseconds{250}, call.stop))
            return failure(ErrorCode::Cancelled, QStringLiteral("waiting for the cluster was cancelled"));
        if (context.ports.clock.now() >= call.deadline)
            return failure(ErrorCode::TimedOut, QStringLiteral("the cluster is not there: %1").arg(last));
    }
}

// What is in the cluster that we did not put there: an Application, or a workload outside kube-* namespaces.
static Result<QString> foundInside(StepContext &context, Cluster &cluster)
{
    struct Kind
    {
        QString version, kind;
    };
    const QList<Kind> kinds{{QStringLiteral("argoproj.io/v1alpha1"), QStringLiteral("Application")},
        {QStringLiteral("apps/v1"), QStringLiteral("Deployment")},
        {QStringLiteral("apps/v1"), QStringLiteral("StatefulSet")},
        {QStringLiteral("apps/v1"), QStringLiteral("DaemonSet")}};
    for (const Kind &kind : kinds) {
        const auto objects = cluster.list(
            {kind.version, kind.kind, {}, {}}, {}, context.call.within(context.ports.clock.now(), Seconds{20}));
        if (!objects && objects.error().code == ErrorCode::NotFound)
            continue; // the cluster does not know this kind
        if (!objects)
            return std::unexpected(objects.error());
        for (const QJsonObject &object : *objects) {
            const QJsonObject metadata = object[QLatin1String("metadata")].toObject();
            const QString space = metadata[QLatin1String("namespace")].toString();
            // Bootstrap's own objects carry our field manager; an application never counts as ours.
            bool ours = false;
            for (const QJsonValue manager : metadata[QLatin1String("managedFields")].toArray())
                ours |= manager[QLatin1String("manager")].toString() == QLatin1String("relight-bootstrap");
            if ((kind.kind != QLatin1String("Application") && space.startsWith(QLatin1String("kube-"))) || ours)
                continue;
            return QStringLiteral("it has the %1 %2/%3")
                .arg(kind.kind, space, metadata[QLatin1String("name")].toString());
        }
    }
    return QString();
}

Result<Outcome> pinCluster(StepContext &context, const ClusterIdentity &identity)
{
    const RunState state = context.host.state();
    IdentityQuestion question;
    question.answering = identity;
    question.pin = state.cluster;
    question.newCluster = context.consents.newCluster;
    if (const StepStatus *status = state.step(context.step.id); status && !status->attempts.isEmpty())
        question.provisionStarted = status->attempts.first().started;
    question.lostUid = context.fact({}, QStringLiteral("lost-uid"));
    if (context.manifest.cluster.lost && !context.manifest.cluster.lost->uid.isEmpty())
        question.lostUid = context.manifest.cluster.lost->uid;
    const bool samePin = question.pin && question.pin->uid == identity.uid;
    if (!samePin) {
        const auto cluster = context.host.unpinned();
        if (!cluster)
            return std::unexpected(cluster.error());
        const auto inside = foundInside(context, **cluster);
        if (!inside)
            return std::unexpected(inside.error());
        question.empty = inside->isEmpty();
        question.foundInside = *inside;
    }
    const IdentityVerdict verdict = judgeIdentity(question);
    switch (verdict.kind) {
    case IdentityVerdict::Kind::Pinned:
        return Outcome::done({});
    case IdentityVerdict::Kind::Refuse:
        return failure(ErrorCode::Forbidden, verdict.reason);
    case IdentityVerdict::Kind::Ask: {
        const Decision decision = identityDecision(question, context.step.id, verdict.reason);
        if (!context.granted(decision))
            return Outcome::needs(decision);
        break;
    }
    case IdentityVerdict::Kind::Accept:
        break;
    }
    if (!samePin) { // else nobody looked
        const auto kept = context.keepFact(
            QStringLiteral("cluster-was-empty"), question.empty ? QStringLiteral("yes") : QStringLiteral("no"));
        if (!kept)
            return std::unexpected(kept.error());
    }
    if (question.pin && !samePin) { // on disk before the pin, which forgets where the work was done
        if (const auto kept = context.keepFact(QString(movedFact), identity.uid); !kept)
            return std::unexpected(kept.error());
    }
    if (const auto pinned
        = context.host.record(ClusterPinned{identity.uid, identity.caSha256, identity.server, identity.version});
        !pinned)
        return std::unexpected(pinned.error());
    context.host.forgetCluster(); // what was open was pinned to another
    context.log(QStringLiteral("pinned: kube-system %1 at %2").arg(identity.uid, identity.server));
    return Outcome::done({});
}

} // namespace relight
