#pragma once
// The resources of one application as a tree: who made whom, the way to the cause first. The same as the graph shows,
// for who reads lists or has them read. Owned by the resource panel; GUI thread.

#include "models/convergence/resourceforest.h"
#include "models/items/mergingtreemodel.h"

namespace relight {

class ResourceTreeModel : public MergingTreeModel<ResourceItem>
{
    Q_OBJECT
public:
    enum Column { NameColumn, SyncColumn, HealthColumn, MessageColumn, ColumnCount };
    enum Role {
        ItemIdRole = Qt::UserRole + 1, // QString, ResourceItem::id
        KindRole,                      // QString
        SyncRole,                      // SyncStatus, invalid: nobody compares it
        HealthRole,                    // HealthStatus, invalid: it has none
        ChainRole,                     // int, see ResourceItem
        RootCauseRole,                 // bool
    };

    using MergingTreeModel::MergingTreeModel;

    void update(const QList<ResourceItem> &forest); // as resourceForest() gives it
    int columnCount(const QModelIndex & = {}) const override { return ColumnCount; }
    QHash<int, QByteArray> roleNames() const override;

protected:
    QVariant valueData(const ResourceItem &item, int column, int role) const override;
};

} // namespace relight
