#pragma once
// The clock that the recovery time objective is measured on: from the declared incident, else from the run's start.
// Pure, any thread.

#include "models/run/runstate.h"

namespace relight {

// Nothing: the run has not begun.
[[nodiscard]] std::optional<Timestamp> recoveryZero(const RunState &run);

// Whole seconds after `zero`; before it they are negative.
[[nodiscard]] Seconds sinceZero(Timestamp zero, Timestamp time);

} // namespace relight
