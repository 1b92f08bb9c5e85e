#pragma once
// `relight plan --shell`: the whole recovery as one POSIX shell script for standard tools (kubectl, terraform, curl,
// awk), the escape hatch when Relight itself cannot be used. Pure, any thread.
//
// The script: own KUBECONFIG (0600, in a private folder), the kube-system UID checked before every write, server-side
// apply, secrets over stdin or the environment and never in argv, steps in the plan's order (one after another: a
// restore that does not wait for the whole sync comes before it), safe to run again. RELIGHT_YES=1 answers its yes/no
// questions; exit 3: a person is needed. Not in it: retries, time-outs of commands, on-failure, foreign destinations,
// webhooks before the end.

#include "models/manifest/recoverymanifest.h"
#include "models/plan/recoveryplan.h"

namespace relight {

[[nodiscard]] QString recoveryScript(const RecoveryManifest &manifest, const RecoveryPlan &plan);

} // namespace relight
