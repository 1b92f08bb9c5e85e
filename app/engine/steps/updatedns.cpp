#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/marks.h"
#include "app/engine/steps/rollouts.h"

#include <QHostAddress>

namespace relight {

// What the record has to say afterwards: as written, or the address of a Service's load balancer. Empty: the entry has
// no record.
static Result<QString> expectedValue(StepContext &context, Cluster &cluster, const TrafficItem &item)
{
    if (item.recordName.isEmpty() || item.recordService.isEmpty())
        return item.recordName.isEmpty() ? QString() : item.recordValue;
    QString address;
    const ObjectRef service{QStringLiteral("v1"), QStringLiteral("Service"), item.recordService.section(u'/', 0, 0),
        item.recordService.section(u'/', 1)};
    const auto found = waitUntil(
        context, QStringLiteral("the address of Service %1").arg(item.recordService), [&]() -> Result<QString> {
            const auto object = cluster.get(service, context.call);
            if (!object)
                return std::unexpected(object.error());
            const QJsonObject first
                = (*object)[QLatin1String("status")][QLatin1String("loadBalancer")][QLatin1String("ingress")][0]
                      .toObject();
            address = first[QLatin1String("ip")].toString(first[QLatin1String("hostname")].toString());
            return address.isEmpty() ? QStringLiteral("Service %1 has no address yet").arg(item.recordService)
                                     : QString();
        });
    if (!found)
        return std::unexpected(found.error());
    return address;
}

// Empty: the record says what it has to. Else what it says instead.
static Result<QString> recordSays(StepContext &context, const TrafficItem &item, const QString &expected)
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

Result<Outcome> updateDns(StepContext &context)
{
    const auto item = std::ranges::find(context.manifest.traffic, context.step.subject, &TrafficItem::name);
    if (item == context.manifest.traffic.end())
        return failure(ErrorCode::NotFound,
            QStringLiteral("the manifest has no traffic entry named %1").arg(context.step.subject));
    const auto opened = context.host.cluster(context.call);
    if (!opened)
        return std::unexpected(opened.error());
    const auto expected = expectedValue(context, **opened, *item);
    if (!expected)
        return std::unexpected(expected.error());
    const QString undo
        = item->undoCommand.isEmpty() ? QString() : QStringLiteral(". To go back: %1").arg(item->undoCommand);
    if (!expected->isEmpty()) {
        if (const auto before = recordSays(context, *item, *expected); before && before->isEmpty())
            return Outcome::done(QStringLiteral("%1 says %2 already").arg(item->recordName, *expected));
    } else {
        const auto once = onlyOnce(context, **opened, item->name);
        if (!once)
            return std::unexpected(once.error());
        if (once->ask)
            return Outcome::needs(*once->ask);
        if (once->skip)
            return Outcome::done(*once->skip);
        const Mark started{Mark::State::Started, context.site.runId, timestampText(context.ports.clock.wall())};
        if (const auto marked = writeMark(**opened, context.step.id, started, context.call); !marked)
            return std::unexpected(marked.error());
    }
    CommandSpec spec;
    spec.key = QStringLiteral("switch");
    spec.shell = item->command;
    spec.secrets = item->environment;
    if (!expected->isEmpty()) {
        spec.environment.insert(QStringLiteral("RELIGHT_RECORD"), item->recordName);
        spec.environment.insert(QStringLiteral("RELIGHT_RECORD_VALUE"), *expected);
    }
    context.progress(item->command);
    const auto result = runCommand(context, spec);
    if (!result && result.error().code == ErrorCode::NeedsPerson)
        return Outcome::needs(repeatDecision(context, spec.key));
    if (!result)
        return std::unexpected(result.error());
    if (auto ok = succeeded(QStringLiteral("the command of %1").arg(item->name), *result); !ok) {
        ok.error().message += undo;
        return std::unexpected(ok.error());
    }
    if (expected->isEmpty()) {
        const Mark finished{Mark::State::Finished, context.site.runId, timestampText(context.ports.clock.wall())};
        if (const auto marked = writeMark(**opened, context.step.id, finished, context.call); !marked)
            return std::unexpected(marked.error());
        return Outcome::done(QStringLiteral("%1 is switched").arg(item->name));
    }
    auto verified = waitUntil(context, QStringLiteral("the record %1").arg(item->recordName),
        [&] { return recordSays(context, *item, *expected); });
    if (!verified) {
        verified.error().message += undo;
        return std::unexpected(verified.error());
    }
    return Outcome::done(QStringLiteral("%1 says %2").arg(item->recordName, *expected));
}

} // namespace relight
