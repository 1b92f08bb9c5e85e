#include "app/engine/clustersession.h"

#include "app/engine/pinnedcluster.h"

namespace relight {

ClusterSession::ClusterSession(
    const RunSite &site, const RecoveryManifest &manifest, Ports &ports, Pin pin, Trouble trouble)
    : m_site(site)
    , m_manifest(manifest)
    , m_ports(ports)
    , m_pin(std::move(pin))
    , m_trouble(std::move(trouble))
{
}

ClusterSession::~ClusterSession() = default;

LeaseRequest ClusterSession::lease() const
{
    LeaseRequest request;
    request.holder = leaseHolder(m_site);
    return request;
}

Result<std::shared_ptr<Cluster>> ClusterSession::unpinned()
{
    const std::lock_guard lock(m_mutex);
    if (m_plain)
        return m_plain;
    auto cluster = openRecovered(m_site, m_ports);
    if (cluster)
        m_plain = *cluster;
    return cluster;
}

Result<std::shared_ptr<Cluster>> ClusterSession::cluster(const Call &call)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_pinned)
            return m_pinned;
    }
    const auto plain = unpinned();
    if (!plain)
        return plain;
    const auto pin = m_pin();
    if (!pin)
        return notPinnedYet();
    const auto pinned = std::make_shared<PinnedCluster>(*plain, *pin, m_ports.clock);
    if (const auto held = pinned->holdLease(lease(), call); !held)
        return std::unexpected(held.error());
    const std::lock_guard lock(m_mutex);
    if (!m_pinned) {
        m_pinned = pinned;
        m_renewer = std::jthread([this](std::stop_token stop) { renew(stop); });
    }
    return m_pinned;
}

void ClusterSession::renew(std::stop_token stop)
{
    while (m_ports.clock.sleepFor(Seconds{15}, stop)) {
        std::shared_ptr<Cluster> cluster;
        {
            const std::lock_guard lock(m_mutex);
            cluster = m_pinned;
        }
        if (!cluster)
            return;
        const auto held = cluster->holdLease(lease(), Call{stop}.within(m_ports.clock.now(), Seconds{10}));
        // An API that does not answer for a while is the steps' business; another holder or another cluster is ours.
        if (!held && (held.error().code == ErrorCode::Conflict || held.error().code == ErrorCode::Forbidden))
            m_trouble(held.error());
    }
}

Result<std::shared_ptr<ArgoCd>> ClusterSession::argocd(const Call &call)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_argocd)
            return m_argocd;
    }
    const auto recovered = cluster(call);
    if (!recovered)
        return std::unexpected(recovered.error());
    auto argocd = openArgoCd(m_manifest.gitops.argocd, m_ports, *recovered, call);
    if (!argocd)
        return argocd;
    const std::lock_guard lock(m_mutex);
    if (!m_argocd)
        m_argocd = *std::move(argocd);
    return m_argocd;
}

void ClusterSession::forget()
{
    std::jthread renewer;
    {
        const std::lock_guard lock(m_mutex);
        m_plain.reset();
        m_pinned.reset();
        m_argocd.reset();
        renewer = std::move(m_renewer);
    }
    renewer.request_stop(); // joins outside the lock
}

void ClusterSession::release(const Call &call)
{
    std::shared_ptr<Cluster> cluster;
    {
        const std::lock_guard lock(m_mutex);
        cluster = m_pinned;
    }
    forget();
    if (cluster)
        (void)cluster->releaseLease(lease(), call); // expires by itself when the API is gone
}

} // namespace relight
