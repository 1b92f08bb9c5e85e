#include "models/items/timelinemodel.h"

namespace relight {

void TimelineModel::setRun(const RunState &run)
{
    m_run = run;
    merge(timelineRows(m_run, m_now));
}

void TimelineModel::setNow(Timestamp now)
{
    m_now = now;
    merge(timelineRows(m_run, m_now));
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
    case RowRole:
        return QVariant::fromValue(row);
    default:
        return {};
    }
}

QHash<int, QByteArray> TimelineModel::roleNames() const
{
    auto names = MergingTreeModel::roleNames();
    names.insert(
        {{StepIdRole, "stepId"}, {PhaseRole, "phase"}, {StateRole, "state"}, {PlannedStartRole, "plannedStart"},
            {PlannedLowEndRole, "plannedLowEnd"}, {PlannedHighEndRole, "plannedHighEnd"}, {StartRole, "start"},
            {EndRole, "end"}, {AttemptsRole, "attempts"}, {CriticalRole, "critical"}, {RowRole, "row"}});
    return names;
}

} // namespace relight
