#pragma once
// All that a report is made of: a run's events and their fold, and, of a drill, the scenario and what its director
// ordered when. A value, any thread.

#include "models/run/runstate.h"
#include "models/scenario/order.h"
#include "models/scenario/scenario.h"

namespace relight {

struct StoryOrder
{
    Milliseconds at{0}; // since the drill began
    Order order;
};

struct RunStory
{
    QList<RunEvent> events; // as the journal has them
    RunState state;         // of the events
    std::optional<Scenario> scenario;
    QList<StoryOrder> played;

    Timestamp start() const; // of the run; the epoch when it has none
    Timestamp last() const;  // its end, or its last event
    // Since the run's start.
    Milliseconds offset(Timestamp time) const { return time - start(); }
};

[[nodiscard]] RunStory storyOf(
    const QList<RunEvent> &events, std::optional<Scenario> scenario = {}, const QList<StoryOrder> &played = {});

} // namespace relight
