#include "app/integrations/kubernetes/forwardtarget.h"

#include <QJsonArray>

namespace relight {

static bool isReady(const QJsonObject &pod)
{
    if (pod[QLatin1String("metadata")].toObject().contains(QLatin1String("deletionTimestamp")))
        return false;
    const QJsonArray conditions = pod[QLatin1String("status")][QLatin1String("conditions")].toArray();
    return std::ranges::any_of(conditions, [](const QJsonValue &condition) {
        return condition[QLatin1String("type")].toString() == QLatin1String("Ready")
            && condition[QLatin1String("status")].toString() == QLatin1String("True");
    });
}

static std::optional<int> namedPort(const QJsonObject &pod, const QString &name)
{
    for (const char *list : {"containers", "initContainers"})
        for (const QJsonValue &container : pod[QLatin1String("spec")][QLatin1String(list)].toArray())
            for (const QJsonValue &port : container[QLatin1String("ports")].toArray())
                if (port[QLatin1String("name")].toString() == name)
                    return port[QLatin1String("containerPort")].toInt();
    return std::nullopt;
}

static std::optional<QJsonValue> servicePort(const QJsonObject &service, int port)
{
    for (const QJsonValue &entry : service[QLatin1String("spec")][QLatin1String("ports")].toArray())
        if (entry[QLatin1String("port")].toInt() == port)
            return entry[QLatin1String("targetPort")];
    return std::nullopt;
}

Result<ForwardTarget> forwardTarget(
    ApiClient &api, const QString &serviceNamespace, const QString &name, int port, const Call &call)
{
    const QString base = QStringLiteral("/api/v1/namespaces/") + serviceNamespace;
    const QString title = QStringLiteral("Service %1/%2").arg(serviceNamespace, name);
    const auto service
        = api.json({.path = base + QStringLiteral("/services/") + name, .what = QStringLiteral("get ") + title}, call);
    if (!service)
        return std::unexpected(service.error());
    const auto target = servicePort(*service, port);
    if (!target)
        return failure(ErrorCode::NotFound, QStringLiteral("%1 has no port %2").arg(title).arg(port));
    QStringList labels;
    const QJsonObject selector = service->value(QLatin1String("spec"))[QLatin1String("selector")].toObject();
    for (auto it = selector.begin(); it != selector.end(); ++it)
        labels << it.key() + QLatin1Char('=') + it.value().toString();
    if (labels.isEmpty())
        return failure(
            ErrorCode::Invalid, QStringLiteral("%1 selects no pods; a port-forward needs one that does").arg(title));
    const auto pods = listObjects(api, base + QStringLiteral("/pods"),
        {QStringLiteral("v1"), QStringLiteral("Pod"), serviceNamespace, {}},
        {.labelSelector = labels.join(QLatin1Char(',')), .fieldSelector = {}}, call);
    if (!pods)
        return std::unexpected(pods.error());
    for (const QJsonObject &pod : pods->items) {
        if (!isReady(pod))
            continue;
        const auto number = target->isString() ? namedPort(pod, target->toString())
                                               : std::optional(target->toInt() ? target->toInt() : port);
        if (number)
            return ForwardTarget{
                serviceNamespace, pod[QLatin1String("metadata")][QLatin1String("name")].toString(), *number};
    }
    return failure(ErrorCode::Unavailable,
        QStringLiteral("%1 has no ready pod to forward to (%2 in all)").arg(title).arg(pods->items.size()));
}

} // namespace relight
