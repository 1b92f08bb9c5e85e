#pragma once
// The Lease that keeps a second commander away. Time is the server's own (its Date header), so that skewed laptops do
// not steal from each other. Functions on the calling worker.

#include "app/integrations/kubernetes/apiclient.h"
#include "app/ports/cluster.h"

namespace relight {

[[nodiscard]] Result<> takeOrRenewLease(ApiClient &api, const LeaseRequest &lease, const Call &call);
[[nodiscard]] Result<> giveLeaseBack(ApiClient &api, const LeaseRequest &lease, const Call &call);

} // namespace relight
