#pragma once
// The event feed turned upside down: the newest line on top. Owned by the event panel; GUI thread.

#include <QAbstractProxyModel>

namespace relight {

// Over a list that only ever grows at its end.
class NewestFirst : public QAbstractProxyModel
{
    Q_OBJECT
public:
    using QAbstractProxyModel::QAbstractProxyModel;

    void setSourceModel(QAbstractItemModel *source) override;
    QModelIndex mapToSource(const QModelIndex &index) const override;
    QModelIndex mapFromSource(const QModelIndex &index) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &) const override { return {}; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override; // adds what screen readers say
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;

private:
    int m_count = 0;
};

} // namespace relight
