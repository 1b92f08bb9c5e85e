#pragma once
// A tree of values behind QAbstractItemModel that is brought from one snapshot to the next by inserting, moving,
// changing and removing rows, never by a reset: what a view has selected and expanded stays. A row is known by its id,
// which is unique in the whole tree; it keeps its identity when it moves to another parent. Lives on the thread of its
// views.

#include <QAbstractItemModel>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <memory>
#include <vector>

namespace relight {

template <class Value> struct TreeRow
{
    QString id;
    Value value;
    std::vector<TreeRow> children = {};
};

// What a merge asks of a row of its snapshot; other kinds of rows say it in their own way.
template <class Value> const QString &idOf(const TreeRow<Value> &row)
{
    return row.id;
}
template <class Value> const Value &valueOf(const TreeRow<Value> &row)
{
    return row.value;
}
// It may be another than when it was merged last.
template <class Value> bool mayDiffer(const TreeRow<Value> &)
{
    return true;
}

template <class Value> class MergingTreeModel : public QAbstractItemModel
{
public:
    using Row = TreeRow<Value>;
    using QAbstractItemModel::QAbstractItemModel;

    // Rows with an id that came before in the snapshot are left out.
    void merge(const std::vector<Row> &snapshot) { mergeAny(snapshot); }
    template <class AnyRow> void mergeAny(const std::vector<AnyRow> &snapshot)
    {
        ++m_turn;
        QSet<QString> made;
        std::vector<Wanted> wanted = resolved(snapshot, made);
        dropStale(m_root);
        arrange(m_root, wanted);
        dropTails(m_root);
    }

    QModelIndex indexOf(const QString &id) const
    {
        const Node *node = m_nodes.value(id);
        return node ? indexOfNode(*node) : QModelIndex();
    }

    // nullptr: not an index of this model.
    const Value *value(const QModelIndex &index) const { return index.isValid() ? &nodeOf(index)->value : nullptr; }
    QString id(const QModelIndex &index) const { return index.isValid() ? nodeOf(index)->id : QString(); }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const final
    {
        if (!hasIndex(row, column, parent))
            return {};
        return createIndex(row, column, nodeOf(parent)->children[size_t(row)].get());
    }
    QModelIndex parent(const QModelIndex &child) const final
    {
        if (!child.isValid())
            return {};
        const Node *above = nodeOf(child)->parent;
        return above == &m_root ? QModelIndex() : indexOfNode(*above);
    }
    int rowCount(const QModelIndex &parent = {}) const final
    {
        return parent.column() > 0 ? 0 : int(nodeOf(parent)->children.size());
    }
    int columnCount(const QModelIndex & = {}) const override { return 1; }
    QVariant data(const QModelIndex &index, int role) const final
    {
        return index.isValid() ? valueData(nodeOf(index)->value, index.column(), role) : QVariant();
    }

protected:
    virtual QVariant valueData(const Value &value, int column, int role) const = 0;

    // Of a row that stays where it is; no such row: nothing happens.
    void setValue(const QString &id, const Value &value)
    {
        Node *node = m_nodes.value(id);
        if (!node || node->value == value)
            return;
        node->value = value;
        const QModelIndex index = indexOfNode(*node);
        Q_EMIT dataChanged(index, index.siblingAtColumn(columnCount() - 1));
    }

private:
    struct Node
    {
        Node *parent = nullptr; // first what each merge looks at
        int row = 0;
        quint64 turn = 0; // of the last merge that wants it
        quint64 mark = 0; // it need not move, see inOrder()
        std::vector<std::unique_ptr<Node>> children;
        QString id;
        Value value{};
    };
    // A row of the snapshot, looked up once.
    struct Wanted
    {
        const QString *id = nullptr;
        const Value *value = nullptr;
        bool differs = true;  // perhaps
        Node *node = nullptr; // not there yet: to be made
        std::vector<Wanted> children;
    };

    template <class AnyRow> std::vector<Wanted> resolved(const std::vector<AnyRow> &rows, QSet<QString> &made)
    {
        std::vector<Wanted> wanted;
        wanted.reserve(rows.size());
        for (const AnyRow &row : rows) {
            const QString &id = idOf(row);
            Node *node = m_nodes.value(id);
            if (node ? node->turn == m_turn : made.contains(id))
                continue;
            if (node)
                node->turn = m_turn;
            else
                made.insert(id);
            wanted.push_back({&id, &valueOf(row), mayDiffer(row), node, {}});
            if (!row.children.empty())
                wanted.back().children = resolved(row.children, made);
        }
        return wanted;
    }

    Node *nodeOf(const QModelIndex &index) const
    {
        return index.isValid() ? static_cast<Node *>(index.internalPointer()) : const_cast<Node *>(&m_root);
    }
    QModelIndex indexOfNode(const Node &node) const
    {
        return &node == &m_root ? QModelIndex() : createIndex(node.row, 0, const_cast<Node *>(&node));
    }

    static void renumber(Node &parent, int from)
    {
        for (size_t row = size_t(from); row < parent.children.size(); ++row) {
            parent.children[row]->row = int(row);
            parent.children[row]->parent = &parent;
        }
    }
    void forget(const Node &node)
    {
        m_nodes.remove(node.id);
        for (const auto &child : node.children)
            forget(*child);
    }
    void remove(Node &parent, int first, int last)
    {
        beginRemoveRows(indexOfNode(parent), first, last);
        const auto begin = parent.children.begin() + first, end = parent.children.begin() + last + 1;
        std::for_each(begin, end, [this](const auto &node) { forget(*node); });
        parent.children.erase(begin, end);
        renumber(parent, first);
        endRemoveRows();
    }
    void move(Node &node, Node &target, int row)
    {
        Node &source = *node.parent;
        const int from = node.row;
        if (!beginMoveRows(indexOfNode(source), from, from, indexOfNode(target), row))
            return;
        auto owned = std::move(source.children[size_t(from)]);
        source.children.erase(source.children.begin() + from);
        const int to = &source == &target && row > from ? row - 1 : row;
        target.children.insert(target.children.begin() + to, std::move(owned));
        renumber(source, &source == &target ? std::min(from, to) : from);
        renumber(target, &source == &target ? std::min(from, to) : to);
        endMoveRows();
    }

    bool stays(const Node &node) const { return node.turn == m_turn; }
    bool holdsAny(const Node &node) const
    {
        return stays(node) || std::any_of(node.children.begin(), node.children.end(), [&](const auto &child) {
            return holdsAny(*child);
        });
    }
    // What goes with all below it; a row that goes but holds one that stays waits until that was moved out.
    void dropStale(Node &parent)
    {
        for (int last = int(parent.children.size()) - 1; last >= 0; --last) {
            int first = last;
            while (first >= 0 && !holdsAny(*parent.children[size_t(first)]))
                --first;
            if (first < last)
                remove(parent, first + 1, last);
            if (first >= 0)
                dropStale(*parent.children[size_t(first)]);
            last = first;
        }
    }
    // Children beyond those that were arranged.
    void dropTails(Node &parent)
    {
        const auto tail = std::find_if_not(
            parent.children.begin(), parent.children.end(), [&](const auto &node) { return stays(*node); });
        if (tail != parent.children.end())
            remove(parent, int(tail - parent.children.begin()), int(parent.children.size()) - 1);
        for (const auto &child : parent.children)
            dropTails(*child);
    }

    static bool isArranged(const Node &parent, const std::vector<Wanted> &rows)
    {
        for (size_t row = 0; row < rows.size(); ++row) {
            if (row >= parent.children.size() || parent.children[row].get() != rows[row].node)
                return false;
        }
        return true;
    }

    // Marks the largest set of children that are in the wanted order already; only the others are moved.
    void inOrder(const Node &parent, const std::vector<Wanted> &rows)
    {
        ++m_mark;
        std::vector<Node *> nodes;
        std::vector<size_t> ends, before; // ends of the best runs by length; what comes before each node
        for (const Wanted &row : rows) {
            if (!row.node || row.node->parent != &parent)
                continue;
            const auto at = std::lower_bound(ends.begin(), ends.end(), row.node->row,
                [&](size_t end, int place) { return nodes[end]->row < place; });
            before.push_back(at == ends.begin() ? size_t(-1) : *(at - 1));
            if (at == ends.end())
                ends.push_back(nodes.size());
            else
                *at = nodes.size();
            nodes.push_back(row.node);
        }
        for (size_t node = ends.empty() ? size_t(-1) : ends.back(); node != size_t(-1); node = before[node])
            nodes[node]->mark = m_mark;
    }

    void arrange(Node &parent, std::vector<Wanted> &rows)
    {
        if (!isArranged(parent, rows)) {
            inOrder(parent, rows);
            for (int row = 0; row < int(rows.size());) {
                Node *node = rows[size_t(row)].node;
                if (!node)
                    row = insertRun(parent, rows, row);
                else if (node->parent == &parent && node->row == row)
                    ++row;
                else if (node->mark == m_mark)
                    move(*parent.children[size_t(row)], parent, int(parent.children.size())); // out of its way
                else
                    move(*node, parent, row);
            }
        }
        change(parent, rows);
        for (size_t row = 0; row < rows.size(); ++row) {
            if (!rows[row].children.empty())
                arrange(*parent.children[row], rows[row].children);
        }
    }
    int insertRun(Node &parent, std::vector<Wanted> &rows, int first)
    {
        int end = first;
        std::vector<std::unique_ptr<Node>> made;
        for (; end < int(rows.size()) && !rows[size_t(end)].node; ++end) {
            auto node = std::make_unique<Node>();
            node->id = *rows[size_t(end)].id;
            node->value = *rows[size_t(end)].value;
            node->turn = m_turn;
            rows[size_t(end)].node = node.get();
            made.push_back(std::move(node));
        }
        beginInsertRows(indexOfNode(parent), first, end - 1);
        for (const auto &node : made)
            m_nodes.insert(node->id, node.get());
        parent.children.insert(parent.children.begin() + first, std::make_move_iterator(made.begin()),
            std::make_move_iterator(made.end()));
        renumber(parent, first);
        endInsertRows();
        return end;
    }
    void change(Node &parent, const std::vector<Wanted> &rows)
    {
        for (int row = 0; row < int(rows.size()); ++row) {
            int end = row;
            for (; end < int(rows.size()); ++end) {
                const Wanted &wanted = rows[size_t(end)];
                if (!wanted.differs || wanted.node->value == *wanted.value)
                    break;
                wanted.node->value = *wanted.value;
            }
            if (end == row)
                continue;
            const QModelIndex above = indexOfNode(parent);
            Q_EMIT dataChanged(index(row, 0, above), index(end - 1, columnCount() - 1, above));
            row = end;
        }
    }

    Node m_root;
    quint64 m_turn = 0, m_mark = 0;
    QHash<QString, Node *> m_nodes;
};

} // namespace relight
