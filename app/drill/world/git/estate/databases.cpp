// The data that the manifest restores: a StatefulSet for each database, a file server for each volume.

#include "app/drill/world/git/estate/madeapplication.h"
#include "app/drill/world/git/estate/secretfiles.h"
#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

struct Engine
{
    const char *word; // in the item's name or its commands
    const char *image;
    int port;
    const char *mount;
};

constexpr Engine engines[] = {
    {"postgres", "docker.io/library/postgres:17.6", 5432, "/var/lib/postgresql/data"},
    {"pg_", "docker.io/library/postgres:17.6", 5432, "/var/lib/postgresql/data"},
    {"mysql", "docker.io/library/mysql:8.4", 3306, "/var/lib/mysql"},
    {"mariadb", "docker.io/library/mariadb:11.8", 3306, "/var/lib/mysql"},
    {"mongo", "docker.io/library/mongo:8.0", 27017, "/data/db"},
    {"redis", "docker.io/library/redis:8.2", 6379, "/data"},
    {"clickhouse", "docker.io/clickhouse/clickhouse-server:25.8", 8123, "/var/lib/clickhouse"},
    {"elastic", "docker.io/library/elasticsearch:9.1.5", 9200, "/usr/share/elasticsearch/data"},
};

const Engine &engineOf(const DataItem &item)
{
    const QString text = (item.name + u' ' + item.restoreCommand + u' ' + item.backupLocation).toLower();
    const auto found = std::ranges::find_if(
        engines, [&](const Engine &engine) { return text.contains(QLatin1String(engine.word)); });
    return found == std::end(engines) ? engines[0] : *found;
}

MadeApplication database(const RecoveryManifest &manifest, const DataItem &item)
{
    const Engine &engine = engineOf(item);
    const QString name = dnsLabel(item.name), settings = name + u"-settings"_s;
    MadeApplication made{name, u"databases"_s, u"databases"_s, Databases, {}};
    made.files[u"settings.yaml"_s] = configMapYaml(settings, {u"DATABASE: "_s + name});
    made.files[u"statefulset.yaml"_s] = statefulSetYaml({.name = name,
                                                            .instance = name,
                                                            .image = QLatin1String(engine.image),
                                                            .port = engine.port,
                                                            .settings = settings,
                                                            .secret = secretNameOf(manifest, name)},
        QLatin1String(engine.mount), u"100Gi"_s);
    made.files[u"service.yaml"_s] = serviceYaml(name, name, engine.port, engine.port);
    if (const QByteArray secret = secretYaml(manifest, name); !secret.isEmpty())
        made.files[u"secret.yaml"_s] = secret;
    return made;
}

MadeApplication volume(const DataItem &item)
{
    const QString name = dnsLabel(item.name);
    MadeApplication made{name, u"databases"_s, u"storage"_s, Databases, {}};
    made.files[u"claim.yaml"_s] = claimYaml(name, u"200Gi"_s);
    made.files[u"deployment.yaml"_s] = workloadYaml(
        {.name = name, .instance = name, .image = u"docker.io/library/nginx:1.29.3"_s, .port = 80, .claim = name});
    made.files[u"service.yaml"_s] = serviceYaml(name, name, 80, 80);
    return made;
}

} // namespace

QList<MadeApplication> databasesOf(const RecoveryManifest &manifest)
{
    QList<MadeApplication> all;
    for (const DataItem &item : manifest.data)
        all.append(item.kind == DataKind::Database ? database(manifest, item) : volume(item));
    if (all.isEmpty())
        all.append(database(manifest, DataItem{.name = u"postgres"_s}));
    return all;
}

} // namespace relight::world
