#pragma once
// Why each kind of step exists, what can go wrong with it and how that is noticed. Constant values in our own words,
// any thread.

#include "models/plan/step.h"

namespace relight {

[[nodiscard]] Explanation explanationOf(StepKind kind);

} // namespace relight
