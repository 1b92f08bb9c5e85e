#include "app/engine/steps/holding.h"

#include "app/engine/steps/convergencewatch.h"
#include "app/engine/steps/repositoryapplications.h"

namespace relight {

static const QString skipReconcile = QStringLiteral("argocd.argoproj.io/skip-reconcile");

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

Result<QStringList> releaseHeld(StepContext &context, Cluster &cluster, const QStringList &names)
{
    QStringList done;
    if (names.isEmpty())
        return done;
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
        const auto patched = cluster.mergePatch(applicationRef(context, name), patch, context.call);
        if (!patched && patched.error().code != ErrorCode::NotFound)
            return std::unexpected(patched.error());
        context.log(QStringLiteral("%1 is released").arg(name));
        done << name;
    }
    return done;
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
        if (!settings->held.contains(name)) // by another restore
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
