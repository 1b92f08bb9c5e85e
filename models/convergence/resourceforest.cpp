#include "models/convergence/resourceforest.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace relight {

namespace {

struct Forest
{
    QHash<QString, ResourceItem> items;
    QHash<QString, QStringList> below; // by parent

    ResourceItem &at(const ResourceKey &key)
    {
        ResourceItem &item = items[resourceId(key)];
        if (item.id.isEmpty()) {
            item.id = resourceId(key);
            item.key = key;
        }
        return item;
    }

    bool isAbove(const QString &above, QString id) const
    {
        for (qsizetype left = items.size(); left >= 0 && !id.isEmpty(); --left) {
            if (id == above)
                return true;
            id = items.value(id).parent;
        }
        return false;
    }
};

void readTree(Forest &forest, const QList<ResourceNode> &nodes)
{
    QHash<QString, QString> idOfUid;
    for (const ResourceNode &node : nodes) {
        ResourceItem &item = forest.at(node.key);
        item.health = node.health;
        item.message = node.healthMessage;
        if (!node.uid.isEmpty())
            idOfUid.insert(node.uid, item.id);
    }
    for (const ResourceNode &node : nodes) {
        const QString id = resourceId(node.key);
        for (const QString &uid : node.parentUids) {
            const QString parent = idOfUid.value(uid);
            if (parent.isEmpty() || forest.isAbove(id, parent)) // not told of, or a ring
                continue;
            forest.items[id].parent = parent;
            break;
        }
    }
}

void readStatus(Forest &forest, const Application &application)
{
    for (const ResourceStatus &status : application.resources) {
        ResourceItem &item = forest.at(status.key);
        item.sync = status.sync;
        if (!item.health)
            item.health = status.health;
        if (item.message.isEmpty())
            item.message = status.healthMessage;
    }
}

// The worst chain: from the managed resource down to the culprit. What the tree does not know is added.
void markChain(Forest &forest, const Blocked &blocked)
{
    const QString top = forest.at(blocked.resource).id;
    ResourceItem &culprit = forest.at(blocked.culprit);
    if (culprit.id != top && !forest.isAbove(top, culprit.id)) {
        if (forest.isAbove(culprit.id, top))
            return;
        culprit.parent = top;
    }
    culprit.rootCause = blocked.blocking;
    QStringList way;
    for (QString id = culprit.id; !id.isEmpty(); id = forest.items.value(id).parent)
        way.prepend(id);
    for (qsizetype i = 0; i < way.size(); ++i)
        forest.items[way.at(i)].chain = int(i + 1);
}

} // namespace

QString resourceId(const ResourceKey &key)
{
    return key.group + u'/' + key.kind + u'/' + key.resourceNamespace + u'/' + key.name;
}

QList<ResourceItem> resourceForest(
    const Application *application, const QList<ResourceNode> &nodes, const QList<Blocked> &blocked)
{
    Forest forest;
    readTree(forest, nodes);
    if (application)
        readStatus(forest, *application);
    if (!blocked.isEmpty())
        markChain(forest, blocked.first());
    for (const ResourceItem &item : std::as_const(forest.items))
        forest.below[item.parent] << item.id;
    const auto before = [&](const QString &one, const QString &other) {
        const auto order = [](const ResourceItem &item) {
            return std::tuple(item.chain > 0 ? 0 : 1, -int(item.health.value_or(HealthStatus::Healthy)),
                item.sync == SyncStatus::OutOfSync ? 0 : 1, item.key.kind, item.key.name, item.id);
        };
        return order(forest.items[one]) < order(forest.items[other]);
    };
    QList<ResourceItem> out;
    QStringList open{QString()};
    while (!open.isEmpty()) {
        QStringList below = forest.below.value(open.takeFirst());
        std::ranges::sort(below, before);
        for (const QString &id : std::as_const(below))
            out << forest.items.value(id);
        open << below;
    }
    return out;
}

} // namespace relight
