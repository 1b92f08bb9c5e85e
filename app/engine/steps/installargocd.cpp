#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/rollouts.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace relight {

// The version that Relight was tried with; used when the manifest names none.
static const QString knownVersion = QStringLiteral("v3.2.11");

static Result<QByteArray> installManifest(StepContext &context, QString &from)
{
    const ArgoCdSection &argocd = context.manifest.gitops.argocd;
    if (!argocd.manifest.isEmpty() && !argocd.manifest.startsWith(QLatin1String("https://"))) {
        from = argocd.manifest;
        return repositoryFile(context, argocd.manifest);
    }
    QString version = argocd.version.isEmpty() ? knownVersion : argocd.version;
    if (version.front().isDigit())
        version.prepend(u'v');
    from = argocd.manifest.isEmpty()
        ? QStringLiteral("https://raw.githubusercontent.com/argoproj/argo-cd/%1/manifests/install.yaml").arg(version)
        : argocd.manifest;
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
    if (!argocd.manifestSha256.isEmpty() && argocd.manifestSha256.compare(hash, Qt::CaseInsensitive) != 0)
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 has changed: its sha256 is %2, the manifest pins %3")
                .arg(from, hash, argocd.manifestSha256));
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

    QString from;
    const auto documents = installManifest(context, from);
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
    context.log(QStringLiteral("%1: %2 objects applied").arg(from).arg(applied->size()));
    if (const auto rolled = waitForRollouts(context, cluster, space); !rolled)
        return std::unexpected(rolled.error());
    return Outcome::done(QStringLiteral("Argo CD is rolled out from %1 (%2 objects)").arg(from).arg(applied->size()));
}

} // namespace relight
