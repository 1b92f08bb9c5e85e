#pragma once
// The controllers of the workload kinds and the kubelets: what makes Deployments, StatefulSets, DaemonSets, Jobs,
// volume claims and Services of the world's cluster come true, in virtual time. The world's one thread; owned by the
// world's main.

#include "app/drill/world/kubernetes/workloads/kubelet.h"
#include "app/drill/world/kubernetes/workloads/missingsecrets.h"
#include "app/drill/world/kubernetes/workloads/work.h"

namespace relight::world {

class Workloads
{
public:
    explicit Workloads(World &world);

private:
    void hear(const Happening &happening);
    void look(const Key &key);
    void collect(const QString &ownerUid); // what it owned goes, too
    void faultTurns(const Fault &fault, bool begins);

    World &m_world;
    Dependents m_dependents;
    Work m_work;
    Kubelet m_kubelet;
    MissingSecrets m_missing;
    std::set<Key> m_due; // looked at within the next moment
};

} // namespace relight::world
