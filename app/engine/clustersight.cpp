#include "app/engine/clustersight.h"

#include <QFileInfo>
#include <QTimeZone>

namespace relight {

ClusterSight::ClusterSight(RunSite site, RecoveryManifest manifest, Ports ports, Pin pin)
    : m_site(std::move(site))
    , m_manifest(std::move(manifest))
    , m_ports(ports)
    , m_pin(std::move(pin))
{
}

// Opened anew once the run pinned another cluster, or has another kubeconfig for it.
Result<std::shared_ptr<PinnedCluster>> ClusterSight::opened()
{
    const auto pin = m_pin();
    const QDateTime written = QFileInfo(m_site.kubeconfigPath()).lastModified(QTimeZone::UTC);
    const std::lock_guard lock(m_mutex);
    if (m_opened && pin && m_opened->pin == *pin && m_opened->written == written)
        return m_opened->cluster;
    m_opened.reset();
    if (const auto there = kubeconfigIsThere(m_site); !there)
        return std::unexpected(there.error());
    if (!pin)
        return std::unexpected(pin.error());
    const auto plain = openRecovered(m_site, m_ports);
    if (!plain)
        return std::unexpected(plain.error());
    m_opened = Opened{*pin, written, std::make_shared<PinnedCluster>(*plain, *pin, m_ports.clock), nullptr};
    return m_opened->cluster;
}

Result<std::shared_ptr<Cluster>> ClusterSight::cluster(const Call &call)
{
    const auto cluster = opened();
    if (!cluster)
        return std::unexpected(cluster.error());
    if (const auto same = (*cluster)->check(call); !same)
        return std::unexpected(same.error());
    return *cluster;
}

Result<std::shared_ptr<ArgoCd>> ClusterSight::argocd(const Call &call)
{
    const auto checked = cluster(call);
    if (!checked)
        return std::unexpected(checked.error());
    {
        const std::lock_guard lock(m_mutex);
        if (m_opened && m_opened->cluster == *checked && m_opened->argocd)
            return m_opened->argocd;
    }
    // Asked too early, a client would be in trouble for as long as its patience says, and a person's secrets asked for.
    const auto known
        = (*checked)->get({QStringLiteral("apiextensions.k8s.io/v1"), QStringLiteral("CustomResourceDefinition"), {},
                              QStringLiteral("applications.argoproj.io")},
            call);
    if (!known && known.error().code == ErrorCode::NotFound)
        return failure(ErrorCode::NotFound, QStringLiteral("Argo CD is not in the cluster yet"));
    if (!known && known.error().code != ErrorCode::Forbidden)
        return std::unexpected(known.error());
    auto argocd = openArgoCd(m_manifest.gitops.argocd, m_ports, *checked, call);
    if (!argocd)
        return argocd;
    const std::lock_guard lock(m_mutex);
    if (!m_opened || m_opened->cluster != *checked)
        return argocd; // opened anew meanwhile: asked again next time
    if (!m_opened->argocd)
        m_opened->argocd = *std::move(argocd);
    return m_opened->argocd;
}

// Against this computer's clock, which preflight has compared with the cluster's: the Lease counts a minute longer than
// its holder asked for.
Result<> ClusterSight::isOurs(const Call &call)
{
    const auto checked = cluster(call);
    if (!checked)
        return std::unexpected(checked.error());
    const LeaseRequest lease;
    const auto object = (*checked)->get(
        {QStringLiteral("coordination.k8s.io/v1"), QStringLiteral("Lease"), lease.leaseNamespace, lease.name}, call);
    if (!object && object.error().code == ErrorCode::NotFound)
        return {};
    if (!object)
        return std::unexpected(object.error());
    const QJsonObject spec = object->value(QLatin1String("spec")).toObject();
    const QString holder = spec.value(QLatin1String("holderIdentity")).toString();
    const auto renewed = parseTimestamp(spec.value(QLatin1String("renewTime")).toString());
    const Seconds duration(spec.value(QLatin1String("leaseDurationSeconds")).toInt());
    if (holder.isEmpty() || holder == leaseHolder(m_site) || !renewed
        || m_ports.clock.wall() > *renewed + duration + Seconds{60})
        return {};
    return failure(ErrorCode::Conflict,
        QStringLiteral("“%1” is recovering this cluster: it holds the Lease %2/%3. Ask them to do it, or to stop")
            .arg(holder, lease.leaseNamespace, lease.name));
}

} // namespace relight
