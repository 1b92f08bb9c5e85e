#pragma once
// A small run for the model tests: events in order, folded as the window does it.

#include "models/run/runstate.h"

namespace relight {

class RunExample
{
public:
    RunExample();

    // The next event, `seconds` after the run's start.
    const RunEvent &add(int seconds, RunEventBody body);
    Timestamp at(int seconds) const;

    QList<RunEvent> events;
    RunState state;
};

} // namespace relight
