#pragma once
// The steps of the recovery script that must not be done twice to a cluster: restores and switches. Used by
// scriptStep() and recoveryScript() only. Pure, any thread.

#include "models/plan/scriptparts.h"

namespace relight {

// The function once_key: where the Lease says that a step was done.
[[nodiscard]] QStringList scriptOnceKeys(const QList<Step> &order);

[[nodiscard]] QStringList scriptRestore(const Step &step, const ScriptParts &parts);
[[nodiscard]] QStringList scriptSwitch(const Step &step, const ScriptParts &parts);

// Behind a restore, however it ended: what no later one holds may sync, and has to converge.
[[nodiscard]] QStringList scriptReleases(const Step &step, const ScriptParts &parts);

} // namespace relight
