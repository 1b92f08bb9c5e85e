#include "app/engine/steps/trafficrecord.h"

#include "app/engine/steps/rollouts.h"

namespace relight {

// Empty: the Service has none yet.
static Result<QString> serviceAddress(Cluster &cluster, const QString &service, const Call &call)
{
    const ObjectRef reference{
        QStringLiteral("v1"), QStringLiteral("Service"), service.section(u'/', 0, 0), service.section(u'/', 1)};
    return cluster.get(reference, call).transform([](const QJsonObject &object) {
        const QJsonObject first
            = object[QLatin1String("status")][QLatin1String("loadBalancer")][QLatin1String("ingress")][0].toObject();
        return first[QLatin1String("ip")].toString(first[QLatin1String("hostname")].toString());
    });
}

Result<QString> expectedValue(StepContext &context, Cluster &cluster, const TrafficItem &item)
{
    if (item.recordName.isEmpty() || item.recordService.isEmpty())
        return item.recordName.isEmpty() ? QString() : item.recordValue;
    QString address;
    const auto found = waitUntil(
        context, QStringLiteral("the address of Service %1").arg(item.recordService), [&]() -> Result<QString> {
            const auto now = serviceAddress(cluster, item.recordService, context.call);
            if (!now)
                return std::unexpected(now.error());
            address = *now;
            return address.isEmpty() ? QStringLiteral("Service %1 has no address yet").arg(item.recordService)
                                     : QString();
        });
    if (!found)
        return std::unexpected(found.error());
    return address;
}

Result<QString> recordSays(StepContext &context, const TrafficItem &item, const QString &expected)
{
    const QHostAddress address(expected);
    QString type = item.recordType.toUpper();
    if (type == QLatin1String("AUTO"))
        type = address.isNull()                                   ? QStringLiteral("CNAME")
            : address.protocol() == QAbstractSocket::IPv6Protocol ? QStringLiteral("AAAA")
                                                                  : QStringLiteral("A");
    const auto values = context.ports.network.lookUp(
        item.recordName, type, context.call.within(context.ports.clock.now(), Seconds{5}));
    if (!values)
        return values.error().code == ErrorCode::Cancelled
            ? Result<QString>(std::unexpected(values.error()))
            : Result<QString>(QStringLiteral("%1 does not resolve: %2").arg(item.recordName, values.error().message));
    for (QString value : *values) {
        if (value.endsWith(u'.'))
            value.chop(1);
        if (value.compare(expected, Qt::CaseInsensitive) == 0 || (!address.isNull() && QHostAddress(value) == address))
            return QString();
    }
    return QStringLiteral("%1 still says %2, expected %3")
        .arg(item.recordName, values->join(QStringLiteral(", ")), expected);
}

// The address behind the value that the record is to get.
static Result<QHostAddress> newAddress(StepContext &context, const TrafficItem &item, const Call &call)
{
    QString value = item.recordValue;
    if (!item.recordService.isEmpty()) {
        const auto cluster = context.host.cluster(call);
        if (!cluster)
            return std::unexpected(cluster.error());
        const auto address = serviceAddress(**cluster, item.recordService, call);
        if (!address)
            return std::unexpected(address.error());
        value = *address;
    }
    if (value.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("Service %1 has no address yet").arg(item.recordService));
    if (const QHostAddress literal(value); !literal.isNull())
        return literal;
    const auto addresses = context.ports.network.lookUp(value, QStringLiteral("A"), call);
    if (!addresses)
        return std::unexpected(addresses.error());
    return QHostAddress(addresses->value(0));
}

QStringList previewDns(StepContext &context)
{
    const auto item = std::ranges::find(context.manifest.traffic, context.step.subject, &TrafficItem::name);
    if (item == context.manifest.traffic.end() || item->recordName.isEmpty())
        return {};
    const Call call = context.call.within(context.ports.clock.now(), Seconds{5});
    QStringList lines;
    std::optional<Result<QHostAddress>> address;
    for (const VerificationItem &check : context.manifest.verification) {
        const QUrl url(check.http);
        if (url.host().compare(item->recordName, Qt::CaseInsensitive) != 0)
            continue;
        if (!address)
            address = newAddress(context, *item, call);
        const auto answer = address->and_then(
            [&](const QHostAddress &to) { return context.ports.network.get(url, to, 1 << 20, call); });
        const QString place = *address ? (*address)->toString() : QStringLiteral("the new address");
        if (!answer)
            lines << QStringLiteral("before the switch, %1: %2 does not answer: %3")
                         .arg(check.name, place, answer.error().message);
        else if (answer->status != check.expect)
            lines << QStringLiteral("before the switch, %1: %2 answers %3, expected %4")
                         .arg(check.name, place)
                         .arg(answer->status)
                         .arg(check.expect);
        else
            lines << QStringLiteral("before the switch, %1: %2 answers %3").arg(check.name, place).arg(answer->status);
    }
    for (const QString &line : lines)
        context.log(line);
    return lines;
}

} // namespace relight
