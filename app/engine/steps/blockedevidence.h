#pragma once
// What blockedBecause() is asked with, fetched: the pods and the warnings where an application's resources go. Shared
// by the steps that wait for applications and by a person's close look at one. Worker threads.

#include "app/ports/cluster.h"
#include "models/convergence/blockedbecause.h"

namespace relight {

// What cannot be had is left out: the rest still speaks. `tree` may be empty.
[[nodiscard]] BlockedEvidence evidenceAround(
    const Application &application, QList<ResourceNode> tree, Cluster &cluster, const Call &call);

} // namespace relight
