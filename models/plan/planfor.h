#pragma once
// From a manifest to its plan. Pure, any thread.

#include "models/manifest/diagnostic.h"
#include "models/plan/recoveryplan.h"

namespace relight {

enum class RunMode { Live, Drill, Tabletop };

// The ten steps and the user's own as a DAG with estimates (the article's table; see estimates.h) and the manifest's
// overrides. Error: everything that keeps the manifest from being a plan, each at its place in the file: circles (named
// by their members), an `after` or `before` that names nothing, two steps of one id.
[[nodiscard]] std::expected<RecoveryPlan, QList<Diagnostic>> planFor(
    const RecoveryManifest &manifest, RunMode mode = RunMode::Live);

} // namespace relight
