#pragma once
// Where the resources of an application stand in their graph: the application at the left, what it made to the right of
// it, the chain of causes in the first row. Columns and rows, no pixels. Pure, any thread.

#include "models/convergence/resourceforest.h"

namespace relight {

struct GraphNode
{
    QString id;                         // ResourceItem::id, of a fold "fold:PARENT:KIND"; of the application empty
    QString parent;                     // id of a node
    ResourceKey key;                    // of a fold: its first; of the application only the name
    int count = 1;                      // more: a fold of that many of one kind
    QStringList folded;                 // their ids
    std::optional<HealthStatus> health; // the worst of a fold
    std::optional<SyncStatus> sync;
    QString message;
    int chain = -1; // 0 is the application; -1: beside the chain
    bool rootCause = false;
    int column = 0, row = 0;
    bool operator==(const GraphNode &) const = default;
};

struct ResourceGraph
{
    QList<GraphNode> nodes; // the application first, then the chain, then by rows: the way the keyboard goes
    int columns = 0, rows = 0;
    bool operator==(const ResourceGraph &) const = default;

    const GraphNode *find(const QString &id) const; // also of what is folded; nullptr: not there
};

// More resources than this fold by kind under their parent; the chain never does.
constexpr int graphNodesAlone = 40;

// `across`: the chain turns back below itself after that many columns, at least 2. What was in `before` at the same
// parent stays where it is while the chain and `across` are the same.
[[nodiscard]] ResourceGraph resourceGraph(const Application &application, const QList<ResourceItem> &forest,
    int across = 1000, const ResourceGraph &before = {});

} // namespace relight
