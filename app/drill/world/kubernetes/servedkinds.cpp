#include "app/drill/world/kubernetes/servedkinds.h"

#include "app/drill/world/kubernetes/answers.h"
#include "app/drill/world/kubernetes/jsonparts.h"

using namespace Qt::StringLiterals;

namespace relight::world {

// The versions beside the stored one that the definition serves.
static QList<Kind> otherVersions(const ObjectStore &store, const QJsonObject &definition)
{
    const QJsonObject spec = part(definition, u"spec");
    const Kind *kept = store.findKind(word(spec, u"group"), word(part(spec, u"names"), u"kind"));
    QList<Kind> others;
    for (const QJsonValue &value : spec.value(u"versions").toArray()) {
        const QJsonObject version = value.toObject();
        if (!kept || !version.value(u"served").toBool() || word(version, u"name") == kept->version)
            continue;
        others << *kept;
        others.last().version = word(version, u"name");
    }
    return others;
}

QList<Kind> servedKinds(const ObjectStore &store)
{
    QList<Kind> all = store.kinds();
    for (const auto &stored : store.list(u"apiextensions.k8s.io"_s, u"CustomResourceDefinition"_s))
        all << otherVersions(store, stored->object);
    return all;
}

std::optional<Kind> servedKind(
    const ObjectStore &store, const QString &group, const QString &version, const QString &plural)
{
    if (const Kind *kind = store.findPlural(group, version, plural))
        return *kind;
    const auto definition
        = store.get({u"apiextensions.k8s.io"_s, u"CustomResourceDefinition"_s, {}, plural + u'.' + group});
    if (definition)
        for (const Kind &other : otherVersions(store, definition->object))
            if (other.version == version)
                return other;
    return std::nullopt;
}

QByteArray bytesAs(const Stored &stored, const Kind &kind)
{
    if (!kind.group.contains(u'.') || word(stored.object, u"apiVersion") == kind.apiVersion())
        return stored.bytes();
    QJsonObject object = stored.object;
    object.insert(u"apiVersion"_s, kind.apiVersion());
    return compact(object);
}

} // namespace relight::world
