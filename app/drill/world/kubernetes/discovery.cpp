#include "app/drill/world/kubernetes/discovery.h"

#include "app/drill/world/kubernetes/builtinkinds.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static QJsonObject groupObject(const QString &group, const QStringList &versions)
{
    QJsonArray list;
    for (const QString &version : versions)
        list << QJsonObject{{u"groupVersion"_s, group + u'/' + version}, {u"version"_s, version}};
    return {{u"name"_s, group}, {u"versions"_s, list}, {u"preferredVersion"_s, list.first()}};
}

static Answer groups(const QList<Kind> &kinds)
{
    QStringList order;
    QMap<QString, QStringList> versions;
    for (const Kind &kind : kinds)
        if (!kind.group.isEmpty() && !versions[kind.group].contains(kind.version)) {
            versions[kind.group] << kind.version;
            if (!order.contains(kind.group))
                order << kind.group;
        }
    QJsonArray list;
    for (const QString &group : std::as_const(order))
        list << groupObject(group, versions.value(group));
    return jsonAnswer({{u"kind"_s, u"APIGroupList"_s}, {u"apiVersion"_s, u"v1"_s}, {u"groups"_s, list}});
}

static QJsonObject resource(const Kind &kind, const QString &subresource)
{
    static const QStringList all{
        u"create"_s, u"delete"_s, u"deletecollection"_s, u"get"_s, u"list"_s, u"patch"_s, u"update"_s, u"watch"_s};
    const bool isReview = kind.kind.endsWith(u"Review");
    QStringList verbs = isReview ? QStringList{u"create"_s} : all;
    if (!subresource.isEmpty())
        verbs = subresource == u"log"  ? QStringList{u"get"_s}
            : subresource == u"status" ? QStringList{u"get"_s, u"patch"_s, u"update"_s}
                                       : QStringList{u"create"_s, u"get"_s};
    return {{u"name"_s, subresource.isEmpty() ? kind.plural : kind.plural + u'/' + subresource},
        {u"singularName"_s, kind.kind.toLower()}, {u"namespaced"_s, kind.namespaced}, {u"kind"_s, kind.kind},
        {u"verbs"_s, QJsonArray::fromStringList(verbs)}};
}

static std::optional<Answer> resources(const QList<Kind> &kinds, const QString &group, const QString &version)
{
    QJsonArray list;
    for (const Kind &kind : kinds) {
        if (kind.group != group || kind.version != version)
            continue;
        list << resource(kind, {});
        for (const QString &subresource : subresourcesOf(kind))
            list << resource(kind, subresource);
    }
    if (list.isEmpty())
        return std::nullopt;
    return jsonAnswer({{u"kind"_s, u"APIResourceList"_s}, {u"apiVersion"_s, u"v1"_s},
        {u"groupVersion"_s, group.isEmpty() ? version : group + u'/' + version}, {u"resources"_s, list}});
}

static std::optional<Answer> oneGroup(const QList<Kind> &kinds, const QString &group)
{
    QStringList versions;
    for (const Kind &kind : kinds)
        if (kind.group == group && !versions.contains(kind.version))
            versions << kind.version;
    if (versions.isEmpty() || group.isEmpty())
        return std::nullopt;
    QJsonObject object = groupObject(group, versions);
    object.insert(u"kind"_s, u"APIGroup"_s);
    object.insert(u"apiVersion"_s, u"v1"_s);
    return jsonAnswer(object);
}

std::optional<Answer> discovery(const QList<Kind> &kinds, const QStringList &path)
{
    const QString root = path.value(0);
    if (root == u"api" && path.size() == 1)
        return jsonAnswer({{u"kind"_s, u"APIVersions"_s}, {u"versions"_s, QJsonArray{u"v1"_s}},
            {u"serverAddressByClientCIDRs"_s, QJsonArray()}});
    if (root == u"api" && path.size() == 2)
        return resources(kinds, {}, path.at(1));
    if (root != u"apis")
        return std::nullopt;
    if (path.size() == 1)
        return groups(kinds);
    if (path.size() == 2)
        return oneGroup(kinds, path.at(1));
    return path.size() == 3 ? resources(kinds, path.at(1), path.at(2)) : std::nullopt;
}

} // namespace relight::world
