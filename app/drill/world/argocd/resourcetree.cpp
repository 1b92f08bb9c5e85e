#include "app/drill/world/argocd/resourcetree.h"

#include "app/drill/world/argocd/comparison.h"
#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/livestate.h"
#include "app/drill/world/argocd/synctasks.h"

#include <QJsonDocument>
#include <QMultiMap>

#include <array>

using namespace Qt::StringLiterals;

namespace relight::world {

static QJsonObject refOf(const QJsonObject &object)
{
    const Key key = keyOf(object);
    QJsonObject ref{{u"version"_s, textAt(object, {u"apiVersion"}).section(u'/', -1)}, {u"kind"_s, key.kind},
        {u"name"_s, key.name}};
    if (!key.group.isEmpty())
        ref.insert(u"group"_s, key.group);
    if (!key.space.isEmpty())
        ref.insert(u"namespace"_s, key.space);
    return ref;
}

static void addInfo(QJsonObject &node, const QJsonObject &pod)
{
    QString reason = textAt(pod, {u"status", u"phase"});
    int ready = 0, restarts = 0;
    const QJsonArray containers = listAt(pod, {u"status", u"containerStatuses"});
    for (const QJsonValue &value : containers) {
        const QJsonObject status = value.toObject();
        const QString waits = textAt(status, {u"state", u"waiting", u"reason"});
        reason = waits.isEmpty() ? reason : waits;
        ready += status.value(u"ready").toBool() ? 1 : 0;
        restarts += status.value(u"restartCount").toInt();
    }
    QJsonArray info;
    const auto add
        = [&](const QString &name, const QString &text) { info << QJsonObject{{u"name"_s, name}, {u"value"_s, text}}; };
    add(u"Status Reason"_s, reason);
    if (const QString where = textAt(pod, {u"spec", u"nodeName"}); !where.isEmpty())
        add(u"Node"_s, where);
    add(u"Containers"_s, u"%1/%2"_s.arg(ready).arg(listAt(pod, {u"spec", u"containers"}).size()));
    if (restarts > 0)
        add(u"Restart Count"_s, QString::number(restarts));
    node.insert(u"info"_s, info);
}

static QJsonObject nodeOf(const World &world, const QJsonObject &live)
{
    QJsonObject node = refOf(live);
    for (const auto &[field, from] : {std::pair{u"uid"_s, u"uid"_s}, {u"resourceVersion"_s, u"resourceVersion"_s},
             {u"createdAt"_s, u"creationTimestamp"_s}})
        node.insert(field, valueAt(live, {u"metadata", from}));
    if (const ObjectHealth health = resourceHealth(world, live); health.status) {
        QJsonObject shown{{u"status"_s, healthText(*health.status)}};
        if (!health.message.isEmpty())
            shown.insert(u"message"_s, health.message);
        node.insert(u"health"_s, shown);
    }
    QJsonArray images;
    for (const QJsonValue &container : listAt(live, {u"spec", u"containers"}))
        images << container.toObject().value(u"image");
    if (!images.isEmpty())
        node.insert(u"images"_s, images);
    if (textAt(live, {u"kind"}) == u"Pod")
        addInfo(node, live);
    return node;
}

// What is owned by something, by the owner's uid. Of kinds that controllers make in namespaces of the application.
static QMultiMap<QString, std::shared_ptr<const Stored>> owned(const World &world, const QSet<QString> &spaces)
{
    QMultiMap<QString, std::shared_ptr<const Stored>> children;
    static const std::array<std::pair<QString, QString>, 4> kinds{
        {{u"apps"_s, u"ReplicaSet"_s}, {u"batch"_s, u"Job"_s}, {QString(), u"Pod"_s}, {QString(), u"Secret"_s}}};
    QStringList sorted(spaces.begin(), spaces.end());
    sorted.sort();
    for (const QString &space : std::as_const(sorted)) {
        for (const auto &[group, kind] : kinds) {
            for (const auto &object : world.cluster.list(group, kind, space)) {
                for (const QJsonValue &owner : listAt(object->object, {u"metadata", u"ownerReferences"}))
                    children.insert(textAt(owner.toObject(), {u"uid"}), object);
            }
        }
    }
    return children;
}

static void addChildren(const World &world, const QJsonObject &parent,
    const QMultiMap<QString, std::shared_ptr<const Stored>> &children, QJsonArray &nodes)
{
    const QString uid = textAt(parent, {u"metadata", u"uid"});
    QJsonObject ref = refOf(parent);
    ref.insert(u"uid"_s, uid);
    QList<std::shared_ptr<const Stored>> found = children.values(uid);
    std::ranges::sort(found, {}, [](const auto &one) { return keyOf(one->object); });
    for (const auto &child : std::as_const(found)) {
        QJsonObject node = nodeOf(world, child->object);
        node.insert(u"parentRefs"_s, QJsonArray{ref});
        nodes << node;
        addChildren(world, child->object, children, nodes);
    }
}

QJsonObject resourceTree(const World &world, const QList<QJsonObject> &targets)
{
    QSet<QString> spaces;
    for (const QJsonObject &target : targets) {
        if (const QString space = keyOf(target).space; !space.isEmpty())
            spaces.insert(space);
    }
    const auto children = owned(world, spaces);
    QJsonArray nodes;
    for (const QJsonObject &target : targets) {
        const auto live = liveOf(world, target);
        if (!live) {
            if (!isHook(target))
                nodes << refOf(target);
            continue;
        }
        nodes << nodeOf(world, live->object);
        addChildren(world, live->object, children, nodes);
    }
    return {{u"nodes"_s, nodes}, {u"orphanedNodes"_s, QJsonArray()}, {u"hosts"_s, QJsonArray()}};
}

static QString stateText(QJsonObject object)
{
    if (textAt(object, {u"kind"}) == u"Secret") {
        QJsonObject data = objectAt(object, {u"data"});
        for (auto word = data.begin(); word != data.end(); ++word)
            *word = u"++++++++"_s;
        object.insert(u"data"_s, data);
    }
    setAt(object, {u"metadata", u"managedFields"}, QJsonValue::Undefined);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QJsonObject managedResources(const World &world, const QList<QJsonObject> &targets)
{
    QJsonArray items;
    for (const QJsonObject &target : targets) {
        if (isHook(target))
            continue;
        const auto live = liveOf(world, target);
        QJsonObject item = refOf(target);
        item.remove(u"version"_s);
        item.insert(u"targetState"_s, stateText(target));
        item.insert(u"liveState"_s, live ? stateText(live->object) : u"null"_s);
        item.insert(u"normalizedLiveState"_s, item.value(u"liveState"));
        item.insert(u"predictedLiveState"_s, stateText(live ? mergedOver(live->object, target) : target));
        if (live)
            item.insert(u"resourceVersion"_s, textAt(live->object, {u"metadata", u"resourceVersion"}));
        if (!live || !covers(live->object, target))
            item.insert(u"modified"_s, true);
        items << item;
    }
    return {{u"items"_s, items}};
}

} // namespace relight::world
