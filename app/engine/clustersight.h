#pragma once
// The recovered cluster of a run for a person who looks at it beside the run's steps. Has connections of its own, so
// that what hangs here holds up no step, and never takes the Lease. Gives nothing out while another cluster answers
// than the pinned one. Thread-safe; calls block.

#include "app/engine/clusteraccess.h"
#include "app/engine/pinnedcluster.h"

#include <QDateTime>

namespace relight {

class ClusterSight
{
public:
    using Pin = std::function<Result<ClusterPinned>()>; // the run's pin, as of now, or why there is nothing to see yet

    ClusterSight(RunSite site, RecoveryManifest manifest, Ports ports, Pin pin);

    // Just seen to be the pinned one. NotFound: there is none yet. Forbidden: another answers. Unavailable: none does.
    Result<std::shared_ptr<Cluster>> cluster(const Call &call);
    // Of that cluster. NotFound: it is not installed yet.
    Result<std::shared_ptr<ArgoCd>> argocd(const Call &call);
    // Before a person's own writing. Conflict: another commander recovers it at this time.
    Result<> isOurs(const Call &call);

private:
    struct Opened
    {
        ClusterPinned pin;
        QDateTime written; // the kubeconfig it was opened from
        std::shared_ptr<PinnedCluster> cluster;
        std::shared_ptr<ArgoCd> argocd; // null: not seen yet
    };
    Result<std::shared_ptr<PinnedCluster>> opened();

    const RunSite m_site;
    const RecoveryManifest m_manifest;
    Ports m_ports;
    const Pin m_pin;
    std::mutex m_mutex; // guards what is opened
    std::optional<Opened> m_opened;
};

} // namespace relight
