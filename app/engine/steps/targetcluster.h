#pragma once
// The cluster that provision leaves behind: its private kubeconfig, whether it answers as expected, whether it may be
// written to. Worker threads.

#include "app/engine/identityrule.h"
#include "app/engine/stepcontext.h"

namespace relight {

// Writes the run's private kubeconfig (0600) from what a tool gave; only the chosen context is kept.
[[nodiscard]] Result<> keepKubeconfig(StepContext &context, const QByteArray &kubeconfig, const QString &path);

// The API answers, `expect.nodes` are registered and `expect.version` holds. Waits until `call` ends.
[[nodiscard]] Result<ClusterIdentity> waitForCluster(StepContext &context, const Call &call);

// "1.34.4" against ">=1.30", "1.30", ">1.29"; text that is no version never matches.
[[nodiscard]] bool versionMatches(const QString &version, const QString &expected);

// Pins the cluster, or says which decision is missing. Another one than before:
// movedFact is kept, and what was done there starts over at the end of the step.
[[nodiscard]] Result<Outcome> pinCluster(StepContext &context, const ClusterIdentity &identity);

} // namespace relight
