#pragma once
// Is a workload rolled out, by the rules kubectl waits with? And the health of the kinds of object that recoveries wait
// for, for when nobody else says it. Pure functions over objects of the Kubernetes API, any thread.

#include "models/convergence/application.h"

#include <QJsonObject>

namespace relight {

struct Rollout
{
    bool done = false;
    bool failed = false; // it will not get there by waiting
    QString text;        // "Deployment web: 1 of 3 replicas available"
    int ready = 0, total = 0;
    bool operator==(const Rollout &) const = default;
};

// Deployment, StatefulSet, DaemonSet, Job; any other kind is done when it exists.
[[nodiscard]] Rollout rolloutOf(const QJsonObject &object);

struct ObjectHealth
{
    std::optional<HealthStatus> status; // absent: this kind has no health of its own
    QString message;
    bool operator==(const ObjectHealth &) const = default;
};

// As Argo CD's built-in checks see it: workloads, Pod, PersistentVolumeClaim, LoadBalancer Service, Ingress,
// Certificate, ExternalSecret, SecretStore.
[[nodiscard]] ObjectHealth healthOf(const QJsonObject &object);

// metadata.generation is covered by status.observedGeneration and the condition of that type has that status.
[[nodiscard]] bool conditionMet(const QJsonObject &object, QStringView type, QStringView status = u"True");
// The condition of that type (case-insensitive); empty: there is none.
[[nodiscard]] QJsonObject conditionOf(const QJsonObject &object, QStringView type);

} // namespace relight
