#include "app/engine/steps/gitaccess.h"

#include <QDir>
#include <QFile>

namespace relight {

Result<QByteArray> knownHosts(const QString &stated)
{
    if (!stated.startsWith(QLatin1String("file:")))
        return stated.toUtf8();
    QString path = stated.mid(5);
    if (path.startsWith(QLatin1String("~/")))
        path.replace(0, 1, QDir::homePath());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(
            ErrorCode::NotFound, QStringLiteral("cannot read the known hosts %1: %2").arg(path, file.errorString()));
    return file.readAll();
}

bool hasGitCredentials(const RecoveryManifest &manifest)
{
    return manifest.gitops.credentials.password || manifest.gitops.credentials.sshPrivateKey;
}

Result<> askForGit(StepContext &context)
{
    return context.host.record(FactRecorded{{}, QStringLiteral("git-asked"), QStringLiteral("yes")});
}

Result<GitAccess> gitAccess(StepContext &context)
{
    const GitCredentials &credentials = context.manifest.gitops.credentials;
    GitAccess access;
    access.url = context.manifest.gitops.repo;
    access.username = credentials.username;
    for (const auto &[reference, target] :
        {std::pair{&credentials.password, &access.password}, {&credentials.sshPrivateKey, &access.sshPrivateKey}}) {
        if (!*reference)
            continue;
        auto secret = context.ports.secrets.resolve(**reference, context.call);
        if (!secret)
            return std::unexpected(secret.error());
        if (!secret->isEmpty())
            *target = *std::move(secret);
    }
    if (!hasGitCredentials(context.manifest) && context.fact({}, QStringLiteral("git-asked")) == QLatin1String("yes")) {
        const auto username = context.ports.secrets.resolve(
            {SecretRef::Kind::Prompt, QStringLiteral("git-username"), {}}, context.call);
        auto password = context.ports.secrets.resolve(
            {SecretRef::Kind::Prompt, QStringLiteral("git-password"), {}}, context.call);
        if (!username || !password)
            return std::unexpected(username ? password.error() : username.error());
        access.username = username->text();
        if (!password->isEmpty())
            access.password = *std::move(password);
    }
    auto hosts = knownHosts(credentials.knownHosts);
    if (!hosts)
        return std::unexpected(hosts.error());
    access.knownHosts = *std::move(hosts);
    return access;
}

} // namespace relight
