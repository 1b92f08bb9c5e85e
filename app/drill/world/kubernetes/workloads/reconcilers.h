#pragma once
// The controllers, each a function that looks at one object as it is now and does the next thing. Level-triggered:
// called again whenever the object or one it owns changes. The world's one thread.

#include "app/drill/world/kubernetes/workloads/work.h"

namespace relight::world {

void reconcileDeployment(Work &work, const QJsonObject &deployment);
void reconcileReplicaSet(Work &work, const QJsonObject &replicas);
void reconcileStatefulSet(Work &work, const QJsonObject &set);
void reconcileDaemonSet(Work &work, const QJsonObject &set);
void reconcileJob(Work &work, const QJsonObject &job);
void reconcileClaim(Work &work, const QJsonObject &claim);
void reconcileService(Work &work, const QJsonObject &service);
void reconcileEndpoints(Work &work, const QJsonObject &service); // which of its pods are ready
void reconcileIngress(Work &work, const QJsonObject &ingress);

[[nodiscard]] bool selectsPod(const QJsonObject &service, const QJsonObject &pod);

// Takes a pod away as its owner's controller does.
void removePod(Work &work, const QJsonObject &pod);

// Makes the pod unless something forbids it; that is told as an Event of its owner and given back.
[[nodiscard]] std::optional<QString> makePod(Work &work, const QJsonObject &owner, const QJsonObject &pod);

} // namespace relight::world
