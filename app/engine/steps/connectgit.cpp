#include "app/engine/steps/actions.h"
#include "app/engine/steps/gitaccess.h"
#include "models/plan/clusterobjects.h"

#include <QJsonDocument>

namespace relight {

// Argo CD checks ssh hosts against a ConfigMap of its own; ours are added to what is there.
static Result<> addKnownHosts(StepContext &context, Cluster &cluster, const QString &space, const QByteArray &hosts)
{
    const ObjectRef map{
        QStringLiteral("v1"), QStringLiteral("ConfigMap"), space, QStringLiteral("argocd-ssh-known-hosts-cm")};
    const auto present = cluster.get(map, context.call);
    if (!present)
        return std::unexpected(present.error());
    const QString key = QStringLiteral("ssh_known_hosts");
    QString lines = (*present)[QLatin1String("data")][key].toString();
    for (const QByteArray &line : hosts.split('\n')) {
        const QString text = QString::fromUtf8(line.trimmed());
        if (!text.isEmpty() && !lines.contains(text))
            lines += (lines.endsWith(u'\n') || lines.isEmpty() ? QString() : QStringLiteral("\n")) + text + u'\n';
    }
    return cluster.mergePatch(map, {{QStringLiteral("data"), QJsonObject{{key, lines}}}}, context.call)
        .transform([](const QJsonObject &) { });
}

Result<Outcome> connectGit(StepContext &context)
{
    const auto access = gitAccess(context);
    if (!access)
        return std::unexpected(access.error());
    const auto cluster = context.host.cluster(context.call);
    if (!cluster)
        return std::unexpected(cluster.error());
    const QString space = context.manifest.gitops.argocd.argoNamespace;
    QJsonObject data{{QStringLiteral("type"), QStringLiteral("git")}, {QStringLiteral("url"), access->url}};
    if (access->sshPrivateKey)
        data.insert(QStringLiteral("sshPrivateKey"), access->sshPrivateKey->text());
    if (access->password) {
        data.insert(QStringLiteral("username"), access->username.isEmpty() ? QStringLiteral("git") : access->username);
        data.insert(QStringLiteral("password"), access->password->text());
    }
    if (access->sshPrivateKey && !access->knownHosts.isEmpty()) {
        if (const auto added = addKnownHosts(context, **cluster, space, access->knownHosts); !added)
            return std::unexpected(added.error());
    }
    const QString name = repositorySecretName(access->url);
    const QJsonObject secret{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
        {QStringLiteral("kind"), QStringLiteral("Secret")},
        {QStringLiteral("metadata"),
            QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("namespace"), space},
                {QStringLiteral("labels"),
                    QJsonObject{{QStringLiteral("argocd.argoproj.io/secret-type"), QStringLiteral("repository")}}}}},
        {QStringLiteral("stringData"), data}};
    const auto applied = (*cluster)->apply(QJsonDocument(secret).toJson(QJsonDocument::Compact), {}, context.call, {});
    if (!applied)
        return std::unexpected(applied.error());
    return Outcome::done(QStringLiteral("Argo CD knows %1 (Secret %2/%3)").arg(access->url, space, name));
}

} // namespace relight
