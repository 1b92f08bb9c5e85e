#pragma once
// A misspelt id in an option would be a consent that nobody gave: it is refused before anything begins. Pure.

#include "app/commands/recoveroptions.h"

namespace relight {

// Error Invalid: the first id that names no step of the plan (or, for --restore-again, nothing that is restored or
// switched), with the nearest that does.
[[nodiscard]] Result<> checkIds(const RecoverOptions &options, const RecoveryPlan &plan);

} // namespace relight
