#pragma once
// How a run comes to its recovered cluster and to Argo CD in it: from the run's private kubeconfig, with what the
// manifest says of Argo CD. Shared by who acts (ClusterSession) and who looks on (ClusterSight). Worker threads.

#include "app/engine/runsite.h"
#include "app/ports/ports.h"
#include "models/run/runstate.h"

#include <functional>

namespace relight {

using Pin = std::function<std::optional<ClusterPinned>()>; // the run's pin, as of now

// Who this run is in the Lease.
[[nodiscard]] QString leaseHolder(const RunSite &site);
// NotFound: there is no kubeconfig yet.
[[nodiscard]] Result<> kubeconfigIsThere(const RunSite &site);
[[nodiscard]] Result<std::shared_ptr<Cluster>> openRecovered(const RunSite &site, Ports &ports);
[[nodiscard]] std::unexpected<Error> notPinnedYet();
[[nodiscard]] Result<std::shared_ptr<ArgoCd>> openArgoCd(
    const ArgoCdSection &section, Ports &ports, std::shared_ptr<Cluster> cluster, const Call &call);

} // namespace relight
