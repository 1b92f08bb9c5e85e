#pragma once
// The steps of a run against time: planned, actual, forecast. Owned by the window's session; GUI thread. Time comes in
// with setNow(). The forecast is made anew when the time or a step has changed, not for every event.

#include "models/items/timelinerows.h"

namespace relight {

class TimelineModel : public MergingTreeModel<TimelineRow>
{
    Q_OBJECT
public:
    enum Column { TitleColumn, BarColumn, PlannedColumn, ActualColumn, ForecastColumn, OverColumn, ColumnCount };
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
        ForecastRole,                  // StepForecast, invalid: over, or none can be made
        RowRole,                       // TimelineRow, the whole
    };

    using MergingTreeModel::MergingTreeModel;

    void setRun(const RunState &run);
    void setNow(Timestamp now);

    const TimelineFrame &frame() const { return m_frame; }

    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void frameChanged();

protected:
    QVariant valueData(const TimelineRow &row, int column, int role) const override;

private:
    void tell();

    RunState m_run;
    Timestamp m_now;
    std::optional<RtoForecast> m_forecast;
    TimelineFrame m_frame;
};

} // namespace relight
