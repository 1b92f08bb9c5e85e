#include "models/items/resourcetreemodel.h"

namespace relight {

using Rows = std::vector<TreeRow<ResourceItem>>;

static Rows rowsBelow(const QString &parent, const QHash<QString, QList<const ResourceItem *>> &below)
{
    Rows rows;
    for (const ResourceItem *item : below.value(parent))
        rows.push_back({item->id, *item, rowsBelow(item->id, below)});
    return rows;
}

void ResourceTreeModel::update(const QList<ResourceItem> &forest)
{
    QHash<QString, QList<const ResourceItem *>> below;
    for (const ResourceItem &item : forest)
        below[item.parent] << &item;
    merge(rowsBelow({}, below));
}

QVariant ResourceTreeModel::valueData(const ResourceItem &item, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return QString(item.key.kind + u' ' + item.key.name);
        return column == MessageColumn ? QVariant(item.message.simplified()) : QVariant();
    case ItemIdRole:
        return item.id;
    case KindRole:
        return item.key.kind;
    case SyncRole:
        return item.sync ? QVariant::fromValue(*item.sync) : QVariant();
    case HealthRole:
        return item.health ? QVariant::fromValue(*item.health) : QVariant();
    case ChainRole:
        return item.chain;
    case RootCauseRole:
        return item.rootCause;
    default:
        return {};
    }
}

QHash<int, QByteArray> ResourceTreeModel::roleNames() const
{
    return {{Qt::DisplayRole, "display"}, {ItemIdRole, "itemId"}, {KindRole, "kind"}, {SyncRole, "sync"},
        {HealthRole, "health"}, {ChainRole, "chain"}, {RootCauseRole, "rootCause"}};
}

} // namespace relight
