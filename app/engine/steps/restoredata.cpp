#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/convergencewatch.h"
#include "app/engine/steps/marks.h"
#include "app/engine/steps/repositoryapplications.h"

namespace relight {

static const QString skipReconcile = QStringLiteral("argocd.argoproj.io/skip-reconcile");

static ObjectRef applicationRef(const StepContext &context, const QString &name)
{
    return {QStringLiteral("argoproj.io/v1alpha1"), QStringLiteral("Application"),
        context.manifest.gitops.argocd.argoNamespace, name};
}

// Nothing may have begun to write while the data is not there.
static Result<> heldStillHeld(StepContext &context, Cluster &cluster, const DataItem &item)
{
    for (const QString &name : item.holds) {
        const auto object = cluster.get(applicationRef(context, name), context.call);
        if (!object && object.error().code == ErrorCode::NotFound)
            continue;
        if (!object)
            return std::unexpected(object.error());
        const bool held = (*object)[QLatin1String("metadata")][QLatin1String("annotations")][skipReconcile].toString()
            == QLatin1String("true");
        if (object->contains(QLatin1String("operation")) || !held)
            return failure(ErrorCode::NeedsPerson,
                QStringLiteral(
                    "%1 is not held any more and may write to %2 while it is restored: stop it first, then retry")
                    .arg(name, item.name));
    }
    return {};
}

static Result<> release(StepContext &context, Cluster &cluster, const DataItem &item)
{
    // An application that another restore still holds stays held.
    const auto stillHeld = heldNames(context, cluster);
    if (!stillHeld)
        return std::unexpected(stillHeld.error());
    QStringList released;
    for (const QString &name : item.holds) {
        if (stillHeld->contains(name))
            continue;
        const QJsonObject annotations{{skipReconcile, QJsonValue::Null}};
        const QJsonObject patch{
            {QStringLiteral("metadata"), QJsonObject{{QStringLiteral("annotations"), annotations}}}};
        const auto patched = cluster.mergePatch(applicationRef(context, name), patch, context.call);
        if (!patched && patched.error().code != ErrorCode::NotFound)
            return std::unexpected(patched.error());
        context.log(QStringLiteral("%1 is released").arg(name));
        released << name;
    }
    if (released.isEmpty())
        return {};
    const auto settings = convergenceSettings(context, true);
    if (!settings)
        return std::unexpected(settings.error());
    WatchGoal goal;
    goal.settings = *settings;
    for (const QString &name : released)
        goal.settings.held.remove(name);
    goal.only = released;
    return watchConvergence(context, goal).transform([](const WatchResult &) { });
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
    const auto once = onlyOnce(context, cluster, item->name);
    if (!once)
        return std::unexpected(once.error());
    if (once->ask)
        return Outcome::needs(*once->ask);
    const bool marked = context.fact(context.step.id, QStringLiteral("restored")) == QLatin1String("yes");
    auto outcome = once->skip ? Result<Outcome>(Outcome::done(*once->skip))
        : marked
        ? Result<Outcome>(Outcome::done(QStringLiteral("%1 was restored before the interruption").arg(item->name)))
        : restore(context, cluster, *item);
    if (!outcome || outcome->ask)
        return outcome;
    if (const auto kept = context.keepFact(QStringLiteral("restored"), QStringLiteral("yes")); !kept)
        return std::unexpected(kept.error());
    if (const auto done = release(context, cluster, *item); !done)
        return std::unexpected(done.error());
    return outcome;
}

} // namespace relight
