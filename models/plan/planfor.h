#pragma once
// From a manifest to its plan. Pure, any thread.

#include "models/manifest/recoverymanifest.h"
#include "models/plan/recoveryplan.h"

namespace relight {

enum class RunMode { Live, Drill, Tabletop };

// The ten steps and the user's own as a DAG with estimates (the article's table; see estimates.h) and the manifest's
// overrides. Error: a cycle (named by its members), an `after`, `before` or `needs` that names nothing, two steps of
// one id.
[[nodiscard]] Result<RecoveryPlan> planFor(const RecoveryManifest &manifest, RunMode mode = RunMode::Live);

} // namespace relight
