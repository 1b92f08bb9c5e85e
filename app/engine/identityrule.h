#pragma once
// Whether a cluster that answers is the one to recover onto (DESIGN.md 10). Pure, any thread.

#include "app/engine/consents.h"
#include "app/ports/cluster.h"
#include "models/run/runstate.h"

namespace relight {

struct IdentityQuestion
{
    ClusterIdentity answering;
    std::optional<ClusterPinned> pin;          // of this run
    std::optional<Timestamp> provisionStarted; // first attempt of this run, after the last loss
    bool newCluster = false;                   // --new-cluster
    bool empty = true;   // no Applications, no workloads outside kube-* and what bootstrap applied
    QString foundInside; // what makes it not empty, for the sentence
    QString lostUid;     // of cluster.lost, when known
};

struct IdentityVerdict
{
    enum class Kind { Pinned, Accept, Ask, Refuse };
    Kind kind = Kind::Ask;
    QString reason;
};

// Pinned: the same as before. Accept: made after provision started (60 s skew), empty, and --new-cluster was said.
// Refuse: the lost cluster.
[[nodiscard]] IdentityVerdict judgeIdentity(const IdentityQuestion &question);

// Its subject, which the consent names: the kube-system UID; with ":" and the first 12 digits of the authority's
// SHA-256
// ("system": none is named) where the pinned cluster answers under another one.
[[nodiscard]] Decision identityDecision(const IdentityQuestion &question, const QString &stepId, const QString &reason);

} // namespace relight
