#include "app/integrations/argocd/livetree.h"

#include "models/convergence/rollout.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace relight {

namespace {

ResourceNode nodeOf(const QJsonObject &object)
{
    const QJsonObject metadata = object.value(u"metadata").toObject();
    const QString apiVersion = object.value(u"apiVersion").toString();
    ResourceNode node;
    const bool core = !apiVersion.contains(u'/');
    node.key = {core ? QString() : apiVersion.section(u'/', 0, 0), core ? apiVersion : apiVersion.section(u'/', 1),
        object.value(u"kind").toString(), metadata.value(u"namespace").toString(), metadata.value(u"name").toString()};
    node.uid = metadata.value(u"uid").toString();
    for (const QJsonValue &owner : metadata.value(u"ownerReferences").toArray())
        node.parentUids.append(owner.toObject().value(u"uid").toString());
    const ObjectHealth health = healthOf(object);
    node.health = health.status;
    node.healthMessage = health.message;
    const QJsonObject spec = object.value(u"spec").toObject();
    for (const QJsonValue &container : spec.value(u"containers").toArray())
        node.images.append(container.toObject().value(u"image").toString());
    return node;
}

bool isSame(const ResourceKey &a, const ResourceKey &b)
{
    return a.group == b.group && a.kind == b.kind && a.resourceNamespace == b.resourceNamespace && a.name == b.name;
}

} // namespace

QList<ResourceNode> liveTree(const Application &application, const QList<QJsonObject> &live)
{
    QList<ResourceNode> all, tree;
    for (const QJsonObject &object : live)
        all.append(nodeOf(object));
    QSet<QString> uids;
    for (const ResourceStatus &resource : application.resources) {
        const auto found
            = std::ranges::find_if(all, [&](const ResourceNode &node) { return isSame(node.key, resource.key); });
        ResourceNode node
            = found == all.end() ? ResourceNode{.key = resource.key, .health = HealthStatus::Missing} : *found;
        node.parentUids.clear(); // managed: the top of its branch
        if (resource.health) {
            node.health = resource.health;
            node.healthMessage = resource.healthMessage;
        }
        if (!node.uid.isEmpty())
            uids.insert(node.uid);
        tree.append(node);
    }
    for (bool grown = true; grown;) {
        grown = false;
        for (const ResourceNode &node : std::as_const(all)) {
            const bool owned
                = std::ranges::any_of(node.parentUids, [&](const QString &uid) { return uids.contains(uid); });
            if (owned && !uids.contains(node.uid)) {
                uids.insert(node.uid);
                tree.append(node);
                grown = true;
            }
        }
    }
    return tree;
}

} // namespace relight
