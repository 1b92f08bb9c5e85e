#include "app/engine/steps/holding.h"

#include "app/engine/steps/convergencewatch.h"
#include "app/engine/steps/repositoryapplications.h"

namespace relight {

static const QString skipReconcile = QStringLiteral("argocd.argoproj.io/skip-reconcile");
static const QString releasedFact = QStringLiteral("released");

ObjectRef applicationRef(const StepContext &context, const QString &name)
{
    return {QStringLiteral("argoproj.io/v1alpha1"), QStringLiteral("Application"),
        context.manifest.gitops.argocd.argoNamespace, name};
}

bool isHeld(const QJsonObject &application)
{
    return application[QLatin1String("metadata")][QLatin1String("annotations")][skipReconcile].toString()
        == QLatin1String("true");
}

QStringList releasedBy(const StepContext &context, const QString &stepId)
{
    return context.fact(stepId, releasedFact).split(u',', Qt::SkipEmptyParts);
}

Result<QStringList> releaseHeld(StepContext &context, Cluster &cluster, const QStringList &names)
{
    QStringList released = releasedBy(context, context.step.id);
    if (names.isEmpty())
        return released;
    const auto needed = heldNames(context, cluster);
    if (!needed)
        return std::unexpected(needed.error());
    const QJsonObject annotations{{skipReconcile, QJsonValue::Null}};
    const QJsonObject patch{{QStringLiteral("metadata"), QJsonObject{{QStringLiteral("annotations"), annotations}}}};
    for (const QString &name : names) {
        if (needed->contains(name))
            continue;
        const auto object = cluster.get(applicationRef(context, name), context.call);
        if (!object && object.error().code == ErrorCode::NotFound)
            continue;
        if (!object)
            return std::unexpected(object.error());
        if (!isHeld(*object))
            continue;
        if (!released.contains(name))
            released << name;
        // Before it is done: whoever comes back to this step still knows whom it set free.
        if (const auto written = context.keepFact(releasedFact, released.join(u',')); !written)
            return std::unexpected(written.error());
        const auto patched = cluster.mergePatch(applicationRef(context, name), patch, context.call);
        if (!patched && patched.error().code != ErrorCode::NotFound)
            return std::unexpected(patched.error());
        context.log(QStringLiteral("%1 is released").arg(name));
    }
    return released;
}

Result<std::optional<Decision>> waitForReleased(StepContext &context, const QStringList &names)
{
    if (names.isEmpty())
        return std::nullopt;
    const auto settings = convergenceSettings(context, true);
    if (!settings)
        return std::unexpected(settings.error());
    WatchGoal goal;
    goal.settings = *settings;
    for (const QString &name : names) {
        const bool held = settings->held.contains(name); // by another restore
        if (!held && !settings->accepted.contains(name))
            goal.only << name;
    }
    if (goal.only.isEmpty())
        return std::nullopt;
    return watchConvergence(context, goal).transform([](const WatchResult &result) { return result.ask; });
}

QStringList heldByAny(const RecoveryManifest &manifest)
{
    QStringList names;
    for (const DataItem &item : manifest.data)
        names << item.holds;
    names.removeDuplicates();
    return names;
}

} // namespace relight
