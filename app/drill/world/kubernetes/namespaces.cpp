#include "app/drill/world/kubernetes/namespaces.h"

#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/worldtime.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds emptyingTime{2'000}, acceptingTime{300};

Namespaces::Namespaces(World &world)
    : m_world(world)
    , m_writer(world)
{
    world.cluster.listen([this](const Happening &happening) { hear(happening); });
}

void Namespaces::hear(const Happening &happening)
{
    if (happening.key.kind != u"Namespace" || !happening.key.group.isEmpty() || happening.change == Change::Deleted)
        return;
    const QString name = happening.key.name;
    if (happening.change == Change::Added)
        return furnish(name);
    if (isLeaving(happening.now->object) && !isLeaving(happening.before->object))
        m_world.clock.quietly(m_world.chance.about(emptyingTime, u"empty/"_s + name), u"namespace/"_s + name,
            [this, name, made = m_world.clusters] {
                if (made == m_world.clusters)
                    empty(name);
            });
}

void Namespaces::furnish(const QString &space)
{
    const QJsonObject metadata{{u"name"_s, u"default"_s}, {u"namespace"_s, space}};
    m_world.cluster.put({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ServiceAccount"_s}, {u"metadata"_s, metadata}});
    QJsonObject named = metadata;
    named.insert(u"name"_s, u"kube-root-ca.crt"_s);
    m_world.cluster.put({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"ConfigMap"_s}, {u"metadata"_s, named},
        {u"data"_s, QJsonObject{{u"ca.crt"_s, QString()}}}});
}

void Namespaces::empty(const QString &space)
{
    const QList<Kind> kinds = m_world.cluster.kinds();
    bool isEmpty = true;
    for (const Kind &kind : kinds) {
        if (!kind.namespaced)
            continue;
        for (const auto &stored : m_world.cluster.list(kind.group, kind.kind, space)) {
            (void)m_writer.remove(kind, keyOf(stored->object));
            isEmpty = isEmpty && !m_world.cluster.get(keyOf(stored->object));
        }
    }
    if (isEmpty) {
        m_world.cluster.remove({{}, u"Namespace"_s, {}, space});
        return;
    }
    m_world.clock.quietly(emptyingTime, u"namespace/"_s + space, [this, space, made = m_world.clusters] {
        if (made == m_world.clusters)
            empty(space);
    });
}

Definitions::Definitions(World &world)
    : m_world(world)
    , m_writer(world)
{
    world.cluster.listen([this](const Happening &happening) { hear(happening); });
}

void Definitions::hear(const Happening &happening)
{
    if (happening.key.kind != u"CustomResourceDefinition")
        return;
    if (happening.change == Change::Deleted)
        return drop(happening.before->object);
    const QJsonObject spec = part(happening.now->object, u"spec");
    if (happening.before && part(happening.before->object, u"spec") == spec)
        return;
    m_world.clock.quietly(acceptingTime, u"definition/"_s + happening.key.name,
        [this, name = happening.key.name, made = m_world.clusters] {
            if (made == m_world.clusters)
                accept(name);
        });
}

static QJsonObject condition(const QString &type, const QString &reason, const QString &message, const QString &time)
{
    return {{u"type"_s, type}, {u"status"_s, u"True"_s}, {u"reason"_s, reason}, {u"message"_s, message},
        {u"lastTransitionTime"_s, time}};
}

void Definitions::accept(const QString &name)
{
    const auto stored = m_world.cluster.get({u"apiextensions.k8s.io"_s, u"CustomResourceDefinition"_s, {}, name});
    if (!stored)
        return;
    const QJsonObject spec = part(stored->object, u"spec"), names = part(spec, u"names");
    QString version;
    bool hasStatus = false;
    for (const QJsonValue &value : spec.value(u"versions").toArray()) {
        const QJsonObject one = value.toObject();
        if (!one.value(u"storage").toBool())
            continue;
        version = word(one, u"name");
        hasStatus = part(one, u"subresources").contains(u"status");
    }
    m_world.cluster.define({word(spec, u"group"), version, word(names, u"kind"), word(names, u"plural"),
        word(spec, u"scope") == u"Namespaced", hasStatus});
    QJsonObject object = stored->object;
    const QString time = apiTime(m_world);
    object.insert(u"status"_s,
        QJsonObject{{u"acceptedNames"_s, names}, {u"storedVersions"_s, QJsonArray{version}},
            {u"conditions"_s,
                QJsonArray{condition(u"NamesAccepted"_s, u"NoConflicts"_s, u"no conflicts found"_s, time),
                    condition(u"Established"_s, u"InitialNamesAccepted"_s, u"the initial names have been accepted"_s,
                        time)}}});
    m_world.cluster.put(object);
}

void Definitions::drop(const QJsonObject &definition)
{
    const QString group = word(part(definition, u"spec"), u"group");
    const QString kind = word(part(part(definition, u"spec"), u"names"), u"kind");
    for (const auto &stored : m_world.cluster.list(group, kind))
        m_world.cluster.remove(keyOf(stored->object));
}

} // namespace relight::world
