#include "app/engine/steps/backuplisting.h"

#include <QDateTime>
#include <QRegularExpression>

namespace relight {

QStringList listingCommand(const QString &location)
{
    if (location.startsWith(QLatin1String("s3://")))
        return {QStringLiteral("aws"), QStringLiteral("s3"), QStringLiteral("ls"), location};
    if (location.startsWith(QLatin1String("gs://")))
        return {QStringLiteral("gcloud"), QStringLiteral("storage"), QStringLiteral("ls"), QStringLiteral("--long"),
            location};
    return {};
}

BackupListing readListing(const QString &location, const QByteArray &output)
{
    // aws: "2026-08-01 02:00:12   1234 latest.dump", local time, or "PRE folder/"; gcloud: "1234  2026-08-01T02:00:12Z
    // gs://…", and a last line TOTAL.
    static const QRegularExpression local(QStringLiteral("^(\\d{4}-\\d{2}-\\d{2}) (\\d{2}:\\d{2}:\\d{2})\\s"));
    static const QRegularExpression zoned(QStringLiteral("\\s(\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z)\\s"));
    const bool aws = location.startsWith(QLatin1String("s3://"));
    BackupListing listing;
    for (const QByteArray &raw : output.split('\n')) {
        const QString line = QString::fromUtf8(raw);
        if (line.trimmed().isEmpty() || line.startsWith(QLatin1String("TOTAL")))
            continue;
        ++listing.entries;
        std::optional<Timestamp> time;
        if (const auto match = local.match(line); aws && match.hasMatch()) {
            const QDateTime date
                = QDateTime::fromString(match.captured(1) + u'T' + match.captured(2), Qt::ISODate); // local, as printed
            time = Timestamp{Milliseconds{date.toMSecsSinceEpoch()}};
        } else if (const auto stamp = zoned.match(line); !aws && stamp.hasMatch()) {
            time = parseTimestamp(stamp.captured(1));
        }
        if (time && (!listing.newest || *time > *listing.newest))
            listing.newest = time;
    }
    return listing;
}

} // namespace relight
