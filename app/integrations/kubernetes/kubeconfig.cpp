#include "app/integrations/kubernetes/kubeconfig.h"

#include "app/integrations/kubernetes/yamldocuments.h"

#include <QDir>
#include <QJsonArray>
#include <QUrl>

namespace relight {

namespace {

// Reads members of one map of the file; remembers what cannot be read.
class Section
{
public:
    Section(QJsonObject object, QString folder)
        : m_object(std::move(object))
        , m_folder(std::move(folder))
    {
    }

    QString text(const char *key) const
    {
        const QJsonValue value = m_object.value(QLatin1String(key));
        return value.isDouble() || value.isBool() ? value.toVariant().toString() : value.toString();
    }
    bool flag(const char *key) const { return m_object.value(QLatin1String(key)).toBool(); }
    QStringList texts(const char *key) const
    {
        QStringList list;
        for (const QJsonValue &value : m_object.value(QLatin1String(key)).toArray())
            list << value.toVariant().toString();
        return list;
    }
    QString path(const char *key) const
    {
        const QString given = text(key);
        return given.isEmpty() || m_folder.isEmpty() ? given : QDir::cleanPath(QDir(m_folder).absoluteFilePath(given));
    }
    KubeBytes bytes(const char *pathKey, const char *dataKey)
    {
        KubeBytes bytes{.path = path(pathKey)};
        const QByteArray encoded = text(dataKey).toLatin1().simplified().replace(' ', "");
        if (encoded.isEmpty())
            return bytes;
        const auto decoded = QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            broken << QString::fromLatin1(dataKey);
        bytes.data = *decoded;
        return bytes;
    }
    QJsonValue member(const char *key) const { return m_object.value(QLatin1String(key)); }
    const QString &folder() const { return m_folder; }

