#pragma once
// When each step was meant to run, when it ran, and when it may. Pure, any thread.

#include "models/items/mergingtreemodel.h"
#include "models/rto/rtoforecast.h"

namespace relight {

struct TimelineAttempt
{
    Seconds start{0};
    std::optional<Seconds> end; // absent: it runs
    std::optional<AttemptOutcome> outcome;
    bool operator==(const TimelineAttempt &) const = default;
};

// All times are seconds on the recovery clock (models/rto/recoveryclock.h).
struct TimelineRow
{
    QString stepId, title, phase;
    StepState state = StepState::Pending;
    Seconds plannedStart{0};                     // all that it waits for took its high estimate
    Seconds plannedLowEnd{0}, plannedHighEnd{0}; // plannedStart + its own low, high
    std::optional<Seconds> start, end;           // real; end absent: not over, the bar goes to `now`
    Seconds now{0};
    int attempts = 0;
    QList<TimelineAttempt> tries;
    std::optional<StepForecast> forecast; // of a step that is not over
    bool critical = false;                // what the landing waits for (criticalpath.h)
    QString criticalBefore;               // the step before it on that path
    bool operator==(const TimelineRow &) const = default;

    Seconds plannedLow() const { return plannedLowEnd - plannedStart; }
    Seconds plannedHigh() const { return plannedHighEnd - plannedStart; }
};

[[nodiscard]] std::vector<TreeRow<TimelineRow>> timelineRows(
    const RunState &run, Timestamp now, const std::optional<RtoForecast> &forecast = {});

// What all rows share: the lines across them, and how the run lands.
struct TimelineFrame
{
    bool begun = false, over = false; // over: `now` is the end
    bool cancelled = false;           // no forecast for what was given up
    Seconds now{0};
    std::optional<Seconds> objective;
    Seconds plannedEnd{0}; // of the longest path, by high estimates
    std::optional<RtoForecast> forecast;
    bool operator==(const TimelineFrame &) const = default;
};
[[nodiscard]] TimelineFrame timelineFrame(
    const RunState &run, Timestamp now, const std::optional<RtoForecast> &forecast);

} // namespace relight
