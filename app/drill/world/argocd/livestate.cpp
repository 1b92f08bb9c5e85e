#include "app/drill/world/argocd/livestate.h"

#include "app/drill/world/argocd/jsonpath.h"
#include "app/integrations/kubernetes/manifestobjects.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static bool coversValue(const QJsonValue &live, const QJsonValue &target)
{
    if (target.isObject()) {
        const QJsonObject wanted = target.toObject(), present = live.toObject();
        for (auto field = wanted.begin(); field != wanted.end(); ++field) {
            if (!coversValue(present.value(field.key()), field.value()))
                return false;
        }
        return true;
    }
    if (target.isArray()) {
        const QJsonArray wanted = target.toArray(), present = live.toArray();
        if (wanted.size() != present.size())
            return false;
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            if (!coversValue(present.at(i), wanted.at(i)))
                return false;
        }
        return true;
    }
    return target.isNull() ? live.isNull() || live.isUndefined() : live == target;
}

static QJsonValue mergedValue(const QJsonValue &live, const QJsonValue &target)
{
    if (coversValue(live, target))
        return live;
    if (!live.isObject() || !target.isObject())
        return target;
    QJsonObject result = live.toObject();
    const QJsonObject wanted = target.toObject();
    for (auto field = wanted.begin(); field != wanted.end(); ++field)
        result.insert(field.key(), mergedValue(result.value(field.key()), field.value()));
    return result;
}

// A stored object may have been written through another version of its API.
static QJsonObject comparable(QJsonObject target)
{
    target.remove(u"apiVersion"_s);
    target.remove(u"status"_s);
    return target;
}

bool covers(const QJsonObject &live, const QJsonObject &target)
{
    return coversValue(live, comparable(target));
}

QJsonObject mergedOver(const QJsonObject &live, const QJsonObject &target)
{
    const QJsonObject wanted = comparable(target);
    return coversValue(live, wanted) ? live : mergedValue(live, wanted).toObject();
}

QJsonObject normalized(QJsonObject object)
{
    object = withoutServerFields(std::move(object));
    const QJsonObject plain = object.take(u"stringData"_s).toObject();
    QJsonObject data = object.value(u"data").toObject();
    for (auto word = plain.begin(); word != plain.end(); ++word)
        data.insert(word.key(), QString::fromLatin1(word.value().toString().toUtf8().toBase64()));
    if (!plain.isEmpty())
        object.insert(u"data"_s, data);
    return object;
}

std::shared_ptr<const Stored> liveOf(const World &world, const QJsonObject &target)
{
    return world.cluster.get(keyOf(target));
}

static QString shownName(const World &world, const Key &key)
{
    const Kind *kind = world.cluster.findKind(key.group, key.kind);
    const QString type = kind ? kind->kind.toLower() : key.kind.toLower();
    return type + (key.group.isEmpty() ? QString() : u'.' + key.group) + u'/' + key.name;
}

QString whyNotServed(const World &world, const QJsonObject &object)
{
    const Key key = keyOf(object);
    if (world.cluster.findKind(key.group, key.kind))
        return {};
    return u"The Kubernetes API could not find %1/%2 for requested resource %3/%4. "
           u"Make sure the \"%2\" CRD is installed on the destination cluster."_s.arg(
               key.group, key.kind, key.space, key.name);
}

// Empty: the object may be written there.
static QString whyNotInNamespace(const World &world, const Kind &kind, const Key &key)
{
    if (!kind.namespaced)
        return {};
    const auto space = world.cluster.get({{}, u"Namespace"_s, {}, key.space});
    if (!space)
        return u"namespaces \"%1\" not found"_s.arg(key.space);
    if (world.cluster.get(key) || !objectAt(space->object, {u"metadata"}).contains(u"deletionTimestamp"))
        return {};
    return u"%1 \"%2\" is forbidden: unable to create new content in namespace %3 because it is being terminated"_s.arg(
        kind.plural + (kind.group.isEmpty() ? QString() : u'.' + kind.group), key.name, key.space);
}

static QJsonValue withoutMetadata(QJsonObject object)
{
    object.remove(u"metadata"_s);
    object.remove(u"status"_s);
    return object;
}

ApplyOutcome applyToCluster(World &world, const QJsonObject &target, bool serverSide)
{
    const Key key = keyOf(target);
    if (const QString why = whyNotServed(world, target); !why.isEmpty())
        return {false, why};
    const Kind *kind = world.cluster.findKind(key.group, key.kind);
    if (const QString why = whyNotInNamespace(world, *kind, key); !why.isEmpty())
        return {false, why};
    const QString name = shownName(world, key);
    const auto said = [&](const QString &usual) { return name + (serverSide ? u" serverside-applied"_s : usual); };
    const auto live = world.cluster.get(key);
    if (!live) {
        QJsonObject fresh = target;
        fresh.insert(u"apiVersion"_s, kind->apiVersion());
        setAt(fresh, {u"metadata", u"generation"}, 1);
        if (kind->group.isEmpty() && kind->kind == u"Namespace") {
            setAt(fresh, {u"metadata", u"labels", u"kubernetes.io/metadata.name"}, key.name);
            setAt(fresh, {u"status", u"phase"}, u"Active"_s);
        }
        world.cluster.put(fresh);
        return {true, said(u" created"_s)};
    }
    if (covers(live->object, target))
        return {true, said(u" unchanged"_s)};
    QJsonObject changed = mergedOver(live->object, target);
    if (withoutMetadata(changed) != withoutMetadata(live->object))
        setAt(
            changed, {u"metadata", u"generation"}, valueAt(live->object, {u"metadata", u"generation"}).toInteger() + 1);
    world.cluster.put(changed);
    return {true, said(u" configured"_s)};
}

} // namespace relight::world
