#pragma once
// Opens clusters from kubeconfigs. Made once by main with the network thread and the run's clock, which must outlive
// every cluster; thread-safe.

#include "app/integrations/io/iothread.h"
#include "app/ports/clock.h"
#include "app/ports/cluster.h"

namespace relight {

class KubernetesClusters : public Clusters
{
public:
    KubernetesClusters(IoThread &network, Clock &clock);
    Result<std::shared_ptr<Cluster>> open(const ClusterAccess &access) override;
    Result<QByteArray> minimalKubeconfig(const ClusterAccess &access) override;
    Result<QList<QJsonObject>> parseDocuments(const QByteArray &documents) const override;

private:
    IoThread &m_network;
    Clock &m_clock;
};

} // namespace relight
