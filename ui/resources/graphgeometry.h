#pragma once
// A graph of resources in pixels at zoom 1: where each node stands, what is at a point, who is whose neighbour. A value
// of the graph view; pure, any thread.

#include "models/convergence/resourcegraph.h"

#include <QRectF>

namespace relight {

struct GraphSizes
{
    QSizeF node;
    double across = 0, down = 0; // from one to the next
    double margin = 12;
};

class GraphGeometry
{
public:
    GraphGeometry() = default;
    GraphGeometry(const ResourceGraph &graph, const GraphSizes &sizes);

    const ResourceGraph &graph() const { return m_graph; }
    const GraphSizes &sizes() const { return m_sizes; }
    bool isEmpty() const { return m_graph.nodes.isEmpty(); }
    const GraphNode &node(int index) const { return m_graph.nodes.at(index); }

    QSizeF size() const; // of the whole; empty: there is nothing
    QRectF boxOf(int node) const;
    int nodeAt(QPointF point) const;                            // -1: none
    QList<int> nodesWithin(const QRectF &seen) const;           // by rows, with a little around each
    int indexOf(const QString &id) const;                       // also of what is folded; -1: not there
    int parentOf(int node) const { return m_parents.at(node); } // -1: none
    const QList<int> &childrenOf(int node) const { return m_children.at(node); } // by rows

    // Where an arrow key, Home or End leads: left and right along the edges, up and down within the column; Home is the
    // application, End the root cause. -1: nowhere. From none (-1) it is the first.
    int neighbour(int from, Qt::Key key) const;

private:
    ResourceGraph m_graph;
    GraphSizes m_sizes;
    QList<QList<int>> m_byRow; // nodes, by column
    QList<int> m_parents;
    QList<QList<int>> m_children;
};

} // namespace relight
