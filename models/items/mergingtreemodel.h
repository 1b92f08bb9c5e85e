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

template <class Value> class MergingTreeModel : public QAbstractItemModel
{
public:
    using Row = TreeRow<Value>;
    using QAbstractItemModel::QAbstractItemModel;

    // Rows with an id that came before in the snapshot are left out.
    void merge(const std::vector<Row> &snapshot)
    {
        Snapshot wanted;
        collect(snapshot, wanted);
        dropStale(m_root, wanted);
        arrange(m_root, snapshot, wanted);
        dropTails(m_root, wanted);
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

private:
    struct Node
    {
        QString id;
        Value value{};
        Node *parent = nullptr;
        int row = 0;
        std::vector<std::unique_ptr<Node>> children;
    };
    struct Snapshot
    {
        QSet<QString> ids;          // all that will be there
        QSet<const Row *> repeated; // left out
    };

    void collect(const std::vector<Row> &rows, Snapshot &wanted) const
    {
        for (const Row &row : rows) {
            if (wanted.ids.contains(row.id)) {
                wanted.repeated.insert(&row);
                continue;
            }
            wanted.ids.insert(row.id);
            collect(row.children, wanted);
        }
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

    static bool holdsAny(const Node &node, const Snapshot &wanted)
    {
        return wanted.ids.contains(node.id)
            || std::any_of(node.children.begin(), node.children.end(),
                [&](const auto &child) { return holdsAny(*child, wanted); });
    }
    // What goes with all below it; a row that goes but holds one that stays waits until that was moved out.
    void dropStale(Node &parent, const Snapshot &wanted)
    {
        for (int last = int(parent.children.size()) - 1; last >= 0; --last) {
            int first = last;
            while (first >= 0 && !holdsAny(*parent.children[size_t(first)], wanted))
                --first;
            if (first < last)
                remove(parent, first + 1, last);
            if (first >= 0)
                dropStale(*parent.children[size_t(first)], wanted);
            last = first;
        }
    }
    // Children beyond those that were arranged.
    void dropTails(Node &parent, const Snapshot &wanted)
    {
        const auto stays = [&](const auto &node) { return wanted.ids.contains(node->id); };
        const auto tail = std::find_if_not(parent.children.begin(), parent.children.end(), stays);
        if (tail != parent.children.end())
            remove(parent, int(tail - parent.children.begin()), int(parent.children.size()) - 1);
        for (const auto &child : parent.children)
            dropTails(*child, wanted);
    }

    // The largest set of children that are in the wanted order already; only the others are moved.
    QSet<QString> inOrder(const Node &parent, const std::vector<const Row *> &rows) const
    {
        std::vector<const Node *> nodes; // ends of the best runs by length
        QHash<const Node *, const Node *> before;
        for (const Row *row : rows) {
            const Node *node = m_nodes.value(row->id);
            if (!node || node->parent != &parent)
                continue;
            const auto at = std::lower_bound(
                nodes.begin(), nodes.end(), node, [](const Node *a, const Node *b) { return a->row < b->row; });
            before.insert(node, at == nodes.begin() ? nullptr : *(at - 1));
            if (at == nodes.end())
                nodes.push_back(node);
            else
                *at = node;
        }
        QSet<QString> ids;
        for (const Node *node = nodes.empty() ? nullptr : nodes.back(); node; node = before.value(node))
            ids.insert(node->id);
        return ids;
    }

    void arrange(Node &parent, const std::vector<Row> &all, const Snapshot &wanted)
    {
        std::vector<const Row *> rows;
        for (const Row &row : all) {
            if (!wanted.repeated.contains(&row))
                rows.push_back(&row);
        }
        const QSet<QString> kept = inOrder(parent, rows);
        for (int row = 0; row < int(rows.size());) {
            const QString &id = rows[size_t(row)]->id;
            Node *node = m_nodes.value(id);
            if (!node)
                row = insertRun(parent, rows, row);
            else if (node->parent == &parent && node->row == row)
                ++row;
            else if (kept.contains(id))
                move(*parent.children[size_t(row)], parent, int(parent.children.size())); // out of its way
            else
                move(*node, parent, row);
        }
        change(parent, rows);
        for (size_t row = 0; row < rows.size(); ++row)
            arrange(*parent.children[row], rows[row]->children, wanted);
    }
    int insertRun(Node &parent, const std::vector<const Row *> &rows, int first)
    {
        int end = first + 1;
        while (end < int(rows.size()) && !m_nodes.contains(rows[size_t(end)]->id))
            ++end;
        std::vector<std::unique_ptr<Node>> made;
        for (int row = first; row < end; ++row) {
            auto node = std::make_unique<Node>();
            node->id = rows[size_t(row)]->id;
            node->value = rows[size_t(row)]->value;
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
    void change(Node &parent, const std::vector<const Row *> &rows)
    {
        for (int row = 0; row < int(rows.size()); ++row) {
            int end = row;
            while (end < int(rows.size()) && !(parent.children[size_t(end)]->value == rows[size_t(end)]->value)) {
                parent.children[size_t(end)]->value = rows[size_t(end)]->value;
                ++end;
            }
            if (end == row)
                continue;
            const QModelIndex above = indexOfNode(parent);
            Q_EMIT dataChanged(index(row, 0, above), index(end - 1, columnCount() - 1, above));
            row = end;
        }
    }

    Node m_root;
    QHash<QString, Node *> m_nodes;
};

} // namespace relight
