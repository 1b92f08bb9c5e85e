#pragma once
// Runs a kubeconfig's credential plugin (aws, gke-gcloud-auth-plugin, kubelogin …) and reads its answer. Blocks the
// calling worker.

#include "app/integrations/kubernetes/kubeconfig.h"
#include "app/ports/clock.h"

namespace relight {

struct ExecCredential
{
    QByteArray token;                 // or:
    QByteArray certificate, key;      // PEM
    std::optional<Timestamp> expires; // absent: for the life of the process
};

// Unauthorized with the plugin's own words and installHint when it fails; NeedsPerson when it insists on a terminal.
[[nodiscard]] Result<ExecCredential> runExecPlugin(const KubeAccess &access, Clock &clock, const Call &call);

// What KUBERNETES_EXEC_INFO says, and the plugin's answer read: pure.
[[nodiscard]] QByteArray execInfo(const KubeAccess &access);
[[nodiscard]] Result<ExecCredential> parseExecCredential(const QByteArray &output, const QString &apiVersion);

} // namespace relight
