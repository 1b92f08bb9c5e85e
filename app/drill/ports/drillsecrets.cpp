#include "app/drill/ports/drillsecrets.h"

namespace relight {

static const QByteArray sealingKeys = R"(apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata:
    name: sealed-secrets-key-drill
    namespace: kube-system
    labels: { sealedsecrets.bitnami.com/sealed-secrets-key: active }
  type: kubernetes.io/tls
  stringData: { tls.crt: made up for a drill, tls.key: made up for a drill }
)";

DrillSecrets::DrillSecrets(Clock &clock, Processes &processes, const RecoveryManifest &manifest)
    : m_kept(clock, processes, {})
    , m_sealingKeys(manifest.secrets.keys)
{
}

Result<Secret> DrillSecrets::resolve(const SecretRef &reference, const Call &)
{
    if (m_sealingKeys && reference.kind == m_sealingKeys->kind && reference.target == m_sealingKeys->target)
        return Secret(sealingKeys);
    const QByteArray name = reference.target.section(u'/', -1).toUtf8();
    // A webhook's address is a secret, too: it has to be one, and it leads nowhere.
    const bool isAddress = name.contains("WEBHOOK") || name.contains("webhook") || name.contains("URL");
    const QByteArray value = isAddress ? "https://webhook.drill.invalid/" + name.toLower() : "drill-" + name;
    m_kept.remember(value);
    return Secret(value);
}

} // namespace relight
