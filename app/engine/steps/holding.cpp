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

// Held in the cluster, and by no restore of the manifest any more.
static Result<QStringList> leftHeld(StepContext &context, Cluster &cluster)
{
    QStringList names;
    for (const DataItem &item : context.manifest.data)
        names << item.holds;
    names.removeDuplicates();
    if (names.isEmpty())
        return names;
    const auto needed = heldNames(context, cluster);
    if (!needed)
        return needed;
    QStringList left;
    for (const QString &name : std::as_const(names)) {
        if (needed->contains(name))
            continue;
        const auto object = cluster.get(applicationRef(context, name), context.call);
        if (!object && object.error().code == ErrorCode::NotFound)
            continue;
        if (!object)
            return std::unexpected(object.error());
        if (isHeld(*object))
            left << name;
    }
    return left;
}

Result<> releaseHeld(StepContext &context, Cluster &cluster)
{
    const auto names = leftHeld(context, cluster);
    if (!names)
        return std::unexpected(names.error());
    if (names->isEmpty())
        return {};
    const QJsonObject annotations{{skipReconcile, QJsonValue::Null}};
    const QJsonObject patch{{QStringLiteral("metadata"), QJsonObject{{QStringLiteral("annotations"), annotations}}}};
    for (const QString &name : *names) {
        const auto patched = cluster.mergePatch(applicationRef(context, name), patch, context.call);
        if (!patched && patched.error().code != ErrorCode::NotFound)
            return std::unexpected(patched.error());
        context.log(QStringLiteral("%1 is released").arg(name));
    }
    const auto settings = convergenceSettings(context, true);
    if (!settings)
        return std::unexpected(settings.error());
    WatchGoal goal;
    goal.settings = *settings;
    for (const QString &name : *names)
        goal.settings.held.remove(name);
    goal.only = *names;
    return watchConvergence(context, goal).transform([](const WatchResult &) { });
}

} // namespace relight
