#include "models/plan/dag.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

namespace relight {

namespace {

// Every remaining node waits for a remaining node, so walking backwards must meet itself.
QList<int> oneCycle(const Waits &after, const std::vector<bool> &done)
{
    int node = static_cast<int>(std::ranges::find(done, false) - done.begin());
    QList<int> walked;
    while (!walked.contains(node)) {
        walked << node;
        const QList<int> &waits = after[node];
        node = *std::find_if(waits.begin(), waits.end(), [&](int other) { return !done[other]; });
    }
    QList<int> cycle = walked.mid(walked.indexOf(node));
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    return cycle;
}

} // namespace

std::expected<QList<int>, QList<int>> topologicalOrder(const Waits &after, const QList<double> &rank)
{
    const qsizetype count = after.size();
    QList<int> open(count, 0);
    Waits successors(count);
    for (int node = 0; node < count; ++node) {
        for (const int other : after[node]) {
            successors[other] << node;
            ++open[node];
        }
    }
    std::set<std::pair<double, int>> ready;
    for (int node = 0; node < count; ++node) {
        if (open[node] == 0)
            ready.emplace(rank[node], node);
    }
    QList<int> order;
    std::vector<bool> done(count, false);
    while (!ready.empty()) {
        const int node = ready.extract(ready.begin()).value().second;
        order << node;
        done[node] = true;
        for (const int next : std::as_const(successors[node])) {
            if (--open[next] == 0)
                ready.emplace(rank[next], next);
        }
    }
    if (order.size() < count)
        return std::unexpected(oneCycle(after, done));
    return order;
}

LongestPath longestPath(const Waits &after, const QList<int> &order, const QList<Seconds> &weight)
{
    LongestPath path;
    path.starts = QList<Seconds>(after.size(), Seconds{0});
    QList<Seconds> end = path.starts;
    QList<int> from(after.size(), -1);
    int last = -1;
    for (const int node : order) {
        Seconds &start = path.starts[node];
        for (const int other : after[node]) {
            if (from[node] < 0 || end[other] > start) {
                start = end[other];
                from[node] = other;
            }
        }
        end[node] = start + weight[node];
        if (last < 0 || end[node] > end[last])
            last = node;
    }
    if (last >= 0)
        path.length = end[last];
    for (int node = last; node >= 0; node = from[node])
        path.nodes.prepend(node);
    return path;
}

} // namespace relight
