#pragma once
// A kubeconfig as values. Pure functions, no files: paths in it are made absolute against the folder of the file it
// came from.

#include "models/base/error.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

#include <optional>

namespace relight {

// Bytes that stand in the file or in a file of their own.
struct KubeBytes
{
    QByteArray data; // wins
    QString path;
    bool isEmpty() const { return data.isEmpty() && path.isEmpty(); }
};

struct KubeClusterEntry
{
    QString name, server, tlsServerName, proxyUrl;
    bool insecureSkipVerify = false;
    KubeBytes authority;
    QJsonValue execConfig = QJsonValue::Undefined; // extension client.authentication.k8s.io/exec
};

struct KubeExec
{
    QString command, apiVersion, installHint, interactiveMode;
    QStringList arguments;
    QList<std::pair<QString, QString>> environment;
    bool provideClusterInfo = false;
};

struct KubeUserEntry
{
    QString name, token, tokenFile, userName, password;
    KubeBytes certificate, key;
    QString as, asUid;
    QStringList asGroups;
    QList<std::pair<QString, QStringList>> asExtra;
    std::optional<KubeExec> exec;
    QString authProvider; // legacy, cannot be used
};

struct KubeContextEntry
{
    QString name, cluster, user, defaultNamespace;
};

struct KubeConfig
{
    QString currentContext;
    QList<KubeClusterEntry> clusters;
    QList<KubeUserEntry> users;
    QList<KubeContextEntry> contexts;
};

// One context with all it names.
struct KubeAccess
{
    QString context, defaultNamespace;
    KubeClusterEntry cluster;
    KubeUserEntry user;
};

[[nodiscard]] Result<KubeConfig> parseKubeConfig(const QByteArray &text, const QString &folder);

// As kubectl merges KUBECONFIG: of entries with one name the first counts, and the first current-context.
[[nodiscard]] KubeConfig mergedKubeConfig(const QList<KubeConfig> &configs);

// Empty context: current-context, or the only one there is.
[[nodiscard]] Result<KubeAccess> selectedContext(const KubeConfig &config, const QString &context);

// A kubeconfig that knows nothing but this access.
[[nodiscard]] QByteArray minimalKubeconfig(const KubeAccess &access);

} // namespace relight
