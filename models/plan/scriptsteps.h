#pragma once
// One step as a block of the recovery script. Used by recoveryScript() only. Pure, any thread.

#include "models/plan/scriptparts.h"

namespace relight {

// Lines without indentation; they may use every function of scriptPrelude() and, from here on, the secrets they name.
[[nodiscard]] QStringList scriptStep(const Step &step, const ScriptParts &parts);

} // namespace relight
