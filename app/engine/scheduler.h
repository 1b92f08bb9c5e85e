#pragma once
// What the engine does next, from the state alone. Pure, so that every rule of starting, asking and ending is tested
// without threads.

#include "app/engine/consents.h"
#include "models/run/runstate.h"

namespace relight {

struct NextAction
{
    enum class Kind {
        Start,  // run an attempt of the step (a new one, or the one that waited for a decision)
        Ask,    // request `decision`
        Skip,   // left out of the manifest, nobody there to tick it
        Finish, // a manual step whose tick was given ahead
        End,    // nothing is left: record `end`
    };
    Kind kind = Kind::Start;
    QString stepId;
    Decision decision;
    RunEnded end;
    bool operator==(const NextAction &) const = default;
};

struct SchedulerView
{
    const RunState &state;
    const RecoveryPlan &plan;
    const Consents &consents;
    QStringList busy;      // steps with a worker
    bool attended = false; // a person can answer
    Timestamp now;
};

[[nodiscard]] QList<NextAction> nextActions(const SchedulerView &view);

// Nothing runs, nothing will start by itself, and the run is not over: only a person moves it on.
[[nodiscard]] bool waitsForPerson(const SchedulerView &view);

} // namespace relight
