#pragma once
// Why an application does not get there: the chain application → resource → pod → reason, in a sentence. Pure functions
// over values that the caller fetched: the resource tree, the pods' objects, Warning events. Any thread.

#include "models/convergence/application.h"

#include <QJsonObject>

namespace relight {

struct PodProblem
{
    enum class Kind { Image, Configuration, Volume, Scheduling, Quota, Crash, Failed, Deleting, NotReady, Starting };
    Kind kind = Kind::Starting;
    bool blocking = false; // waiting alone will not help
    QString text;          // "cannot pull image reg/missing:1 (ErrImagePull: not found)"
    // How long a blocking one may well pass by itself on a young cluster: nodes are added, volumes attached, a
    // container crashes until what it needs answers.
    Seconds mayPass() const;
    bool operator==(const PodProblem &) const = default;
};

// What keeps this pod from being Ready (or Succeeded); nothing: it is. `events`: of the pod, they name volumes that
// cannot be mounted.
[[nodiscard]] std::optional<PodProblem> podProblem(const QJsonObject &pod, const QList<QJsonObject> &events = {});

// Why a workload makes no pods: a quota, an admission webhook. From its object and its (and its ReplicaSets') events.
[[nodiscard]] std::optional<PodProblem> workloadProblem(
    const QJsonObject &workload, const QList<QJsonObject> &events = {});

struct BlockedEvidence
{
    QList<ResourceNode> tree;   // may be empty: then only the application's own status speaks
    QList<QJsonObject> objects; // pods, and other objects of the tree that the caller has
    QList<QJsonObject> events;  // core/v1 Events
};

struct Blocked
{
    ResourceKey resource; // the managed resource at the top of the chain
    ResourceKey culprit;  // the pod, claim … at its end; the resource itself where there is nothing below
    bool blocking = false;
    QString sentence;   // "shop: Deployment web: Pod web-7d-x cannot pull image …"
    Seconds mayPass{0}; // see PodProblem
};

// Worst first (blocking before waiting), one for each managed resource. Empty: nothing found that is not fine.
[[nodiscard]] QList<Blocked> blockedBecause(const Application &application, const BlockedEvidence &evidence);

} // namespace relight
