#include "ui/events/newestfirst.h"

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

int NewestFirst::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_count;
}

int NewestFirst::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1;
}

} // namespace relight
