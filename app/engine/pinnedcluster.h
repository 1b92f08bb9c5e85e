#pragma once
// A Cluster that refuses to write to any cluster but the pinned one: it asks for the kube-system UID before a write
// unless it did within the last two seconds. Reads pass through. Thread-safe.

#include "app/ports/clock.h"
#include "app/ports/cluster.h"
#include "models/run/runevent.h"

#include <mutex>

namespace relight {

class PinnedCluster : public Cluster
{
public:
    PinnedCluster(std::shared_ptr<Cluster> cluster, ClusterPinned pin, Clock &clock);

    // Forbidden when another UID answers: names both.
    Result<> check(const Call &call);

    Result<ClusterIdentity> identity(const Call &call) override;
    Result<QJsonObject> get(const ObjectRef &object, const Call &call) override;
    Result<QList<QJsonObject>> list(const ObjectRef &kind, const ListOptions &options, const Call &call) override;
    Result<QList<Applied>> apply(const QByteArray &documents, const ApplyOptions &options, const Call &call,
        const std::function<void(const Applied &)> &applied) override;
    Result<QJsonObject> mergePatch(const ObjectRef &object, const QJsonObject &patch, const Call &call) override;
    Result<QJsonObject> jsonPatch(const ObjectRef &object, const QJsonArray &patch, const Call &call) override;
    Result<> watch(
        const ObjectRef &kind, const ListOptions &options, const WatchHandler &handler, const Call &call) override;
    Result<bool> allowed(const QString &verb, const QString &group, const QString &resource,
        const QString &rightNamespace, const Call &call) override;
    Result<QByteArray> podLog(const QString &podNamespace, const QString &pod, const QString &container, int tailLines,
        bool previous, const Call &call) override;
    Result<> followPodLog(const PodLogFollow &log, const std::function<WatchVerdict(const PodLogLine &)> &handler,
        const Call &call) override;
    Result<> holdLease(const LeaseRequest &lease, const Call &call) override;
    Result<> releaseLease(const LeaseRequest &lease, const Call &call) override;
    Result<std::unique_ptr<PortForward>> forward(
        const QString &serviceNamespace, const QString &service, int port, const Call &call) override;

private:
    std::shared_ptr<Cluster> m_cluster;
    ClusterPinned m_pin;
    Clock &m_clock;
    std::mutex m_mutex;
    std::optional<Instant> m_checked;
};

} // namespace relight
