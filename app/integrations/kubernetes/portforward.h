#pragma once
// A loopback port that reaches a Service's pod. The handle belongs to the caller, any worker; sockets live on the
// network thread, and a helper thread finds the pod (again, when it went) and renews credentials, so that nothing
// blocks the network.

#include "app/integrations/kubernetes/forwardtarget.h"

namespace relight {

struct ForwardRequest
{
    QString serviceNamespace, service;
    int port = 0;
};

// Resolves the Service once, so that a wrong name fails here.
[[nodiscard]] Result<std::unique_ptr<Cluster::PortForward>> startForward(
    std::shared_ptr<ApiClient> api, const ForwardRequest &request, const Call &call);

} // namespace relight
