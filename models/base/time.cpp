#include "models/base/time.h"

#include <QDateTime>
#include <QTimeZone>

namespace relight {

Result<Seconds> parseDuration(QStringView text)
{
    const auto invalid = [&] {
        return failure(ErrorCode::Invalid,
            QStringLiteral("\"%1\" is not a duration: write 90s, 45m, 1h30m or 2d").arg(text.left(40)));
    };
    Seconds total{0};
    qint64 lastUnit = std::numeric_limits<qint64>::max();
    qsizetype i = 0;
    if (text.isEmpty())
        return invalid();
    while (i < text.size()) {
        const qsizetype begin = i;
        while (i < text.size() && text[i] >= u'0' && text[i] <= u'9')
            ++i;
        if (i == begin || i - begin > 9 || i == text.size())
            return invalid();
        const qint64 count = text.mid(begin, i - begin).toLongLong();
        const char16_t letter = text[i++].unicode();
        const qint64 unit = letter == u's' ? 1
            : letter == u'm'               ? 60
            : letter == u'h'               ? 3600
            : letter == u'd'               ? 86400
                                           : 0;
        if (unit == 0 || unit >= lastUnit)
            return invalid();
        lastUnit = unit;
        total += Seconds{count * unit};
    }
    if (total > std::chrono::days{3650})
        return invalid();
    return total;
}

QString durationText(Seconds duration)
{
    qint64 rest = duration.count();
    if (rest <= 0)
        return QStringLiteral("0s");
    QString text;
    for (const auto &[unit, letter] : {std::pair{86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}}) {
        if (const qint64 count = rest / unit; count > 0) {
            text += QString::number(count) + QLatin1Char(letter);
            rest %= unit;
        }
    }
    return text;
}

QString clockText(Seconds duration)
{
    const bool negative = duration.count() < 0;
    const qint64 all = std::abs(duration.count());
    const QString sign = negative ? QStringLiteral("-") : QString();
    const QLatin1Char zero('0');
    if (all < 3600)
        return sign + QStringLiteral("%1:%2").arg(all / 60).arg(all % 60, 2, 10, zero);
    return sign + QStringLiteral("%1:%2:%3").arg(all / 3600).arg(all / 60 % 60, 2, 10, zero).arg(all % 60, 2, 10, zero);
}

QString timestampText(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone::UTC).toString(Qt::ISODateWithMs);
}

std::optional<Timestamp> parseTimestamp(QStringView text)
{
    const QDateTime time = QDateTime::fromString(text.toString().trimmed(), Qt::ISODateWithMs);
    // A time without an offset could mean two things; only RFC 3339 is taken.
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime)
        return std::nullopt;
    return Timestamp{Milliseconds{time.toMSecsSinceEpoch()}};
}

} // namespace relight
