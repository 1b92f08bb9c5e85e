#pragma once
// Which pod and port stand behind a Service. A function on the calling worker.

#include "app/integrations/kubernetes/lister.h"
#include "app/integrations/kubernetes/resourcekinds.h"

namespace relight {

struct ForwardTarget
{
    QString podNamespace, pod;
    int port = 0;
};

// Unavailable: no pod of the Service is ready. NotFound: no such Service or port.
[[nodiscard]] Result<ForwardTarget> forwardTarget(
    ApiClient &api, const QString &serviceNamespace, const QString &service, int port, const Call &call);

} // namespace relight
