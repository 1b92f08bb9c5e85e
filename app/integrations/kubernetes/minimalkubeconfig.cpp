#include "app/integrations/kubernetes/kubeconfig.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace relight {

static void put(QJsonObject &object, const char *key, const QString &value)
{
    if (!value.isEmpty())
        object.insert(QLatin1String(key), value);
}

static void put(QJsonObject &object, const char *pathKey, const char *dataKey, const KubeBytes &bytes)
{
    if (!bytes.data.isEmpty())
        object.insert(QLatin1String(dataKey), QString::fromLatin1(bytes.data.toBase64()));
    else
        put(object, pathKey, bytes.path);
}

static QJsonObject named(const QString &name, const char *key, const QJsonObject &entry)
{
    return {{QStringLiteral("name"), name}, {QString::fromLatin1(key), entry}};
}

static QJsonObject clusterJson(const KubeClusterEntry &cluster)
{
    QJsonObject json;
    put(json, "server", cluster.server);
    put(json, "tls-server-name", cluster.tlsServerName);
    put(json, "proxy-url", cluster.proxyUrl);
    put(json, "certificate-authority", "certificate-authority-data", cluster.authority);
    if (cluster.insecureSkipVerify)
        json.insert(QLatin1String("insecure-skip-tls-verify"), true);
    if (!cluster.execConfig.isUndefined())
        json.insert(QLatin1String("extensions"),
            QJsonArray{named(
                QStringLiteral("client.authentication.k8s.io/exec"), "extension", cluster.execConfig.toObject())});
    return json;
}

static QJsonObject execJson(const KubeExec &exec)
{
    QJsonObject json{{QStringLiteral("provideClusterInfo"), exec.provideClusterInfo},
        {QStringLiteral("args"), QJsonArray::fromStringList(exec.arguments)}};
    put(json, "command", exec.command);
    put(json, "apiVersion", exec.apiVersion);
    put(json, "installHint", exec.installHint);
    put(json, "interactiveMode", exec.interactiveMode);
    QJsonArray environment;
    for (const auto &[name, value] : exec.environment)
        environment.append(QJsonObject{{QStringLiteral("name"), name}, {QStringLiteral("value"), value}});
    json.insert(QLatin1String("env"), environment);
    return json;
}

static QJsonObject userJson(const KubeUserEntry &user)
{
    QJsonObject json;
    put(json, "token", user.token);
    put(json, "tokenFile", user.tokenFile);
    put(json, "username", user.userName);
    put(json, "password", user.password);
    put(json, "client-certificate", "client-certificate-data", user.certificate);
    put(json, "client-key", "client-key-data", user.key);
    put(json, "as", user.as);
    put(json, "as-uid", user.asUid);
    if (!user.asGroups.isEmpty())
        json.insert(QLatin1String("as-groups"), QJsonArray::fromStringList(user.asGroups));
    QJsonObject extra;
    for (const auto &[key, values] : user.asExtra)
        extra.insert(key, QJsonArray::fromStringList(values));
    if (!extra.isEmpty())
        json.insert(QLatin1String("as-user-extra"), extra);
    if (user.exec)
        json.insert(QLatin1String("exec"), execJson(*user.exec));
    return json;
}

QByteArray minimalKubeconfig(const KubeAccess &access)
{
    QJsonObject context{{QStringLiteral("cluster"), access.cluster.name}, {QStringLiteral("user"), access.user.name}};
    put(context, "namespace", access.defaultNamespace);
    const QJsonObject root{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
        {QStringLiteral("kind"), QStringLiteral("Config")}, {QStringLiteral("current-context"), access.context},
        {QStringLiteral("clusters"), QJsonArray{named(access.cluster.name, "cluster", clusterJson(access.cluster))}},
        {QStringLiteral("users"), QJsonArray{named(access.user.name, "user", userJson(access.user))}},
        {QStringLiteral("contexts"), QJsonArray{named(access.context, "context", context)}}};
    return QJsonDocument(root).toJson(); // JSON is YAML
}

} // namespace relight
