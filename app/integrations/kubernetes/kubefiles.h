#pragma once
// From what a manifest says about access to one usable context: reads kubeconfig files and the certificate and key
// files they name. Any thread.

#include "app/integrations/http/httpclient.h"
#include "app/integrations/kubernetes/kubeconfig.h"
#include "app/ports/cluster.h"

namespace relight {

// access.kubeconfig, else access.kubeconfigPath, else $KUBECONFIG (a list, absent files are skipped), else
// ~/.kube/config.
[[nodiscard]] Result<KubeAccess> loadKubeAccess(const ClusterAccess &access);

// The kubeconfig that knows only the chosen context, certificates and keys of files put in: for a private KUBECONFIG.
[[nodiscard]] Result<QByteArray> minimalKubeconfig(const ClusterAccess &access);

// CA, client certificate and key, proxy, server name. Without an exec plugin's certificate, which comes later.
[[nodiscard]] Result<HttpIdentity> identityOf(const KubeAccess &access);

// The CA certificates the kubeconfig names; empty: system trust.
[[nodiscard]] Result<QList<QSslCertificate>> authoritiesOf(const KubeAccess &access);

// What must not be seen: token, password, client key, a proxy's password. Files that cannot be read are left out.
[[nodiscard]] QList<QByteArray> secretsOf(const KubeAccess &access);

[[nodiscard]] Result<> setClientCertificate(
    HttpIdentity &identity, const QByteArray &certificate, const QByteArray &key);

} // namespace relight
