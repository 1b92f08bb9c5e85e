#include "ui/resources/graphgeometry.h"

#include <QHash>

#include <algorithm>
#include <iterator>

namespace relight {

static constexpr double around = 4; // what is painted of a node beside its box

GraphGeometry::GraphGeometry(const ResourceGraph &graph, const GraphSizes &sizes)
    : m_graph(graph)
    , m_sizes(sizes)
    , m_byRow(graph.rows)
    , m_parents(graph.nodes.size(), -1)
    , m_children(graph.nodes.size())
{
    const int count = int(graph.nodes.size());
    QHash<QString, int> at;
    at.reserve(count);
    for (int i = 0; i < count; ++i)
        at.insert(node(i).id, i);
    for (int i = 0; i < count; ++i) {
        m_byRow[node(i).row] << i;
        if (node(i).id.isEmpty())
            continue;
        m_parents[i] = at.value(node(i).parent, -1);
        if (m_parents.at(i) >= 0)
            m_children[m_parents.at(i)] << i;
    }
    const auto by
        = [this](auto member) { return [this, member](int a, int b) { return node(a).*member < node(b).*member; }; };
    for (QList<int> &row : m_byRow)
        std::ranges::sort(row, by(&GraphNode::column));
    for (QList<int> &children : m_children)
        std::ranges::stable_sort(children, by(&GraphNode::row));
}

QSizeF GraphGeometry::size() const
{
    if (isEmpty())
        return {};
    return {(m_graph.columns - 1) * m_sizes.across + m_sizes.node.width() + 2 * m_sizes.margin,
        (m_graph.rows - 1) * m_sizes.down + m_sizes.node.height() + 2 * m_sizes.margin};
}

QRectF GraphGeometry::boxOf(int index) const
{
    return {{m_sizes.margin + node(index).column * m_sizes.across, m_sizes.margin + node(index).row * m_sizes.down},
        m_sizes.node};
}

int GraphGeometry::nodeAt(QPointF point) const
{
    const int row = int((point.y() - m_sizes.margin) / m_sizes.down);
    for (const int index : m_byRow.value(row)) {
        if (boxOf(index).contains(point))
            return index;
    }
    return -1;
}

QList<int> GraphGeometry::nodesWithin(const QRectF &seen) const
{
    if (isEmpty())
        return {};
    const int first = std::max(0, int((seen.top() - m_sizes.margin - m_sizes.node.height()) / m_sizes.down));
    const int last = std::min(m_graph.rows - 1, int((seen.bottom() - m_sizes.margin) / m_sizes.down) + 1);
    QList<int> within;
    for (int row = first; row <= last; ++row) {
        std::ranges::copy_if(m_byRow.at(row), std::back_inserter(within),
            [&](int index) { return boxOf(index).adjusted(-around, -around, around, around).intersects(seen); });
    }
    return within;
}

int GraphGeometry::indexOf(const QString &id) const
{
    const GraphNode *found = m_graph.find(id);
    return found ? int(found - m_graph.nodes.constData()) : -1;
}

int GraphGeometry::neighbour(int from, Qt::Key key) const
{
    if (from < 0)
        return isEmpty() ? -1 : 0;
    switch (key) {
    case Qt::Key_Left:
        return parentOf(from);
    case Qt::Key_Right:
        return childrenOf(from).value(0, -1);
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End: {
        const auto cause = std::ranges::find_if(m_graph.nodes, &GraphNode::rootCause);
        return cause == m_graph.nodes.cend() ? -1 : int(cause - m_graph.nodes.cbegin());
    }
    case Qt::Key_Up:
    case Qt::Key_Down:
        break;
    default:
        return -1;
    }
    const int step = key == Qt::Key_Up ? -1 : 1;
    for (int row = node(from).row + step; row >= 0 && row < m_graph.rows; row += step) {
        for (const int index : m_byRow.at(row)) {
            if (node(index).column == node(from).column)
                return index;
        }
    }
    return -1;
}

} // namespace relight
