#include "app/engine/pinnedcluster.h"

namespace relight {

PinnedCluster::PinnedCluster(std::shared_ptr<Cluster> cluster, ClusterPinned pin, Clock &clock)
    : m_cluster(std::move(cluster))
    , m_pin(std::move(pin))
    , m_clock(clock)
{
}

Result<> PinnedCluster::check(const Call &call)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_checked && m_clock.now() - *m_checked < Seconds{2})
            return {};
    }
    const auto identity = m_cluster->identity(call);
    if (!identity)
        return std::unexpected(identity.error());
    if (identity->uid != m_pin.uid)
        return failure(ErrorCode::Forbidden,
            QStringLiteral("another cluster answers at %1 than the one this run recovers (kube-system %2, expected "
                           "%3): nothing was written. "
                           "Look who changed it; to accept it, run the step \"provision\" again")
                .arg(m_pin.server, identity->uid, m_pin.uid));
    if (identity->caSha256 != m_pin.caSha256)
        return failure(ErrorCode::Forbidden,
            QStringLiteral("the API at %1 answers under another certificate authority than when it was pinned: nothing "
                           "was written. Look who changed it; to accept it, run the step \"provision\" again")
                .arg(m_pin.server));
    const std::lock_guard lock(m_mutex);
    m_checked = m_clock.now();
    return {};
}

Result<ClusterIdentity> PinnedCluster::identity(const Call &call)
{
    return m_cluster->identity(call);
}

Result<QJsonObject> PinnedCluster::get(const ObjectRef &object, const Call &call)
{
    return m_cluster->get(object, call);
}

Result<QList<QJsonObject>> PinnedCluster::list(const ObjectRef &kind, const ListOptions &options, const Call &call)
{
    return m_cluster->list(kind, options, call);
}

Result<QList<Applied>> PinnedCluster::apply(const QByteArray &documents, const ApplyOptions &options, const Call &call,
    const std::function<void(const Applied &)> &applied)
{
    return check(call).and_then([&] { return m_cluster->apply(documents, options, call, applied); });
}

Result<QJsonObject> PinnedCluster::mergePatch(const ObjectRef &object, const QJsonObject &patch, const Call &call)
{
    return check(call).and_then([&] { return m_cluster->mergePatch(object, patch, call); });
}

Result<QJsonObject> PinnedCluster::jsonPatch(const ObjectRef &object, const QJsonArray &patch, const Call &call)
{
    return check(call).and_then([&] { return m_cluster->jsonPatch(object, patch, call); });
}

Result<> PinnedCluster::watch(
    const ObjectRef &kind, const ListOptions &options, const WatchHandler &handler, const Call &call)
{
    return m_cluster->watch(kind, options, handler, call);
}

Result<bool> PinnedCluster::allowed(
    const QString &verb, const QString &group, const QString &resource, const QString &rightNamespace, const Call &call)
{
    return m_cluster->allowed(verb, group, resource, rightNamespace, call);
}

Result<QByteArray> PinnedCluster::podLog(const QString &podNamespace, const QString &pod, const QString &container,
    int tailLines, bool previous, const Call &call)
{
    return m_cluster->podLog(podNamespace, pod, container, tailLines, previous, call);
}

Result<> PinnedCluster::followPodLog(
    const PodLogFollow &log, const std::function<WatchVerdict(const PodLogLine &)> &handler, const Call &call)
{
    return m_cluster->followPodLog(log, handler, call);
}

Result<> PinnedCluster::holdLease(const LeaseRequest &lease, const Call &call)
{
    return check(call).and_then([&] { return m_cluster->holdLease(lease, call); });
}

Result<> PinnedCluster::releaseLease(const LeaseRequest &lease, const Call &call)
{
    return m_cluster->releaseLease(lease, call);
}

Result<std::unique_ptr<Cluster::PortForward>> PinnedCluster::forward(
    const QString &serviceNamespace, const QString &service, int port, const Call &call)
{
    return m_cluster->forward(serviceNamespace, service, port, call);
}

} // namespace relight
