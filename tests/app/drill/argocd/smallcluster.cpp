#include "smallcluster.h"

#include "app/integrations/kubernetes/yamldocuments.h"

namespace relight::world {

void SmallCluster::apply(const QByteArray &yaml)
{
    const auto documents = readYamlDocuments(yaml);
    for (const YamlDocument &document : *documents)
        world.cluster.put(document.value.toObject());
}

void SmallCluster::heard(const Happening &happening)
{
    const Key key = happening.key;
    const bool changed = happening.change == Change::Added
        || (happening.change == Change::Modified
            && happening.before->object.value(u"spec") != happening.now->object.value(u"spec"));
    if (!changed)
        return;
    const QString name = key.kind + u'/' + key.space + u'/' + key.name;
    if (key.kind == u"CustomResourceDefinition")
        world.clock.after(Milliseconds{300}, name, [this, key] { establish(key); });
    if ((key.kind == u"Deployment" || key.kind == u"StatefulSet" || key.kind == u"Job") && workloadsRun)
        world.clock.after(Seconds{1}, name, [this, key] { roll(key); });
}

// What a workload needs is there when the Secrets of its first container are.
void SmallCluster::roll(const Key &key)
{
    const auto stored = world.cluster.get(key);
    if (!stored)
        return;
    QJsonObject object = stored->object;
    const QJsonObject first = listAt(object, {u"spec", u"template", u"spec", u"containers"}).first().toObject();
    for (const QJsonValue &from : listAt(first, {u"envFrom"})) {
        const QString secret = textAt(from.toObject(), {u"secretRef", u"name"});
        if (!secret.isEmpty() && !world.cluster.get({{}, u"Secret"_s, key.space, secret})) {
            world.clock.after(Seconds{1}, key.kind + u'/' + key.space + u'/' + key.name, [this, key] { roll(key); });
            return;
        }
    }
    const int replicas = valueAt(object, {u"spec", u"replicas"}).toInt(1);
    QJsonObject status{{u"observedGeneration"_s, valueAt(object, {u"metadata", u"generation"})},
        {u"replicas"_s, replicas}, {u"readyReplicas"_s, replicas}, {u"updatedReplicas"_s, replicas},
        {u"availableReplicas"_s, replicas}, {u"currentRevision"_s, u"1"_s}, {u"updateRevision"_s, u"1"_s}};
    if (key.kind == u"Job")
        status = {{u"succeeded"_s, 1},
            {u"conditions"_s, QJsonArray{QJsonObject{{u"type"_s, u"Complete"_s}, {u"status"_s, u"True"_s}}}}};
    object.insert(u"status"_s, status);
    world.cluster.put(object);
}

void SmallCluster::establish(const Key &key)
{
    QJsonObject object = get(key.group, key.kind, {}, key.name);
    setAt(object, {u"status", u"conditions"},
        QJsonArray{QJsonObject{{u"type"_s, u"Established"_s}, {u"status"_s, u"True"_s}}});
    const QJsonObject spec = objectAt(object, {u"spec"});
    world.cluster.define({textAt(spec, {u"group"}), textAt(listAt(spec, {u"versions"}).first().toObject(), {u"name"}),
        textAt(spec, {u"names", u"kind"}), textAt(spec, {u"names", u"plural"}), textAt(spec, {u"scope"}) != u"Cluster",
        true});
    world.cluster.put(object);
}

} // namespace relight::world
