#pragma once
// The steps of a run against time: planned, actual. Owned by the window's session; GUI thread. Time comes in with
// setNow().

#include "models/items/timelinerows.h"

namespace relight {

class TimelineModel : public MergingTreeModel<TimelineRow>
{
    Q_OBJECT
public:
    enum Column { TitleColumn, BarColumn, ColumnCount };
    enum Role {
        StepIdRole = Qt::UserRole + 1, // QString
        PhaseRole,                     // QString
        StateRole,                     // StepState
        PlannedStartRole,              // Seconds
        PlannedLowEndRole,             // Seconds
        PlannedHighEndRole,            // Seconds
        StartRole,                     // Seconds, invalid: not started
        EndRole,                       // Seconds, invalid: not over
        AttemptsRole,                  // int
        CriticalRole,                  // bool
        RowRole,                       // TimelineRow, the whole
    };

    using MergingTreeModel::MergingTreeModel;

    void setRun(const RunState &run);
    void setNow(Timestamp now);

    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QHash<int, QByteArray> roleNames() const override;

protected:
    QVariant valueData(const TimelineRow &row, int column, int role) const override;

private:
    RunState m_run;
    Timestamp m_now;
};

} // namespace relight
