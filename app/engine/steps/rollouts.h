#pragma once
// Waiting for the workloads of a namespace to roll out, and saying which pod holds them up and why. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

// Names of Deployments and StatefulSets to wait for; empty: all of the namespace. TimedOut names the pod and the
// reason.
[[nodiscard]] Result<> waitForRollouts(
    StepContext &context, Cluster &cluster, const QString &workloadNamespace, const QStringList &names = {});

// Every node Ready; TimedOut names those that are not.
[[nodiscard]] Result<> waitForNodesReady(StepContext &context, Cluster &cluster);

// Looks every 200 ms until `look` says an empty sentence (done), the call ends, or an error. The sentence says what is
// still missing.
using Look = std::function<Result<QString>()>;
[[nodiscard]] Result<> waitUntil(StepContext &context, const QString &what, const Look &look);

} // namespace relight
