#include "app/integrations/kubernetes/kubefiles.h"

#include "app/integrations/http/proxy.h"
#include "app/integrations/http/tlsmaterial.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace relight {

static Result<QByteArray> readFile(const QString &path, const QString &what)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(file.exists() ? ErrorCode::Storage : ErrorCode::NotFound,
            QStringLiteral("%1 %2 cannot be read: %3").arg(what, path, file.errorString()));
    return file.readAll();
}

static Result<KubeConfig> readConfig(const QString &path)
{
    const auto text = readFile(path, QStringLiteral("The kubeconfig"));
    if (!text)
        return std::unexpected(text.error());
    auto config = parseKubeConfig(*text, QFileInfo(path).absolutePath());
    if (!config)
        return failure(config.error().code, QStringLiteral("%1: %2").arg(path, config.error().message));
    return config;
}

static Result<KubeConfig> readDefaultConfig()
{
    const QString list = qEnvironmentVariable("KUBECONFIG");
    const QStringList paths = list.isEmpty() ? QStringList{QDir::home().filePath(QStringLiteral(".kube/config"))}
                                             : list.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    QList<KubeConfig> configs;
    for (const QString &path : paths) {
        const auto config = readConfig(path);
        if (config)
            configs << *config;
        else if (config.error().code != ErrorCode::NotFound)
            return config;
    }
    if (configs.isEmpty())
        return failure(ErrorCode::NotFound,
            QStringLiteral("There is no kubeconfig at %1").arg(paths.join(QStringLiteral(" or "))));
    return mergedKubeConfig(configs);
}

Result<KubeAccess> loadKubeAccess(const ClusterAccess &access)
{
    const auto config = !access.kubeconfig.isEmpty() ? parseKubeConfig(access.kubeconfig, {})
        : !access.kubeconfigPath.isEmpty()           ? readConfig(access.kubeconfigPath)
                                                     : readDefaultConfig();
    if (!config)
        return std::unexpected(config.error());
    return selectedContext(*config, access.context);
}

static Result<QByteArray> contents(const KubeBytes &bytes, const QString &what)
{
    if (!bytes.data.isEmpty() || bytes.path.isEmpty())
        return bytes.data;
    return readFile(bytes.path, what);
}

Result<QByteArray> minimalKubeconfig(const ClusterAccess &which)
{
    auto access = loadKubeAccess(which);
    if (!access)
        return std::unexpected(access.error());
    for (KubeBytes *bytes : {&access->cluster.authority, &access->user.certificate, &access->user.key}) {
        const auto data = contents(*bytes, QStringLiteral("The certificate file"));
        if (!data)
            return data;
        bytes->data = *data;
    }
    return minimalKubeconfig(*access);
}

Result<QList<QSslCertificate>> authoritiesOf(const KubeAccess &access)
{
    const QString what = QStringLiteral("The CA of cluster “%1”").arg(access.cluster.name);
    const auto pem = contents(access.cluster.authority, what);
    if (!pem)
        return std::unexpected(pem.error());
    return pem->isEmpty() ? QList<QSslCertificate>() : readCertificates(*pem, what);
}

QList<QByteArray> secretsOf(const KubeAccess &access)
{
    const KubeUserEntry &user = access.user;
    QList<QByteArray> secrets{user.token.toUtf8(), user.password.toUtf8(),
        QUrl(access.cluster.proxyUrl).password(QUrl::FullyDecoded).toUtf8()};
    if (const auto key = contents(user.key, {}))
        secrets.append(*key);
    secrets.removeAll(QByteArray());
    return secrets;
}

Result<> setClientCertificate(HttpIdentity &identity, const QByteArray &certificate, const QByteArray &key)
{
    const auto chain = readCertificates(certificate, QStringLiteral("The client certificate"));
    if (!chain)
        return std::unexpected(chain.error());
    const auto privateKey = readPrivateKey(key, QStringLiteral("The client key"));
    if (!privateKey)
        return std::unexpected(privateKey.error());
    identity.tls.setLocalCertificateChain(*chain);
    identity.tls.setPrivateKey(*privateKey);
    return {};
}

Result<HttpIdentity> identityOf(const KubeAccess &access)
{
    HttpIdentity identity{.tls = QSslConfiguration::defaultConfiguration()};
    identity.insecureSkipVerify = access.cluster.insecureSkipVerify;
    identity.peerVerifyName = access.cluster.tlsServerName;
    identity.proxy = access.cluster.proxyUrl.isEmpty() ? proxyFromEnvironment(QUrl(access.cluster.server))
                                                       : QUrl(access.cluster.proxyUrl);
    const auto authorities = authoritiesOf(access);
    if (!authorities)
        return std::unexpected(authorities.error());
    if (!authorities->isEmpty())
        identity.tls.setCaCertificates(*authorities);
    const KubeUserEntry &user = access.user;
    if (user.certificate.isEmpty() != user.key.isEmpty())
        return failure(ErrorCode::Invalid,
            QStringLiteral("User “%1” of the kubeconfig has a client certificate or a key, but not both")
                .arg(user.name));
    if (user.certificate.isEmpty())
        return identity;
    const auto certificate = contents(user.certificate, QStringLiteral("The client certificate"));
    const auto key = contents(user.key, QStringLiteral("The client key"));
    if (!certificate || !key)
        return std::unexpected(certificate ? key.error() : certificate.error());
    if (auto set = setClientCertificate(identity, *certificate, *key); !set)
        return std::unexpected(set.error());
    return identity;
}

} // namespace relight
