#include "app/integrations/kubernetes/kubernetesclusters.h"

#include "app/integrations/http/tlsmaterial.h"
#include "app/integrations/kubernetes/kubefiles.h"
#include "app/integrations/kubernetes/kubernetescluster.h"
#include "app/integrations/kubernetes/manifestobjects.h"

#include <algorithm>

namespace relight {

KubernetesClusters::KubernetesClusters(IoThread &network, Clock &clock, Remember remember)
    : m_network(network)
    , m_clock(clock)
    , m_remember(std::move(remember))
{
}

Result<KubeAccess> KubernetesClusters::load(const ClusterAccess &which) const
{
    auto access = loadKubeAccess(which);
    if (access && m_remember)
        std::ranges::for_each(secretsOf(*access), m_remember);
    return access;
}

Result<std::shared_ptr<Cluster>> KubernetesClusters::open(const ClusterAccess &which)
{
    const auto access = load(which);
    if (!access)
        return std::unexpected(access.error());
    const auto authorities = authoritiesOf(*access);
    if (!authorities)
        return std::unexpected(authorities.error());
    const auto credentials = Credentials::make(*access, m_clock, m_remember);
    if (!credentials)
        return std::unexpected(credentials.error());
    const QString ca = authorities->isEmpty() ? QString() : fingerprint(*authorities);
    return std::make_shared<KubernetesCluster>(m_network, m_clock, *access, ca, *credentials);
}

Result<QByteArray> KubernetesClusters::minimalKubeconfig(const ClusterAccess &access)
{
    (void)load(access); // what is in it is known from now on
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
