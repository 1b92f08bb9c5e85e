#pragma once
// Which step a window that follows the run shows. Pure; any thread.

#include "models/run/runstate.h"

namespace relight {

// The step of the most urgent decision, else one that is in trouble, else one that runs; empty: none, or the run is
// over. `open`: decisions, most urgent first.
[[nodiscard]] QString stepInAction(const RunState &run, const QList<Decision> &open);

} // namespace relight
