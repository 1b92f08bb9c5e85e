#pragma once
// What a person would type for one step, with kubectl, terraform, curl: the "equivalent shell" of the step panel. Lines
// of POSIX sh, to be run in the repository's work tree with KUBECONFIG pointing to the new cluster; secrets are named
// as references in a comment and read from an environment variable. The whole recovery as a script is recoveryScript()
// (shellscript.h). Pure, any thread.

#include "models/manifest/recoverymanifest.h"
#include "models/plan/step.h"

namespace relight {

[[nodiscard]] QStringList equivalentShell(const RecoveryManifest &manifest, const Step &step);

} // namespace relight
