#include "app/drill/world/play/backups.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static Timestamp disaster(const World &world)
{
    return std::chrono::floor<Seconds>(world.clock.wall() - world.clock.now());
}

// Two to eleven minutes before.
static Timestamp lastOne(const World &world, const QString &name)
{
    return disaster(world) - Seconds{120 + qint64(world.chance.draw(u"backup/"_s + name) * 540)};
}

std::optional<Timestamp> newestBackup(const World &world, const DataItem &item)
{
    if (world.faults.find(u"backup-missing"_s, u"name"_s, item.name))
        return std::nullopt;
    const auto old = world.faults.find(u"backup-old"_s, u"name"_s, item.name);
    if (!old)
        return lastOne(world, item.name);
    return disaster(world) - parseDuration(old->with.value(u"age"_s).toString(u"26h"_s)).value_or(Seconds{26 * 3600});
}

const DataItem *dataAt(const World &world, const QString &location)
{
    for (const DataItem &item : world.manifest.data) {
        if (item.backupLocation == location)
            return &item;
    }
    return nullptr;
}

static QString fileName(const QString &name, const QString &ending, Timestamp time)
{
    QString stamp = timestampText(time).left(16);
    stamp.remove(u'-').remove(u':');
    return u"%1-%2Z.%3"_s.arg(name, stamp, ending);
}

QList<BackupFile> backupsAt(const World &world, const QString &location)
{
    const DataItem *item = dataAt(world, location);
    const QString name = item ? item->name : location.section(u'/', -2, -2);
    const QString ending = !item ? u"snap"_s : item->kind == DataKind::Database ? u"dump"_s : u"tar.zst"_s;
    const auto newest = item ? newestBackup(world, *item) : lastOne(world, location);
    if (!newest)
        return {};
    QList<BackupFile> files;
    const qint64 usual = !item ? 42'000'000 : item->kind == DataKind::Database ? 7'300'000'000 : 21'900'000'000;
    const qint64 size = qint64(double(usual) * (0.4 + world.chance.draw(u"backup/size/"_s + name)));
    constexpr int kept = 5;
    for (int back = kept; back >= 0; --back) {
        const Timestamp time = *newest - Seconds{back * 6 * 3600};
        const auto growth = qint64(world.chance.draw(u"backup/%1/%2"_s.arg(name).arg(back)) * 900'000);
        files << BackupFile{time, size - back * (size / 900) + growth, fileName(name, ending, time)};
    }
    files << BackupFile{*newest, files.last().bytes, u"latest."_s + ending};
    return files;
}

} // namespace relight::world
