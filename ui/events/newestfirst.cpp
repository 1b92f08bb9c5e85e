#include "ui/events/newestfirst.h"

#include "models/items/eventfeedmodel.h"

namespace relight {

void NewestFirst::setSourceModel(QAbstractItemModel *source)
{
    beginResetModel();
    QAbstractProxyModel::setSourceModel(source);
    m_count = source->rowCount();
    connect(source, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        beginInsertRows({}, 0, last - first);
        m_count += last - first + 1;
        endInsertRows();
    });
    endResetModel();
}

QModelIndex NewestFirst::mapToSource(const QModelIndex &index) const
{
    return index.isValid() ? sourceModel()->index(m_count - 1 - index.row(), index.column()) : QModelIndex();
}

QModelIndex NewestFirst::mapFromSource(const QModelIndex &index) const
{
    return index.isValid() ? createIndex(m_count - 1 - index.row(), index.column()) : QModelIndex();
}

QModelIndex NewestFirst::index(int row, int column, const QModelIndex &parent) const
{
    return !parent.isValid() && row >= 0 && row < m_count && column == 0 ? createIndex(row, column) : QModelIndex();
}

QVariant NewestFirst::data(const QModelIndex &index, int role) const
{
    if (role != Qt::AccessibleTextRole)
        return QAbstractProxyModel::data(index, role);
    return QStringLiteral("%1: %2").arg(
        index.data(EventFeedModel::SourceRole).toString(), index.data(Qt::DisplayRole).toString());
}

int NewestFirst::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int NewestFirst::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1;
}

} // namespace relight
