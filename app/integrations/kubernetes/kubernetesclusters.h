#pragma once
// Opens clusters from kubeconfigs. Made once by main with the network thread and the run's clock, which must outlive
// every cluster; thread-safe.

#include "app/integrations/io/iothread.h"
#include "app/integrations/kubernetes/kubeconfig.h"
#include "app/ports/clock.h"
#include "app/ports/cluster.h"
#include "app/ports/secrets.h"

namespace relight {

class KubernetesClusters : public Clusters
{
public:
    // `remember` hears the secrets of each kubeconfig that is read, and of what its credential plugins give.
    KubernetesClusters(IoThread &network, Clock &clock, Remember remember = {});
    Result<std::shared_ptr<Cluster>> open(const ClusterAccess &access) override;
    Result<QByteArray> minimalKubeconfig(const ClusterAccess &access) override;
    Result<QList<QJsonObject>> parseDocuments(const QByteArray &documents) const override;

private:
    Result<KubeAccess> load(const ClusterAccess &which) const;

    IoThread &m_network;
    Clock &m_clock;
    const Remember m_remember;
};

} // namespace relight
