#include "models/convergence/resourcegraph.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace relight {

namespace {

QList<GraphNode> nodesOf(const Application &application, const QList<ResourceItem> &forest)
{
    const bool folds = forest.size() > graphNodesAlone;
    QList<GraphNode> nodes;
    GraphNode top;
    top.key = {QStringLiteral("argoproj.io"), QStringLiteral("v1alpha1"), QStringLiteral("Application"),
        application.appNamespace, application.name};
    top.health = application.health;
    top.sync = application.sync;
    top.message = application.healthMessage;
    top.chain = std::ranges::any_of(forest, [](const ResourceItem &item) { return item.chain > 0; }) ? 0 : -1;
    nodes << top;
    QHash<QString, QString> nodeOfItem; // parents come first
    QHash<QString, qsizetype> at;
    for (const ResourceItem &item : forest) {
        GraphNode node;
        node.parent = nodeOfItem.value(item.parent);
        const bool fold = folds && item.chain == 0;
        node.id = fold ? QStringLiteral("fold:%1:%2").arg(node.parent, item.key.group + u'/' + item.key.kind) : item.id;
        nodeOfItem.insert(item.id, node.id);
        if (const auto known = at.constFind(node.id); known != at.cend()) {
            GraphNode &into = nodes[*known];
            ++into.count;
            into.folded << item.id;
            if (item.health.value_or(HealthStatus::Healthy) > into.health.value_or(HealthStatus::Healthy)) {
                into.health = item.health;
                into.message = item.message;
            }
            if (item.sync == SyncStatus::OutOfSync)
                into.sync = item.sync;
            continue;
        }
        node.key = item.key;
        node.health = item.health;
        node.sync = item.sync;
        node.message = item.message;
        node.chain = item.chain > 0 ? item.chain : -1;
        node.rootCause = item.rootCause;
        node.folded = QStringList{item.id};
        at.insert(node.id, nodes.size());
        nodes << node;
    }
    return nodes;
}

struct Layout
{
    QList<GraphNode> &nodes;
    QHash<QString, qsizetype> at;
    QHash<QString, QList<qsizetype>> below;
    QSet<std::pair<int, int>> taken;
    int next = 0;

    explicit Layout(QList<GraphNode> &all)
        : nodes(all)
    {
        for (qsizetype i = 0; i < all.size(); ++i) {
            at.insert(all.at(i).id, i);
            if (i > 0)
                below[all.at(i).parent] << i;
        }
    }

    void put(GraphNode &node, int column, int row)
    {
        node.column = column;
        node.row = row;
        taken.insert({column, row});
    }

    // The chain goes to the right and, where there is no more room, back below itself.
    void placeChain(int across)
    {
        for (GraphNode &node : nodes) {
            if (node.chain < 0)
                continue;
            const int band = node.chain / across, within = node.chain % across;
            put(node, band % 2 == 0 ? within : across - 1 - within, band);
            next = std::max(next, band + 1);
        }
    }

    // Each end of a branch gets a row of its own, what is above it the row of its first: nothing meets.
    void place(qsizetype index, int column)
    {
        GraphNode &node = nodes[index];
        const bool chain = node.chain >= 0;
        const int first = next;
        const int own = chain ? node.column : column;
        for (const qsizetype child : below.value(node.id))
            place(child, own + 1);
        if (chain)
            return;
        if (next == first)
            ++next;
        put(node, column, first);
    }

    // What was there stays; the new goes to the first free row at or below its parent.
    void placeAgain(const QHash<QString, const GraphNode *> &known)
    {
        for (GraphNode &node : nodes) {
            if (const GraphNode *was = known.value(node.id); was && node.chain < 0)
                put(node, was->column, was->row);
        }
        for (GraphNode &node : nodes) { // parents first
            if (node.chain >= 0 || known.contains(node.id))
                continue;
            const GraphNode &parent = nodes.at(at.value(node.parent));
            int row = std::max(parent.row, next);
            while (taken.contains({parent.column + 1, row}))
                ++row;
            put(node, parent.column + 1, row);
        }
    }
};

QStringList chainOf(const QList<GraphNode> &nodes)
{
    QStringList chain;
    for (const GraphNode &node : nodes) {
        if (node.chain >= 0)
            chain << QString::number(node.chain) + node.id;
    }
    chain.sort();
    return chain;
}

// Nothing of it would have to move. Nothing is kept where most of it is new.
bool canStay(const ResourceGraph &before, const QHash<QString, const GraphNode *> &known, const QList<GraphNode> &nodes,
    int across)
{
    if (known.size() * 2 < nodes.size() || chainOf(before.nodes) != chainOf(nodes))
        return false;
    return std::ranges::all_of(
        before.nodes, [&](const GraphNode &node) { return node.chain < 0 || node.row == node.chain / across; });
}

} // namespace

const GraphNode *ResourceGraph::find(const QString &id) const
{
    const auto found
        = std::ranges::find_if(nodes, [&](const GraphNode &node) { return node.id == id || node.folded.contains(id); });
    return found == nodes.cend() ? nullptr : &*found;
}

ResourceGraph resourceGraph(
    const Application &application, const QList<ResourceItem> &forest, int across, const ResourceGraph &before)
{
    across = std::max(across, 2);
    ResourceGraph graph;
    graph.nodes = nodesOf(application, forest);
    QHash<QString, const GraphNode *> was, known;
    for (const GraphNode &node : before.nodes)
        was.insert(node.id, &node);
    for (const GraphNode &node : std::as_const(graph.nodes)) {
        if (const GraphNode *same = was.value(node.id); same && same->parent == node.parent)
            known.insert(node.id, same);
    }
    const bool sameApplication = !before.nodes.isEmpty() && before.nodes.first().key == graph.nodes.first().key;
    Layout layout(graph.nodes);
    layout.placeChain(across);
    if (sameApplication && canStay(before, known, graph.nodes, across))
        layout.placeAgain(known);
    else
        layout.place(0, 0);
    for (const GraphNode &node : std::as_const(graph.nodes)) {
        graph.columns = std::max(graph.columns, node.column + 1);
        graph.rows = std::max(graph.rows, node.row + 1);
    }
    std::ranges::stable_sort(graph.nodes, {}, [](const GraphNode &node) {
        const bool top = node.id.isEmpty();
        return std::tuple(top ? 0 : node.chain >= 0 ? 1 : 2, node.chain, node.row, node.column);
    });
    return graph;
}

} // namespace relight
