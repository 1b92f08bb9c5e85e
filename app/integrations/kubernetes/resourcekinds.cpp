#include "app/integrations/kubernetes/resourcekinds.h"

#include "app/integrations/kubernetes/manifestobjects.h"

#include <QJsonArray>

namespace relight {

QString groupVersionPath(const QString &apiVersion)
{
    return (apiVersion.contains(QLatin1Char('/')) ? QStringLiteral("/apis/") : QStringLiteral("/api/")) + apiVersion;
}

ResourceKinds::ResourceKinds(ApiClient &api)
    : m_api(api)
{
}

Result<> ResourceKinds::load(const QString &apiVersion, const Call &call)
{
    const auto list = m_api.json(
        {.path = groupVersionPath(apiVersion), .what = QStringLiteral("ask which kinds %1 has").arg(apiVersion)}, call);
    if (!list)
        return std::unexpected(list.error());
    const std::lock_guard lock(m_mutex);
    for (const QJsonValue &resource : list->value(QLatin1String("resources")).toArray()) {
        const QString plural = resource[QLatin1String("name")].toString();
        if (!plural.contains(QLatin1Char('/'))) // subresources
            m_kinds.insert({apiVersion, resource[QLatin1String("kind")].toString()},
                {plural, resource[QLatin1String("namespaced")].toBool()});
    }
    return {};
}

Result<ResourceKind> ResourceKinds::find(const QString &apiVersion, const QString &kind, const Call &call)
{
    const auto known = [&]() -> std::optional<ResourceKind> {
        const std::lock_guard lock(m_mutex);
        const auto it = m_kinds.constFind({apiVersion, kind});
        return it == m_kinds.cend() ? std::nullopt : std::optional(*it);
    };
    if (const auto found = known())
        return *found;
    if (auto loaded = load(apiVersion, call); !loaded && loaded.error().code != ErrorCode::NotFound)
        return std::unexpected(loaded.error());
    if (const auto found = known())
        return *found;
    return failure(ErrorCode::NotFound,
        QStringLiteral("The cluster has no kind %1 in %2; is its CustomResourceDefinition installed?")
            .arg(kind, apiVersion),
        QStringLiteral("no matches for kind %1 in version %2").arg(kind, apiVersion));
}

Result<QString> ResourceKinds::pathOf(const ObjectRef &object, const Call &call)
{
    const auto kind = find(object.apiVersion, object.kind, call);
    if (!kind)
        return std::unexpected(kind.error());
    QString path = groupVersionPath(object.apiVersion);
    if (kind->isNamespaced && object.objectNamespace.isEmpty() && !object.name.isEmpty())
        return failure(ErrorCode::Invalid, QStringLiteral("%1 needs a namespace").arg(displayName(object)));
    if (kind->isNamespaced && !object.objectNamespace.isEmpty())
        path += QStringLiteral("/namespaces/") + object.objectNamespace;
    path += QLatin1Char('/') + kind->plural;
    return object.name.isEmpty() ? path : path + QLatin1Char('/') + object.name;
}

} // namespace relight
