#include "ui/timeline/timelinewords.h"

#include "ui/theme/states.h"

#include <QCoreApplication>

#include <cmath>

namespace relight {

static QString tr(const char *text)
{
    return QCoreApplication::translate("TimelineWords", text);
}

static qint64 wholeMinutes(Seconds time)
{
    return (time.count() + 30) / 60;
}

static QString hours(qint64 minutes)
{
    return tr("%1\u00a0h\u00a0%2").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString minutesText(Seconds time)
{
    if (time < Seconds(60))
        return tr("%1\u00a0s").arg(std::max<qint64>(0, time.count()));
    const qint64 minutes = wholeMinutes(time);
    return minutes < 60 ? tr("%1\u00a0min").arg(minutes) : hours(minutes);
}

QString minutesText(Seconds early, Seconds late)
{
    if (late < Seconds(60) || minutesText(early) == minutesText(late))
        return minutesText(late);
    if (wholeMinutes(late) >= 60)
        return tr("%1–%2").arg(minutesText(early), minutesText(late));
    return tr("%1–%2\u00a0min").arg(wholeMinutes(early)).arg(wholeMinutes(late));
}

QString shortSpan(Seconds span)
{
    const qint64 minutes = span.count() / 60;
    if (minutes < 60)
        return tr("%1 min").arg(minutes);
    return minutes < 48 * 60 ? tr("%1 h %2").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'))
                             : tr("%1 d").arg(minutes / 1440);
}

QString tickText(Seconds time)
{
    const qint64 seconds = time.count();
    if (seconds == 0)
        return QStringLiteral("0");
    if (seconds % 60 != 0)
        return clockText(time);
    if (seconds < 3600)
        return tr("%1\u00a0min").arg(seconds / 60);
    if (seconds % 3600 != 0)
        return hours(seconds / 60);
    return seconds < 172'800 ? tr("%1\u00a0h").arg(seconds / 3600) : tr("%1\u00a0d").arg(double(seconds) / 86400);
}

QString shareText(double share)
{
    const int percent = int(std::lround(share * 100));
    if (percent < 1)
        return tr("<1\u00a0%");
    return percent > 99 ? tr(">99\u00a0%") : tr("%1\u00a0%").arg(percent);
}

QString shortTitle(const TimelineRow &row)
{
    const QString name = row.stepId.section(u'/', 1);
    if (row.stepId.startsWith(QLatin1String("restore-data/")))
        return tr("Restore %1").arg(name);
    if (row.stepId.startsWith(QLatin1String("update-dns/")))
        return tr("Update %1").arg(name);
    return row.title;
}

static std::optional<Seconds> elapsed(const TimelineRow &row)
{
    return row.start ? std::optional(row.end.value_or(row.now) - *row.start) : std::nullopt;
}

QString plannedText(const TimelineRow &row)
{
    if (row.plannedHigh() <= Seconds{0})
        return {};
    if (row.plannedLow() == row.plannedHigh())
        return clockText(row.plannedHigh());
    return tr("%1–%2").arg(clockText(row.plannedLow()), clockText(row.plannedHigh()));
}

QString actualText(const TimelineRow &row)
{
    if (row.state == StepState::Skipped)
        return lookOf(row.state).word;
    const auto taken = elapsed(row);
    if (!taken)
        return {};
    return row.end ? clockText(*taken) : tr("%1 so far").arg(clockText(*taken));
}

QString forecastText(const TimelineRow &row)
{
    return row.forecast ? tr("over at %1").arg(minutesText(row.forecast->end, row.forecast->endLate)) : QString();
}

QString overText(const TimelineRow &row)
{
    const auto taken = elapsed(row);
    if (!taken || row.plannedHigh() <= Seconds{0})
        return {};
    if (*taken > row.plannedHigh())
        return tr("%1 over").arg(clockText(*taken - row.plannedHigh()));
    if (!row.end)
        return {};
    return *taken < row.plannedLow() ? tr("%1 under").arg(clockText(row.plannedLow() - *taken)) : tr("within");
}

QStringList rowFacts(const TimelineRow &row)
{
    QStringList facts{tr("%1: %2").arg(row.title, lookOf(row.state).word)};
    if (const QString planned = plannedText(row); !planned.isEmpty())
        facts << tr("planned to take %1").arg(planned);
    if (row.start && row.state != StepState::Skipped)
        facts << (row.end
                ? tr("took %1, from %2 to %3").arg(clockText(*elapsed(row)), clockText(*row.start), clockText(*row.end))
                : tr("%1 so far, since %2").arg(clockText(*elapsed(row)), clockText(*row.start)));
    if (const QString over = overText(row); !over.isEmpty())
        facts << (over == tr("within") ? tr("within its estimate") : over);
    if (row.forecast) {
        if (!row.start)
            facts << tr("forecast to start at %1").arg(minutesText(row.forecast->start, row.forecast->startLate));
        facts << tr("forecast to be over: half by %1, 9 in 10 by %2")
                     .arg(minutesText(row.forecast->end), minutesText(row.forecast->endLate));
    }
    if (row.attempts > 1)
        facts << tr("attempts: %1").arg(row.attempts);
    if (row.critical)
        facts << tr("on the critical path");
    return facts;
}

QString conditionText(const RtoForecast &forecast)
{
    switch (forecast.condition) {
    case RtoForecast::Answered:
        return tr("if answered now");
    case RtoForecast::Resumed:
        return tr("if resumed now");
    case RtoForecast::Retried:
        return tr("if retried now");
    case RtoForecast::None:
        break;
    }
    return {};
}

QString outcomeText(const TimelineFrame &frame)
{
    if (!frame.over)
        return {};
    if (frame.cancelled)
        return tr("cancelled");
    if (!frame.objective)
        return tr("no objective");
    return frame.now <= *frame.objective ? tr("objective met, %1 to spare").arg(clockText(*frame.objective - frame.now))
                                         : tr("objective missed by %1").arg(clockText(frame.now - *frame.objective));
}

QString landingTitle(const TimelineFrame &frame)
{
    if (frame.cancelled)
        return frame.over ? tr("Cancelled") : tr("Being cancelled");
    return frame.over ? tr("Landed") : tr("Landing");
}

QString landingText(const TimelineFrame &frame)
{
    if (!frame.begun)
        return tr("The run has not begun: there is no forecast yet.");
    if (frame.over)
        return frame.cancelled ? tr("Cancelled at %1.").arg(clockText(frame.now))
                               : tr("Ended at %1: %2.").arg(clockText(frame.now), outcomeText(frame));
    if (!frame.forecast)
        return tr("No forecast: the run is being cancelled.");
    const RtoForecast &forecast = *frame.forecast;
    QString text = tr("Half of all courses land by %1, 9 in 10 by %2")
                       .arg(minutesText(forecast.half), minutesText(forecast.nineInTen));
    if (forecast.objective)
        text += tr("; %1 within the objective of %2").arg(shareText(forecast.chance), clockText(*forecast.objective));
    if (const QString condition = conditionText(forecast); !condition.isEmpty())
        text += tr(", %1").arg(condition);
    return text + u'.';
}

} // namespace relight
