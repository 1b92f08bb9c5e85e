#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/convergencewatch.h"
#include "app/engine/steps/holding.h"
#include "app/engine/steps/marks.h"
#include "app/engine/steps/repositoryapplications.h"

namespace relight {

// Nothing may have begun to write while the data is not there.
static Result<> heldStillHeld(StepContext &context, Cluster &cluster, const DataItem &item)
{
    for (const QString &name : item.holds) {
        const auto object = cluster.get(applicationRef(context, name), context.call);
        if (!object && object.error().code == ErrorCode::NotFound)
            continue;
        if (!object)
            return std::unexpected(object.error());
        if (object->contains(QLatin1String("operation")) || !isHeld(*object))
            return failure(ErrorCode::NeedsPerson,
                QStringLiteral(
                    "%1 is not held any more and may write to %2 while it is restored: stop it first, then retry")
                    .arg(name, item.name));
    }
    return {};
}

static CommandSpec commandOf(const DataItem &item, const QString &key, const QString &text)
{
    CommandSpec spec;
    spec.key = key;
    spec.shell = text;
    spec.secrets = item.environment;
    spec.environment.insert(QStringLiteral("RELIGHT_BACKUP_LOCATION"), item.backupLocation);
    spec.source = item.name;
    return spec;
}

static Result<Outcome> restore(StepContext &context, Cluster &cluster, const DataItem &item)
{
    if (const auto held = heldStillHeld(context, cluster, item); !held)
        return std::unexpected(held.error());
    const auto stamp = [&] { return timestampText(context.ports.clock.wall()); };
    if (const auto marked
        = writeMark(cluster, context.step.id, {Mark::State::Started, context.site.runId, stamp()}, context.call);
        !marked)
        return std::unexpected(marked.error());
    context.progress(QStringLiteral("restoring %1").arg(item.name));
    const auto restored = runCommand(context, commandOf(item, QStringLiteral("restore"), item.restoreCommand));
    if (!restored && restored.error().code == ErrorCode::NeedsPerson)
        return Outcome::needs(repeatDecision(context, QStringLiteral("restore")));
    if (!restored)
        return std::unexpected(restored.error());
    if (const auto ok = succeeded(QStringLiteral("the restore-command of %1").arg(item.name), *restored); !ok)
        return std::unexpected(ok.error());
    if (!item.verifyCommand.isEmpty()) {
        context.progress(QStringLiteral("verifying %1").arg(item.name));
        CommandSpec verify = commandOf(item, QStringLiteral("verify"), item.verifyCommand);
        verify.readOnly = true;
        const auto verified = runCommand(context, verify);
        if (!verified)
            return std::unexpected(verified.error());
        if (const auto ok
            = succeeded(QStringLiteral("%1 was restored, but its verify-command").arg(item.name), *verified);
            !ok)
            return std::unexpected(ok.error());
    }
    if (const auto marked
        = writeMark(cluster, context.step.id, {Mark::State::Finished, context.site.runId, stamp()}, context.call);
        !marked)
        return std::unexpected(marked.error());
    return Outcome::done(QStringLiteral("%1 is restored from %2%3")
            .arg(item.name, item.backupLocation,
                item.verifyCommand.isEmpty() ? QString() : QStringLiteral(" and verified")));
}

// The restore, unless it is done already: in this attempt, which is entered again after a decision; before an
// interruption; by an earlier run. The journal's memory is one of this attempt only, as a later one may be on another
// cluster.
static Result<Outcome> onceOnly(StepContext &context, Cluster &cluster, const DataItem &item)
{
    const QString attempt = QString::number(context.attempt);
    if (context.fact(context.step.id, doneInAttempt) == attempt)
        return Outcome::done(QStringLiteral("%1 is restored from %2").arg(item.name, item.backupLocation));
    const auto once = onlyOnce(context, cluster, item.name);
    if (!once)
        return std::unexpected(once.error());
    if (once->ask)
        return Outcome::needs(*once->ask);
    auto outcome = once->skip ? Result<Outcome>(Outcome::done(*once->skip)) : restore(context, cluster, item);
    if (!outcome || outcome->ask)
        return outcome;
    if (const auto kept = context.keepFact(doneInAttempt, attempt); !kept)
        return std::unexpected(kept.error());
    return outcome;
}

Result<Outcome> restoreData(StepContext &context)
{
    const auto item = std::ranges::find(context.manifest.data, context.step.subject, &DataItem::name);
    if (item == context.manifest.data.end())
        return failure(
            ErrorCode::NotFound, QStringLiteral("the manifest has no data named %1").arg(context.step.subject));
    const auto opened = context.host.cluster(context.call);
    if (!opened)
        return std::unexpected(opened.error());
    Cluster &cluster = **opened;
    if (item->needs && !item->needs->isEmpty()) {
        const auto settings = convergenceSettings(context, true);
        if (!settings)
            return std::unexpected(settings.error());
        WatchGoal goal;
        goal.settings = *settings;
        goal.only = *item->needs;
        goal.mayAct = false; // monitor-sync helps them along
        context.progress(QStringLiteral("waiting for %1").arg(item->needs->join(QStringLiteral(", "))));
        if (const auto there = watchConvergence(context, goal); !there)
            return std::unexpected(there.error());
    }
    auto outcome = onceOnly(context, cluster, *item);
    if (!outcome || outcome->ask)
        return outcome;
    if (const auto released = releaseHeld(context, cluster, item->holds); !released)
        return std::unexpected(released.error());
    const auto asked = waitForReleased(context, item->holds);
    if (!asked)
        return std::unexpected(asked.error());
    return *asked ? Outcome::needs(**asked) : outcome;
}

} // namespace relight
