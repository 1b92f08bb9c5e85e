#pragma once
// The recovered cluster of a run: opened from the run's private kubeconfig, its identity checked against the pin before
// every write, the Lease held. Shared by workers; thread-safe. Owned by the engine.

#include "app/engine/clusteraccess.h"

#include <mutex>
#include <thread>

namespace relight {

class ClusterSession
{
public:
    using Trouble = std::function<void(const Error &)>; // the Lease was lost while held

    ClusterSession(const RunSite &site, const RecoveryManifest &manifest, Ports &ports, Pin pin, Trouble trouble);
    ~ClusterSession(); // stops renewing; the Lease is released by release()

    // NotFound: no kubeconfig yet. Conflict: another commander holds the Lease. Forbidden: another cluster answers than
    // the pinned one.
    Result<std::shared_ptr<Cluster>> cluster(const Call &call);
    // For the provision step: opened from the private kubeconfig without a pin or Lease.
    Result<std::shared_ptr<Cluster>> unpinned();
    Result<std::shared_ptr<ArgoCd>> argocd(const Call &call);

    void forget();                  // the kubeconfig was written anew
    void release(const Call &call); // gives the Lease back

private:
    void renew(std::stop_token stop);
    LeaseRequest lease() const;

    const RunSite &m_site;
    const RecoveryManifest &m_manifest;
    Ports &m_ports;
    Pin m_pin;
    Trouble m_trouble;
    std::mutex m_mutex;
    std::shared_ptr<Cluster> m_plain, m_pinned;
    std::shared_ptr<ArgoCd> m_argocd;
    std::jthread m_renewer;
};

} // namespace relight
