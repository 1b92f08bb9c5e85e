#pragma once
// The last line of `run --json` and `show --json`. Pure, any thread.

#include "models/run/runstate.h"

namespace relight {

// {"type":"summary","run":…,"state":…,"seconds":…,"steps":[{"id","state","seconds","attempts"}],"exceptions":[…],"needs":[{"id","title","option"}]}
// Seconds have milliseconds; of a run or step that has not ended they reach to its last event.
[[nodiscard]] QByteArray summaryJsonLine(const RunState &state);

} // namespace relight
