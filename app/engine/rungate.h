#pragma once
// What stands before the first step of a live run: trust, preflight, the consent to its warnings. Pure.

#include "app/engine/enginesetup.h"

namespace relight {

struct GateMove
{
    enum class Kind {
        Open,      // steps may go
        Wait,      // for an answer, or for preflight
        Ask,       // request `decision`
        Preflight, // look now
    };
    Kind kind = Kind::Wait;
    Decision decision;
};

[[nodiscard]] GateMove gateMove(const EngineSetup &setup, const RunState &state, bool preflightRuns);

// What preflight found that stops the run; to be asked after PreflightFinished was recorded.
[[nodiscard]] Decision blockersDecision(const RunState &state);

// Preflight as a step: it has a time-out, and its lines stand in the log under its id.
[[nodiscard]] const Step &preflightStep();

} // namespace relight
