#pragma once
// A step of a plan as a run's record keeps it. Pure, any thread.

#include "models/run/runevent.h"

namespace relight {

[[nodiscard]] PlannedStep plannedStep(const Step &step);

} // namespace relight
