#pragma once
// The step `provision` of the recovery script. Used by scriptStep() only. Pure, any thread.

#include "models/plan/scriptsecrets.h"
#include "models/plan/step.h"

namespace relight {

[[nodiscard]] QStringList scriptProvision(const RecoveryManifest &manifest, const Step &step, ScriptSecrets &secrets);

} // namespace relight
