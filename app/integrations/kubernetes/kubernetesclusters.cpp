#include "app/integrations/kubernetes/kubernetesclusters.h"

#include "app/integrations/http/tlsmaterial.h"
#include "app/integrations/kubernetes/kubefiles.h"
#include "app/integrations/kubernetes/kubernetescluster.h"
#include "app/integrations/kubernetes/manifestobjects.h"

namespace relight {

KubernetesClusters::KubernetesClusters(IoThread &network, Clock &clock)
    : m_network(network)
    , m_clock(clock)
{
}

Result<std::shared_ptr<Cluster>> KubernetesClusters::open(const ClusterAccess &which)
{
    const auto access = loadKubeAccess(which);
    if (!access)
        return std::unexpected(access.error());
    const auto authorities = authoritiesOf(*access);
    if (!authorities)
        return std::unexpected(authorities.error());
    const auto credentials = Credentials::make(*access, m_clock);
    if (!credentials)
        return std::unexpected(credentials.error());
    const QString ca = authorities->isEmpty() ? QString() : fingerprint(*authorities);
    return std::make_shared<KubernetesCluster>(m_network, m_clock, *access, ca, *credentials);
}

Result<QByteArray> KubernetesClusters::minimalKubeconfig(const ClusterAccess &access)
{
    return relight::minimalKubeconfig(access);
}

Result<QList<QJsonObject>> KubernetesClusters::parseDocuments(const QByteArray &documents) const
{
    const auto objects = readManifestObjects(documents);
    if (!objects)
        return std::unexpected(objects.error());
    QList<QJsonObject> plain;
    for (const ManifestObject &object : *objects)
        plain.append(object.object);
    return plain;
}

} // namespace relight
