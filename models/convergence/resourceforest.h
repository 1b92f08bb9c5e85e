#pragma once
// The resources of one application as a forest, whatever told of them: its status, its resource tree, and what blocks
// it. What the graph and the tree of resources are both made from. Pure, any thread.

#include "models/convergence/blockedbecause.h"

namespace relight {

struct ResourceItem
{
    QString id;     // of the key: "group/kind/namespace/name"
    QString parent; // id; empty: the application itself manages it
    ResourceKey key;
    std::optional<HealthStatus> health;
    std::optional<SyncStatus> sync; // of what the application manages
    QString message;
    int chain = 0; // 1, 2 … on the way to the cause; 0: beside it
    bool rootCause = false;
    bool operator==(const ResourceItem &) const = default;
};

[[nodiscard]] QString resourceId(const ResourceKey &key); // without the version: two of them are one object

// Parents before their children; of one parent the chain of causes first, then the worst, then by kind and name.
// `application` may be absent: then only the tree speaks.
[[nodiscard]] QList<ResourceItem> resourceForest(
    const Application *application, const QList<ResourceNode> &nodes, const QList<Blocked> &blocked);

} // namespace relight
