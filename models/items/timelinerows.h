#pragma once
// When each step was meant to run and when it ran. Pure, any thread.

#include "models/items/mergingtreemodel.h"
#include "models/run/runstate.h"

namespace relight {

// All times are seconds after the run's start.
struct TimelineRow
{
    QString stepId, title, phase;
    StepState state = StepState::Pending;
    Seconds plannedStart{0};                     // all that it waits for took its high estimate
    Seconds plannedLowEnd{0}, plannedHighEnd{0}; // plannedStart + its own low, high
    std::optional<Seconds> start, end;           // real; end absent: not over, the bar goes to `now`
    Seconds now{0};
    int attempts = 0;
    bool critical = false; // on the longest path by high estimates
    bool operator==(const TimelineRow &) const = default;
};

[[nodiscard]] std::vector<TreeRow<TimelineRow>> timelineRows(const RunState &run, Timestamp now);

} // namespace relight
