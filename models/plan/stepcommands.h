#pragma once
// What Relight itself runs and calls in a step, in order, as it is shown before the first live run. Secrets appear as
// references. Pure, any thread. The steps in app/engine/steps do exactly this; change both together.

#include "models/manifest/recoverymanifest.h"
#include "models/plan/step.h"

namespace relight {

[[nodiscard]] QStringList stepCommands(const RecoveryManifest &manifest, const Step &step);

// The terraform-like program of a provisioner: "terraform" or "tofu"; empty for the others.
[[nodiscard]] QString planningProgram(Provisioner provisioner);

// "terraform -chdir=PATH": without -chdir when the configuration lies at the repository's root.
[[nodiscard]] QString planningCommand(const ClusterSection &cluster);

// The -var arguments, quoted for a shell, each with a space before it.
[[nodiscard]] QString variableArguments(const ClusterSection &cluster);

// The terraform outputs that may hold the kubeconfig, in the order they are tried.
[[nodiscard]] QStringList kubeconfigOutputs(const KubeconfigSource &source);

// The entry that a part is made from; nullptr: none.
[[nodiscard]] const DataItem *dataOf(const RecoveryManifest &manifest, const Step &step);
[[nodiscard]] const TrafficItem *trafficOf(const RecoveryManifest &manifest, const Step &step);
[[nodiscard]] const StepSettings *ownSettingsOf(const RecoveryManifest &manifest, const Step &step);

// Every application that some restore holds, once each.
[[nodiscard]] QStringList heldApplications(const RecoveryManifest &manifest);

} // namespace relight
