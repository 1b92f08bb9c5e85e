#include "app/drill/world/kubernetes/objectwriter.h"

#include "app/drill/world/kubernetes/jsonparts.h"
#include "app/drill/world/kubernetes/objectdefaults.h"
#include "app/drill/world/kubernetes/worldtime.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace relight::world {

Writer ObjectWriter::writerOf(const WriteOptions &options) const
{
    return {options.manager, apiTime(m_world), options.subresource};
}

std::optional<Answer> ObjectWriter::refusedByNamespace(const Kind &kind, const Key &key) const
{
    if (!kind.namespaced)
        return std::nullopt;
    const auto space = m_world.cluster.get({{}, u"Namespace"_s, {}, key.space});
    if (!space)
        return namespaceNotFound(key.space);
    if (isLeaving(space->object))
        return forbidden(kind, key.name,
            u"unable to create new content in namespace %1 because it is being terminated"_s.arg(key.space));
    return std::nullopt;
}

// What is wrong with the object itself, as far as anybody here writes it wrongly.
static std::optional<Answer> refusedByItself(const Kind &kind, const QJsonObject &before, const QJsonObject &object)
{
    static const QRegularExpression allowed(u"^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$"_s);
    const QString name = nameOf(object);
    const bool isFree = kind.group == u"rbac.authorization.k8s.io"; // roles may be named nearly anything
    if (name.isEmpty())
        return invalid(kind, {}, u"metadata.name"_s, u"Required value: name or generateName is required"_s);
    if (!isFree && !allowed.match(name).hasMatch())
        return invalid(kind, name, u"metadata.name"_s,
            u"Invalid value: \"%1\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
            u"characters, "
            "'-' or '.', and must start and end with an alphanumeric character"_s.arg(name));
    const bool hasFixedSelector = kind.group == u"apps" && kind.kind != u"ReplicaSet";
    if (!before.isEmpty() && hasFixedSelector
        && part(before, u"spec").value(u"selector") != part(object, u"spec").value(u"selector"))
        return invalid(kind, name, u"spec.selector"_s, u"Invalid value: field is immutable"_s);
    if (!before.isEmpty() && kind.kind == u"Job"
        && part(before, u"spec").value(u"template") != part(object, u"spec").value(u"template"))
        return invalid(kind, name, u"spec.template"_s, u"Invalid value: field is immutable"_s);
    return std::nullopt;
}

static QJsonObject withoutServersParts(QJsonObject object, const Kind &kind)
{
    object.remove(u"metadata");
    if (kind.hasStatus)
        object.remove(u"status");
    return object;
}

// The generation counts changes of everything but metadata and a separate status.
static void countGeneration(QJsonObject &object, const QJsonObject &before, const Kind &kind)
{
    changePart(object, "metadata"_L1, [&](QJsonObject &metadata) {
        const qint64 last = metadataOf(before).value(u"generation").toInteger();
        const bool isSame = !before.isEmpty() && withoutServersParts(object, kind) == withoutServersParts(before, kind);
        if (object.contains(u"spec") || !kind.group.isEmpty())
            metadata.insert(u"generation"_s, isSame ? std::max<qint64>(last, 1) : last + 1);
    });
}

// The parts nobody may write this way stay as they were.
static QJsonObject guarded(QJsonObject object, const QJsonObject &before, const Kind &kind, const QString &subresource)
{
    const QJsonObject written = object;
    if (subresource == u"status") {
        object = before;
        object.insert(u"status"_s, written.value(u"status"));
    } else if (kind.hasStatus) {
        object.remove(u"status");
        if (before.contains(u"status"))
            object.insert(u"status"_s, before.value(u"status"));
    }
    const QJsonObject old = metadataOf(before);
    changePart(object, "metadata"_L1, [&](QJsonObject &metadata) {
        for (const auto key : {"deletionTimestamp"_L1, "deletionGracePeriodSeconds"_L1, "uid"_L1,
                 "creationTimestamp"_L1, "generation"_L1, "resourceVersion"_L1, "selfLink"_L1}) {
            metadata.remove(key);
            if (old.contains(key))
                metadata.insert(key, old.value(key));
        }
    });
    return object;
}

