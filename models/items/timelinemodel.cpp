#include "models/items/timelinemodel.h"

namespace relight {

// What the forecast is made from, apart from the time.
static bool sameForForecast(const RunState &one, const RunState &other)
{
    return one.startedAt == other.startedAt && one.steps == other.steps && one.open == other.open
        && one.paused.has_value() == other.paused.has_value() && one.cancelRequested == other.cancelRequested
        && one.end.has_value() == other.end.has_value();
}

void TimelineModel::setRun(const RunState &run)
{
    const bool same = sameForForecast(m_run, run);
    m_run = run;
    if (!same)
        tell();
}

void TimelineModel::setNow(Timestamp now)
{
    if (std::chrono::floor<Seconds>(now) == std::chrono::floor<Seconds>(m_now))
        return;
    m_now = now;
    if (!m_run.end)
        tell();
}

void TimelineModel::tell()
{
    // Events are heard before the clock ticks: no step is forecast to start before what has happened already.
    const Timestamp now = std::max(m_now, m_run.lastEventAt.value_or(m_now));
    m_forecast = forecastRto(m_run, now);
    TimelineFrame frame = timelineFrame(m_run, now, m_forecast);
    const bool changed = frame != m_frame;
    m_frame = std::move(frame); // before the rows: who hears of them asks for it
    merge(timelineRows(m_run, now, m_forecast));
    if (changed)
        Q_EMIT frameChanged();
}

static QVariant orNothing(const std::optional<Seconds> &time)
{
    return time ? QVariant::fromValue(*time) : QVariant();
}

QVariant TimelineModel::valueData(const TimelineRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == TitleColumn ? QVariant(row.title) : QVariant();
    case StepIdRole:
        return row.stepId;
    case PhaseRole:
        return row.phase;
    case StateRole:
        return QVariant::fromValue(row.state);
    case PlannedStartRole:
        return QVariant::fromValue(row.plannedStart);
    case PlannedLowEndRole:
        return QVariant::fromValue(row.plannedLowEnd);
    case PlannedHighEndRole:
        return QVariant::fromValue(row.plannedHighEnd);
    case StartRole:
        return orNothing(row.start);
    case EndRole:
        return orNothing(row.end);
    case AttemptsRole:
        return row.attempts;
    case CriticalRole:
        return row.critical;
    case ForecastRole:
        return row.forecast ? QVariant::fromValue(*row.forecast) : QVariant();
    case RowRole:
        return QVariant::fromValue(row);
    default:
        return {};
    }
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    auto names = MergingTreeModel::roleNames();
    names.insert({{StepIdRole, "stepId"}, {PhaseRole, "phase"}, {StateRole, "state"},
        {PlannedStartRole, "plannedStart"}, {PlannedLowEndRole, "plannedLowEnd"},
        {PlannedHighEndRole, "plannedHighEnd"}, {StartRole, "start"}, {EndRole, "end"}, {AttemptsRole, "attempts"},
        {CriticalRole, "critical"}, {ForecastRole, "forecast"}, {RowRole, "row"}});
    return names;
}

} // namespace relight
