#pragma once
// The little graph theory a plan needs, over node numbers. Pure functions, any thread.

#include "models/base/time.h"

#include <QList>

namespace relight {

// after[i]: the nodes that node i waits for.
using Waits = QList<QList<int>>;

// Every node after all it waits for; of several that could come next, the one with the lowest rank, then the lowest
// number. Error: the members of one cycle, each followed by one it waits for.
[[nodiscard]] std::expected<QList<int>, QList<int>> topologicalOrder(const Waits &after, const QList<double> &rank);

struct LongestPath
{
    QList<int> nodes; // from start to end; of equally long ones the first in `order`
    Seconds length{0};
    QList<Seconds> starts; // of every node, when all it waits for took its weight
};

// `order` is a topological order of `after`; weights are not negative.
[[nodiscard]] LongestPath longestPath(const Waits &after, const QList<int> &order, const QList<Seconds> &weight);

} // namespace relight
