#pragma once
// What every item model test needs: the tree as text, and persistent indexes held against the identity of their rows.

#include <QAbstractItemModel>
#include <QHash>
#include <QList>
#include <QPersistentModelIndex>

#include <functional>

namespace relight {

using RowText = std::function<QString(const QModelIndex &)>;

inline QString printed(
    const QAbstractItemModel &model, const RowText &text, const QModelIndex &parent = {}, int depth = 0)
{
    QString out;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        out += QString(depth * 2, QLatin1Char(' ')) + text(index) + QLatin1Char('\n')
            + printed(model, text, index, depth + 1);
    }
    return out;
}

// Remembers where each row is by its identity, and says which persistent index later points to another row or died
// although its row lives.
class IdentityWatch
{
public:
    IdentityWatch(const QAbstractItemModel &model, RowText identity)
        : m_model(model)
        , m_identity(std::move(identity))
    {
    }

    void remember()
    {
        visit({}, [this](const QModelIndex &index) { m_known.insert(m_identity(index), index); });
    }

    QString complaint() const
    {
        QHash<QString, QModelIndex> now;
        visit({}, [&](const QModelIndex &index) { now.insert(m_identity(index), index); });
        for (auto known = m_known.cbegin(); known != m_known.cend(); ++known) {
            if (QModelIndex(known.value()) != now.value(known.key()))
                return known.key();
        }
        return {};
    }

private:
    void visit(const QModelIndex &parent, const std::function<void(const QModelIndex &)> &see) const
    {
        for (int row = 0; row < m_model.rowCount(parent); ++row) {
            const QModelIndex index = m_model.index(row, 0, parent);
            see(index);
            visit(index, see);
        }
    }

    const QAbstractItemModel &m_model;
    RowText m_identity;
    QHash<QString, QPersistentModelIndex> m_known;
};

} // namespace relight
