#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

void readBackup(YamlMap &map, DataItem &item)
{
    item.backupLocation = map.text("backup-location");
    if (holdsPassword(item.backupLocation)) {
        item.backupLocation.clear();
        map.error("backup-location",
            u"holds a password in plain sight: take it out, and give it to the commands as environment: { NAME: env:NAME }"_s);
    }
    const YamlNode *time = map.take("backup-time");
    if (time && time->kind == YamlNode::Kind::Map) {
        map.map("backup-time", [&](YamlMap &source) {
            source.require("command", u"expected { command: … } that prints the time of the last backup (RFC 3339)"_s);
            item.backupTimeCommand = source.command("command");
        });
    } else if (time) {
        const QString text = map.text("backup-time");
        static const QRegularExpression rfc3339(
            u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])\\z"_s);
        if (!text.isEmpty() && !(rfc3339.match(text).hasMatch() && parseTimestamp(text)))
            map.error("backup-time",
                u"%1 is not a point in time: write 2026-08-01T10:00:00Z, or { command: … } that prints it"_s.arg(
                    quotedValue(text)));
        else
            item.backupTime = text;
    }
}

void readItem(YamlMap &map, DataItem &item, QStringList &names)
{
    item.at = map.at();
    item.name = readUniqueName(map, names, u"restore"_s);
    readBackup(map, item);
    item.environment = map.environment("environment");
    item.restoreCommand = map.command("restore-command");
    item.verifyCommand = map.command("verify-command");
    map.map("velero", [&](YamlMap &velero) {
        velero.require("backup", u"which Velero backup is restored?"_s);
        item.veleroBackup = velero.written("backup");
        if (!item.veleroBackup.isEmpty() && !isObjectName(item.veleroBackup))
            velero.error("backup", noObjectName(item.veleroBackup));
    });
    if (map.has("velero") && map.has("restore-command"))
        map.error("velero", u"stands beside restore-command: one of the two restores this, remove the other"_s);
    item.needs = map.objectNames("needs", &item.needsAt);
    item.holds = map.objectNames("holds").value_or(QStringList());
    for (const QString &name : item.needs.value_or(QStringList())) {
        if (item.holds.contains(name))
            map.error("holds",
                u"%1 is needed and held by the same restore, which would wait for ever: take it out of one list"_s.arg(
                    quotedValue(name)));
    }
    item.estimate = map.duration("estimate");
    item.critical = map.flag("critical").value_or(true);
}

} // namespace

void readData(YamlMap &map, QList<DataItem> &data)
{
    QStringList names; // databases and volumes share the step ids "restore-data/<name>"
    const auto read = [&](const char *key, DataKind kind) {
        map.maps(key, [&](YamlMap &each) {
            DataItem item;
            item.kind = kind;
            readItem(each, item, names);
            data.append(item);
        });
    };
    read("databases", DataKind::Database);
    read("volumes", DataKind::Volume);
}

} // namespace relight
