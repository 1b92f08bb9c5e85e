#pragma once
// The words of DESIGN.md for states, as on screen, in the terminal and in JSON. Pure.

#include "models/run/runstate.h"

namespace relight {

[[nodiscard]] QString word(StepState state); // "awaiting approval", "timed out"
[[nodiscard]] QString word(RunPhase phase);  // "paused by failed step", "completed with exceptions"
[[nodiscard]] QString word(AttemptOutcome outcome);
[[nodiscard]] QString word(RunMode mode);      // "live", "drill", "tabletop"
[[nodiscard]] QString word(DecisionKind kind); // "step-approval" …
[[nodiscard]] QString word(PauseCause cause);  // "operator", "failed step", "storage", "identity"
[[nodiscard]] QString word(RunEnd end);        // "completed with exceptions" …

} // namespace relight