// Of what is applied to the status: nothing else is written, so nothing else is owned.
static QJsonObject statusOf(const QJsonObject &object)
{
    return {{u"apiVersion"_s, object.value(u"apiVersion")}, {u"kind"_s, object.value(u"kind")},
        {u"metadata"_s, QJsonObject{{u"name"_s, nameOf(object)}, {u"namespace"_s, spaceOf(object)}}},
        {u"status"_s, object.value(u"status")}};
}

OrRefusal<Written> ObjectWriter::finish(
    const Kind &kind, const std::shared_ptr<const Stored> &before, QJsonObject object, const WriteOptions &options)
{
    const QJsonObject old = before ? before->object : QJsonObject();
    if (const auto refused = refusedByItself(kind, old, object))
        return std::unexpected(*refused);
    countGeneration(object, old, kind);
    if (before && isSameButTimes(object, old))
        return Written{before, false};
    if (options.dryRun) {
        auto would = std::make_shared<Stored>();
        would->object = object;
        would->version = before ? before->version : 0;
        return Written{would, !before};
    }
    const auto now = m_world.cluster.put(object);
    if (isLeaving(object) && metadataOf(object).value(u"finalizers").toArray().isEmpty() && kind.kind != u"Pod"
        && kind.kind != u"Namespace")
        m_world.cluster.remove(keyOf(object));
    return Written{now, !before};
}

// generateName: the first free name of a row that only depends on the prefix and the place.
QJsonObject ObjectWriter::named(QJsonObject object) const
{
    QJsonObject metadata = metadataOf(object);
    const QString prefix = word(metadata, u"generateName");
    if (!word(metadata, u"name").isEmpty() || prefix.isEmpty())
        return object;
    Key key = keyOf(object);
    for (int number = 0; key.name.isEmpty() || m_world.cluster.get(key); ++number)
        key.name = prefix + m_world.chance.uuid(key.space + u'/' + prefix + QString::number(number)).left(5);
    metadata.insert(u"name"_s, key.name);
    object.insert(u"metadata"_s, metadata);
    return object;
}

OrRefusal<Written> ObjectWriter::create(QJsonObject object, const WriteOptions &options)
{
    object = named(std::move(object));
    const Key key = keyOf(object);
    const Kind *kind = m_world.cluster.findKind(key.group, key.kind);
    if (!kind)
        return std::unexpected(unknownResource());
    object.insert(u"apiVersion"_s, kind->apiVersion()); // as it is kept, whatever version was sent
    if (const auto refused = refusedByNamespace(*kind, key))
        return std::unexpected(*refused);
    if (m_world.cluster.get(key))
        return std::unexpected(alreadyExists(*kind, key.name));
    object = guarded(object, {}, *kind, {});
    setDefaults(object);
    return finish(*kind, nullptr, withOwners({}, object, writerOf(options)), options);
}

OrRefusal<Written> ObjectWriter::replace(QJsonObject object, const WriteOptions &options)
{
    const Key key = keyOf(object);
    const Kind *kind = m_world.cluster.findKind(key.group, key.kind);
    if (!kind)
        return std::unexpected(unknownResource());
    return update(*kind, key, [&](const QJsonObject &) { return object; }, options);
}

