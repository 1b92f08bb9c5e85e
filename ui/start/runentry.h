#pragma once
// An earlier run, as the start page lists it. A value, any thread.

#include "models/run/runstate.h"

namespace relight {

struct RunEntry
{
    QString id, name;
    RunMode mode = RunMode::Live;
    RunPhase phase = RunPhase::Pending;
    std::optional<Timestamp> startedAt, endedAt, lastEventAt;
    std::optional<Seconds> rto;
    int finished = 0, steps = 0;
    QString atStep;           // title of a step that was not over
    QString runningElsewhere; // who writes it now, empty: nobody
    QString damage;           // what is wrong with its journal
    bool isOver() const { return endedAt.has_value(); }
    // A drill cannot: its world goes with it.
    bool canGoOn() const
    {
        return mode == RunMode::Live && !isOver() && damage.isEmpty() && runningElsewhere.isEmpty();
    }
};

} // namespace relight
