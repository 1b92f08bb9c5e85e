#pragma once
// Looks on at the applications that a person is asked about, and says what changed once they need no answer any more:
// a cause was mended in Git, or somebody synced them. Worker threads.

#include "app/engine/steps/convergencewatch.h"

namespace relight {

// To be given beside the question of that result, whose subject names the applications.
[[nodiscard]] Lookout convergenceLookout(const WatchGoal &goal, const WatchResult &result);

} // namespace relight