    QStringList broken;

private:
    QJsonObject m_object;
    QString m_folder;
};

} // namespace

static QJsonValue execConfigOf(const QJsonValue &extensions)
{
    for (const QJsonValue &entry : extensions.toArray())
        if (entry[QLatin1String("name")].toString() == QLatin1String("client.authentication.k8s.io/exec"))
            return entry[QLatin1String("extension")];
    return QJsonValue::Undefined;
}

static KubeClusterEntry readCluster(const QString &name, Section &section)
{
    return {name, section.text("server"), section.text("tls-server-name"), section.text("proxy-url"),
        section.flag("insecure-skip-tls-verify"), section.bytes("certificate-authority", "certificate-authority-data"),
        execConfigOf(section.member("extensions"))};
}

static std::optional<KubeExec> readExec(const QJsonValue &value, const QString &folder)
{
    if (!value.isObject())
        return std::nullopt;
    const Section section(value.toObject(), folder);
    KubeExec exec{.command = section.text("command"),
        .apiVersion = section.text("apiVersion"),
        .installHint = section.text("installHint"),
        .interactiveMode = section.text("interactiveMode"),
        .arguments = section.texts("args"),
        .environment = {},
        .provideClusterInfo = section.flag("provideClusterInfo")};
    if (exec.command.contains(QLatin1Char('/'))) // a bare name is looked up in PATH
        exec.command = section.path("command");
    for (const QJsonValue &entry : section.member("env").toArray())
        exec.environment.append(
            {entry[QLatin1String("name")].toString(), entry[QLatin1String("value")].toVariant().toString()});
    return exec;
}

static KubeUserEntry readUser(const QString &name, Section &section)
{
    KubeUserEntry user{.name = name,
        .token = section.text("token"),
        .tokenFile = section.path("tokenFile"),
        .userName = section.text("username"),
        .password = section.text("password"),
        .certificate = section.bytes("client-certificate", "client-certificate-data"),
        .key = section.bytes("client-key", "client-key-data"),
        .as = section.text("as"),
        .asUid = section.text("as-uid"),
        .asGroups = section.texts("as-groups"),
        .asExtra = {},
        .exec = readExec(section.member("exec"), section.folder()),
        .authProvider = section.member("auth-provider")[QLatin1String("name")].toString()};
    const QJsonObject extra = section.member("as-user-extra").toObject();
    for (auto it = extra.begin(); it != extra.end(); ++it)
        user.asExtra.append({it.key(), it.value().toVariant().toStringList()});
    return user;
}

template <class Entry, class Read>
static Result<QList<Entry>> readEntries(
    const QJsonObject &root, const char *listKey, const char *entryKey, const QString &folder, Read read)
{
    QList<Entry> entries;
    for (const QJsonValue &value : root.value(QLatin1String(listKey)).toArray()) {
        const QString name = value[QLatin1String("name")].toVariant().toString();
        Section section(value[QLatin1String(entryKey)].toObject(), folder);
        entries.append(read(name, section));
        if (!section.broken.isEmpty())
            return failure(ErrorCode::Invalid,
                QStringLiteral("The kubeconfig's %1 “%2” has a %3 that is not base64")
                    .arg(QString::fromLatin1(entryKey), name, section.broken.first()));
    }
    return entries;
}

static KubeContextEntry readContext(const QString &name, Section &section)
{
    return {name, section.text("cluster"), section.text("user"), section.text("namespace")};
}

Result<KubeConfig> parseKubeConfig(const QByteArray &text, const QString &folder)
{
    const auto documents = readYamlDocuments(text);
    if (!documents)
        return failure(
            ErrorCode::Invalid, QStringLiteral("The kubeconfig cannot be read: %1").arg(documents.error().message));
    if (documents->isEmpty())
        return KubeConfig();
    const QJsonObject root = documents->first().value.toObject();
    const QString kind = root.value(QLatin1String("kind")).toString(QStringLiteral("Config"));
    if (root.isEmpty() || kind != QLatin1String("Config"))
        return failure(
            ErrorCode::Invalid, QStringLiteral("This is not a kubeconfig: it should be a map of kind Config"));
    const auto clusters = readEntries<KubeClusterEntry>(root, "clusters", "cluster", folder, readCluster);
    const auto users = readEntries<KubeUserEntry>(root, "users", "user", folder, readUser);
    const auto contexts = readEntries<KubeContextEntry>(root, "contexts", "context", folder, readContext);
    if (!clusters || !users)
        return std::unexpected(clusters ? users.error() : clusters.error());
    return KubeConfig{
        root.value(QLatin1String("current-context")).toVariant().toString(), *clusters, *users, *contexts};
}

template <class Entry> static void addMissing(QList<Entry> &entries, const QList<Entry> &more)
{
    for (const Entry &entry : more)
        if (!std::ranges::contains(entries, entry.name, &Entry::name))
            entries.append(entry);
}

KubeConfig mergedKubeConfig(const QList<KubeConfig> &configs)
{
    KubeConfig merged;
    for (const KubeConfig &config : configs) {
        if (merged.currentContext.isEmpty())
            merged.currentContext = config.currentContext;
        addMissing(merged.clusters, config.clusters);
        addMissing(merged.users, config.users);
        addMissing(merged.contexts, config.contexts);
    }
    return merged;
}

template <class Entry> static const Entry *find(const QList<Entry> &entries, const QString &name)
{
    const auto it = std::ranges::find(entries, name, &Entry::name);
    return it == entries.end() ? nullptr : &*it;
}

Result<KubeAccess> selectedContext(const KubeConfig &config, const QString &wanted)
{
    QString name = wanted.isEmpty() ? config.currentContext : wanted;
    if (name.isEmpty() && config.contexts.size() == 1)
        name = config.contexts.first().name;
    QStringList known;
    for (const KubeContextEntry &context : config.contexts)
        known << context.name;
    if (name.isEmpty())
        return failure(ErrorCode::Invalid,
            QStringLiteral("The kubeconfig has no current-context; name one of: %1")
                .arg(known.join(QStringLiteral(", "))));
    const auto *context = find(config.contexts, name);
    if (!context)
        return failure(ErrorCode::NotFound,
            QStringLiteral("The kubeconfig has no context “%1”; it has: %2")
                .arg(name, known.join(QStringLiteral(", "))));
    const auto *cluster = find(config.clusters, context->cluster);
    if (!cluster)
        return failure(ErrorCode::Invalid,
            QStringLiteral("Context “%1” names cluster “%2”, which the kubeconfig does not have")
                .arg(name, context->cluster));
    const auto *user = find(config.users, context->user);
    if (!user && !context->user.isEmpty())
        return failure(ErrorCode::Invalid,
            QStringLiteral("Context “%1” names user “%2”, which the kubeconfig does not have")
                .arg(name, context->user));
    const QUrl server(cluster->server);
    if (!server.isValid() || server.host().isEmpty()
        || (server.scheme() != QLatin1String("https") && server.scheme() != QLatin1String("http")))
        return failure(ErrorCode::Invalid,
            QStringLiteral("Cluster “%1” has the server “%2”, which is no http(s) address")
                .arg(cluster->name, cluster->server));
    return KubeAccess{name, context->defaultNamespace, *cluster, user ? *user : KubeUserEntry()};
}

} // namespace relight
