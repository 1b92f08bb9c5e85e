#pragma once
// One cluster behind the Cluster port: puts the parts of this folder together. Thread-safe; shared by the steps of a
// run.

#include "app/integrations/kubernetes/applier.h"
#include "app/integrations/kubernetes/watcher.h"

namespace relight {

class KubernetesCluster : public Cluster
{
public:
    KubernetesCluster(IoThread &network, Clock &clock, const KubeAccess &access, QString caSha256,
        std::shared_ptr<Credentials> credentials);

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

    // For tests that cannot wait minutes.
    void setTimings(const WatchTimings &watch, const ApplyTimings &apply);

private:
    Result<QJsonObject> patch(
        const ObjectRef &object, const QByteArray &body, const QByteArray &type, const Call &call);
    Result<> awaitReady(const Call &call);

    const std::shared_ptr<ApiClient> m_api; // port-forwards keep it
    ResourceKinds m_kinds;
    const QString m_caSha256;
    WatchTimings m_watchTimings;
    ApplyTimings m_applyTimings;
};

} // namespace relight