OrRefusal<Written> ObjectWriter::update(
    const Kind &kind, const Key &key, const Change &change, const WriteOptions &options)
{
    const auto before = m_world.cluster.get(key);
    if (!before)
        return std::unexpected(notFound(kind, key.name));
    auto changed = change(before->object);
    if (!changed)
        return std::unexpected(changed.error());
    changed->insert(u"apiVersion"_s, before->object.value(u"apiVersion"));
    const QString version = word(metadataOf(*changed), u"resourceVersion"), uid = uidOf(*changed);
    if ((!version.isEmpty() && version != word(metadataOf(before->object), u"resourceVersion"))
        || (!uid.isEmpty() && uid != uidOf(before->object)))
        return std::unexpected(modifiedMeanwhile(kind, key.name));
    if (keyOf(*changed) != key)
        return std::unexpected(badRequest(
            u"the name of the object (%1) does not match the name on the URL (%2)"_s.arg(nameOf(*changed), key.name)));
    QJsonObject object = guarded(*changed, before->object, kind, options.subresource);
    setDefaults(object);
    return finish(kind, before, withOwners(before->object, object, writerOf(options)), options);
}

OrRefusal<Written> ObjectWriter::apply(QJsonObject object, const WriteOptions &options)
{
    const Key key = keyOf(object);
    const Kind *kind = m_world.cluster.findKind(key.group, key.kind);
    if (!kind)
        return std::unexpected(unknownResource());
    object.insert(u"apiVersion"_s, kind->apiVersion());
    const auto before = m_world.cluster.get(key);
    if (!before && !options.subresource.isEmpty())
        return std::unexpected(notFound(*kind, key.name));
    if (!before)
        if (const auto refused = refusedByNamespace(*kind, key))
            return std::unexpected(*refused);
    if (metadataOf(object).contains(u"managedFields"))
        return std::unexpected(badRequest(u"metadata.managedFields must be nil"_s));
    for (const QString &name : {u"uid"_s, u"resourceVersion"_s}) {
        const QString meant = word(metadataOf(object), name);
        if (!meant.isEmpty() && (!before || meant != word(metadataOf(before->object), name)))
            return std::unexpected(modifiedMeanwhile(*kind, key.name));
    }
    if (object.contains(u"stringData"))
        setDefaults(object);
    if (options.subresource == u"status")
        object = statusOf(object);
    else if (kind->hasStatus)
        object.remove(u"status");
    auto result = applied(before ? before->object : QJsonObject(), object, writerOf(options), options.force);
    if (!result)
        return std::unexpected(result.error());
    QJsonObject whole = guarded(*result, before ? before->object : QJsonObject(), *kind, options.subresource);
    if (options.subresource == u"status")
        changePart(whole, "metadata"_L1, [&](QJsonObject &metadata) {
            metadata.insert(u"managedFields"_s, metadataOf(*result).value(u"managedFields"));
        });
    setDefaults(whole);
    return finish(*kind, before, whole, options);
}

OrRefusal<std::shared_ptr<const Stored>> ObjectWriter::remove(const Kind &kind, const Key &key, bool dryRun)
{
    const auto before = m_world.cluster.get(key);
    if (!before)
        return std::unexpected(notFound(kind, key.name));
    const bool isPodThatRuns = kind.kind == u"Pod" && !word(part(before->object, u"spec"), u"nodeName").isEmpty();
    const bool waits = !metadataOf(before->object).value(u"finalizers").toArray().isEmpty() || isPodThatRuns
        || (kind.kind == u"Namespace" && kind.group.isEmpty());
    if (dryRun || (waits && isLeaving(before->object)))
        return before;
    if (!waits) {
        m_world.cluster.remove(key);
        return before;
    }
    QJsonObject object = before->object;
    changePart(object, "metadata"_L1, [&](QJsonObject &metadata) {
        metadata.insert(u"deletionTimestamp"_s, apiTime(m_world));
        metadata.insert(u"deletionGracePeriodSeconds"_s, isPodThatRuns ? 30 : 0);
    });
    if (kind.kind == u"Namespace")
        changePart(object, "status"_L1, [](QJsonObject &status) { status.insert(u"phase"_s, u"Terminating"_s); });
    return m_world.cluster.put(object);
}

} // namespace relight::world
