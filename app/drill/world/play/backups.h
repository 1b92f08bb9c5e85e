#pragma once
// Which backups there are: of every data entry one a few minutes before the disaster and older ones behind it. What the
// faults backup-old and backup-missing say comes first. Pure reading of the world.

#include "app/drill/world/base/world.h"

namespace relight::world {

// None: nothing is there any more.
[[nodiscard]] std::optional<Timestamp> newestBackup(const World &world, const DataItem &item);

// The data entry that is backed up to this place; nullptr: none.
[[nodiscard]] const DataItem *dataAt(const World &world, const QString &location);

struct BackupFile
{
    Timestamp time;
    qint64 bytes = 0;
    QString name;
};

// Oldest first, the newest last. A place that is no data entry's (Vault's snapshots) has backups, too.
[[nodiscard]] QList<BackupFile> backupsAt(const World &world, const QString &location);

} // namespace relight::world
