#include "app/engine/steps/backuplisting.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/preflightchecks.h"

#include <QDir>
#include <QUrl>

namespace relight {

static CommandSpec lookAt(const DataItem &item, const QString &key)
{
    CommandSpec spec;
    spec.key = key;
    spec.secrets = item.environment;
    spec.environment.insert(QStringLiteral("RELIGHT_BACKUP_LOCATION"), item.backupLocation);
    spec.readOnly = true;
    return spec;
}

// As stated, or as its command prints it; empty: not stated.
static Result<std::optional<Timestamp>> statedTime(StepContext &context, const DataItem &item, int index)
{
    QString text = item.backupTime;
    if (!item.backupTimeCommand.isEmpty()) {
        CommandSpec spec = lookAt(item, QStringLiteral("backup-time-%1").arg(index));
        spec.shell = item.backupTimeCommand;
        const auto result = runCommand(context, spec).and_then([&](const ProcessResult &done) {
            return succeeded(QStringLiteral("its backup-time command"), done).transform([&] { return done.output; });
        });
        if (!result)
            return failure(result.error().code,
                QStringLiteral("the age of the backup of %1 is not known: %2").arg(item.name, result.error().message));
        text = QString::fromUtf8(result->trimmed());
    }
    if (text.isEmpty())
        return std::nullopt;
    const auto time = parseTimestamp(text);
    if (!time)
        return failure(ErrorCode::Invalid,
            QStringLiteral("the backup-time of %1 is \"%2\", not a time in RFC 3339").arg(item.name, text.left(40)));
    return time;
}

static Result<BackupListing> listFolder(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return failure(ErrorCode::NotFound, QStringLiteral("it is not there"));
    if (!info.isReadable())
        return failure(ErrorCode::Forbidden, QStringLiteral("it may not be read"));
    QList<QFileInfo> entries{info};
    if (info.isDir())
        entries = QDir(path).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot);
    BackupListing listing;
    listing.entries = int(entries.size());
    for (const QFileInfo &entry : std::as_const(entries)) {
        const Timestamp time{Milliseconds{entry.lastModified().toMSecsSinceEpoch()}};
        if (!listing.newest || time > *listing.newest)
            listing.newest = time;
    }
    return listing;
}

// Nothing: such a place is not known to us.
static std::optional<Result<BackupListing>> listed(StepContext &context, const DataItem &item, int index)
{
    const QString &location = item.backupLocation;
    const bool isLocal = location.startsWith(u'/') || location.startsWith(QLatin1String("file:"));
    if (isLocal && context.host.state().started.mode != RunMode::Live) // the user's disk is no part of a drill
        return std::nullopt;
    if (location.startsWith(u'/'))
        return listFolder(location);
    if (location.startsWith(QLatin1String("file:")))
        return listFolder(QUrl(location).path());
    const QStringList command = listingCommand(location);
    if (command.isEmpty())
        return std::nullopt;
    if (!context.ports.processes.find(command.first()))
        return failure(ErrorCode::NotFound, QStringLiteral("%1 is not on the PATH").arg(command.first()));
    CommandSpec spec = lookAt(item, QStringLiteral("backup-list-%1").arg(index));
    spec.arguments = command;
    spec.quiet = true;
    return runCommand(context, spec).and_then([&](const ProcessResult &done) {
        return succeeded(command.first(), done).transform([&] { return readListing(location, done.output); });
    });
}

static void checkAge(StepContext &context, PreflightFindings &findings, const QString &what, Timestamp time)
{
    const RunState state = context.host.state();
    const Timestamp before
        = state.started.lostAt.value_or(state.started.declaredAt.value_or(context.ports.clock.wall()));
    const auto age = std::chrono::duration_cast<Seconds>(before - time);
    const auto &rpo = context.manifest.objectives.rpo;
    context.log(QStringLiteral("%1 is %2 old").arg(what, durationText(std::max(age, Seconds{0}))));
    if (rpo && age > *rpo)
        findings.warnings << QStringLiteral("%1 is %2 old, the objective is %3: so much data is lost")
                                 .arg(what, durationText(age), durationText(*rpo));
}

void checkBackups(StepContext &context, PreflightFindings &findings)
{
    int index = 0;
    for (const DataItem &item : context.manifest.data) {
        ++index;
        const auto time = statedTime(context, item, index);
        if (!time)
            findings.warnings << time.error().message;
        if (time && *time) {
            (void)context.host.record(
                FactRecorded{{}, QStringLiteral("backup-time/") + item.name, timestampText(**time)});
            checkAge(context, findings, QStringLiteral("the backup of %1").arg(item.name), **time);
        }
        const auto listing = listed(context, item, index);
        if (!listing)
            continue;
        if (!*listing)
            findings.warnings << QStringLiteral("the backups of %1 at %2 cannot be listed: %3")
                                     .arg(item.name, item.backupLocation, listing->error().message);
        else if ((*listing)->entries == 0)
            findings.warnings << QStringLiteral("there is no backup of %1 at %2").arg(item.name, item.backupLocation);
        else if (time && !*time && (*listing)->newest)
            checkAge(context, findings,
                QStringLiteral("the newest of %1 at the place for backups of %2")
                    .arg((*listing)->entries)
                    .arg(item.name),
                *(*listing)->newest);
    }
}

} // namespace relight
