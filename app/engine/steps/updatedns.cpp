#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/holding.h"
#include "app/engine/steps/marks.h"
#include "app/engine/steps/rollouts.h"
#include "app/engine/steps/trafficrecord.h"

namespace relight {

static CommandSpec commandOf(const TrafficItem &item, const QString &key, const QString &text, const QString &expected)
{
    CommandSpec spec;
    spec.key = key;
    spec.shell = text;
    spec.secrets = item.environment;
    if (!expected.isEmpty()) {
        spec.environment.insert(QStringLiteral("RELIGHT_RECORD"), item.recordName);
        spec.environment.insert(QStringLiteral("RELIGHT_RECORD_VALUE"), expected);
    }
    return spec;
}

// Every failure here is a person's business: taking back is not tried twice by itself.
static std::unexpected<Error> notTakenBack(Error error)
{
    if (error.code != ErrorCode::Cancelled)
        error.code = ErrorCode::NeedsPerson;
    return std::unexpected(error);
}

// A person said so: the switch is taken back, and may be made again afterwards.
static Result<Outcome> takeBack(StepContext &context, const TrafficItem &item)
{
    CommandSpec spec = commandOf(item, QStringLiteral("undo"), item.undoCommand, {});
    if (!item.recordName.isEmpty())
        spec.environment.insert(QStringLiteral("RELIGHT_RECORD"), item.recordName);
    context.progress(item.undoCommand);
    const auto result = runCommand(context, spec);
    if (!result && result.error().code == ErrorCode::NeedsPerson)
        return Outcome::needs(repeatDecision(context, spec.key));
    if (!result)
        return notTakenBack(result.error());
    if (const auto ok = succeeded(QStringLiteral("the undo-command of %1").arg(item.name), *result); !ok)
        return notTakenBack(ok.error());
    if (item.recordName.isEmpty()) {
        const auto removed = context.host.cluster(context.call).and_then([&](const std::shared_ptr<Cluster> &cluster) {
            return removeMark(*cluster, context.step.id, context.call);
        });
        if (!removed)
            context.warn(QStringLiteral("that %1 is taken back could not be written down in the cluster: %2")
                    .arg(item.name, removed.error().message));
    }
    if (const auto kept = context.keepFact(undoFact, {}); !kept)
        return std::unexpected(kept.error());
    return Outcome::undone(QStringLiteral("%1 is switched back by its undo-command").arg(item.name));
}

// Empty: go on. Else why the switch need not be made, or the question that stands before it.
static Result<std::optional<Outcome>> before(
    StepContext &context, Cluster &cluster, const TrafficItem &item, const QString &expected)
{
    if (!expected.isEmpty()) {
        const auto says = recordSays(context, item, expected);
        if (says && says->isEmpty())
            return Outcome::done(QStringLiteral("%1 says %2 already").arg(item.recordName, expected));
        return std::nullopt;
    }
    const auto once = onlyOnce(context, cluster, item.name);
    if (!once)
        return std::unexpected(once.error());
    if (once->ask)
        return Outcome::needs(*once->ask);
    if (once->skip)
        return Outcome::done(*once->skip);
    const Mark started{Mark::State::Started, context.site.runId, timestampText(context.ports.clock.wall())};
    return writeMark(cluster, context.step.id, started, context.call).transform([] {
        return std::optional<Outcome>();
    });
}

static Result<Outcome> switchOver(
    StepContext &context, Cluster &cluster, const TrafficItem &item, const QString &expected)
{
    if (const auto kept = context.keepFact(undoFact, item.undoCommand); !kept)
        return std::unexpected(kept.error());
    const CommandSpec spec = commandOf(item, QStringLiteral("switch"), item.command, expected);
    context.progress(item.command);
    const auto result = runCommand(context, spec);
    if (!result && result.error().code == ErrorCode::NeedsPerson)
        return Outcome::needs(repeatDecision(context, spec.key));
    if (!result)
        return std::unexpected(result.error());
    if (const auto ok = succeeded(QStringLiteral("the command of %1").arg(item.name), *result); !ok)
        return std::unexpected(ok.error());
    if (expected.isEmpty()) {
        const Mark finished{Mark::State::Finished, context.site.runId, timestampText(context.ports.clock.wall())};
        if (const auto marked = writeMark(cluster, context.step.id, finished, context.call); !marked)
            return std::unexpected(marked.error());
        return Outcome::done(QStringLiteral("%1 is switched").arg(item.name));
    }
    const auto verified = waitUntil(context, QStringLiteral("the record %1").arg(item.recordName),
        [&] { return recordSays(context, item, expected); });
    if (!verified)
        return std::unexpected(verified.error());
    return Outcome::done(QStringLiteral("%1 says %2").arg(item.recordName, expected));
}

// What is released just before the switch, here or by a switch beside this one, has to be there before it gets traffic.
static Result<std::optional<Decision>> waitBeforeTraffic(StepContext &context, Cluster &cluster)
{
    auto released = releaseHeld(context, cluster, heldByAny(context.manifest));
    if (!released)
        return std::unexpected(released.error());
    for (const TrafficItem &item : context.manifest.traffic)
        *released << releasedBy(context, QStringLiteral("update-dns/") + item.name);
    released->removeDuplicates();
    return waitForReleased(context, *released);
}

Result<Outcome> updateDns(StepContext &context)
{
    const auto item = std::ranges::find(context.manifest.traffic, context.step.subject, &TrafficItem::name);
    if (item == context.manifest.traffic.end())
        return failure(ErrorCode::NotFound,
            QStringLiteral("the manifest has no traffic entry named %1").arg(context.step.subject));
    if (context.host.state().granted(undoDecisionId(context.step.id)))
        return takeBack(context, *item);
    const auto opened = context.host.cluster(context.call);
    if (!opened)
        return std::unexpected(opened.error());
    const auto asked = waitBeforeTraffic(context, **opened);
    if (!asked)
        return std::unexpected(asked.error());
    if (*asked)
        return Outcome::needs(**asked);
    const auto expected = expectedValue(context, **opened, *item);
    if (!expected)
        return std::unexpected(expected.error());
    const auto already = before(context, **opened, *item, *expected);
    if (!already)
        return std::unexpected(already.error());
    if (*already)
        return **already;
    auto switched = switchOver(context, **opened, *item, *expected);
    // Nothing is left to take back of a switch that is made.
    if (switched && !switched->ask) {
        if (const auto kept = context.keepFact(undoFact, {}); !kept)
            return std::unexpected(kept.error());
    }
    return switched;
}

} // namespace relight
