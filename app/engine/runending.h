#pragma once
// How a run ends, from its state alone. Pure.

#include "models/run/runstate.h"

namespace relight {

// Nothing is left to do: what was skipped, accepted or lost is named.
[[nodiscard]] RunEnded endOf(const RunState &state);
// After a cancel: a person may still say whether something begun is to be taken back.
[[nodiscard]] bool mayTakeBack(const RunState &state);
// A person cancelled: what is half done is named.
[[nodiscard]] RunEnded cancelledEnd(const RunState &state);

} // namespace relight
