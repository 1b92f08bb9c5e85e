#include "app/drill/world/argocd/comparison.h"

#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/argocd/livestate.h"
#include "app/drill/world/argocd/synctasks.h"
#include "app/drill/world/argocd/tracking.h"

#include <array>

using namespace Qt::StringLiterals;

namespace relight::world {

QString healthText(HealthStatus status)
{
    static const std::array words{
        u"Healthy"_s, u"Suspended"_s, u"Progressing"_s, u"Missing"_s, u"Degraded"_s, u"Unknown"_s};
    return words.at(size_t(status));
}

bool checksApplications(const World &world)
{
    const auto settings
        = world.cluster.get({{}, u"ConfigMap"_s, world.manifest.gitops.argocd.argoNamespace, u"argocd-cm"_s});
    if (!settings)
        return false;
    const QJsonObject data = objectAt(settings->object, {u"data"});
    return data.contains(u"resource.customizations.health.argoproj.io_Application")
        || textAt(data, {u"resource.customizations"}).contains(u"argoproj.io/Application:");
}

ObjectHealth resourceHealth(const World &world, const QJsonObject &live)
{
    const Key key = keyOf(live);
    if (key.group != u"argoproj.io" || key.kind != u"Application") {
        ObjectHealth health = healthOf(live);
        // Argo CD says it of the object at hand, without its name.
        if (const QString named = key.kind + u' ' + key.name + u": "_s; health.message.startsWith(named))
            health.message = u"Waiting for rollout to finish: "_s + health.message.sliced(named.size());
        return health;
    }
    if (!checksApplications(world))
        return {};
    const QString word = textAt(live, {u"status", u"health", u"status"});
    for (const HealthStatus status : {HealthStatus::Healthy, HealthStatus::Suspended, HealthStatus::Missing,
             HealthStatus::Degraded, HealthStatus::Unknown}) {
        if (word == healthText(status))
            return {status, {}};
    }
    return {HealthStatus::Progressing, {}};
}

static QJsonObject resourceOf(const QJsonObject &target, bool synced)
{
    const Key key = keyOf(target);
    QJsonObject resource{{u"version"_s, textAt(target, {u"apiVersion"}).section(u'/', -1)}, {u"kind"_s, key.kind},
        {u"name"_s, key.name}, {u"status"_s, synced ? u"Synced"_s : u"OutOfSync"_s}};
    if (!key.group.isEmpty())
        resource.insert(u"group"_s, key.group);
    if (!key.space.isEmpty())
        resource.insert(u"namespace"_s, key.space);
    if (const int wave = waveOf(target); wave != 0)
        resource.insert(u"syncWave"_s, wave);
    return resource;
}

Comparison compare(const World &world, const QString &applicationKey, const Rendering &rendering)
{
    Comparison comparison;
    bool anyLive = false, anyTarget = false;
    for (const QJsonObject &target : rendering.targets) {
        if (isHook(target))
            continue;
        const auto live = liveOf(world, target);
        const bool synced = live && covers(live->object, target);
        const bool itself = keyOf(target) == applicationAt(applicationKey);
        comparison.synced &= synced;
        comparison.resources << resourceOf(target, synced);
        ObjectHealth health = live ? resourceHealth(world, live->object) : ObjectHealth{HealthStatus::Missing, {}};
        const bool ignored
            = textAt(target, {u"metadata", u"annotations", u"argocd.argoproj.io/ignore-healthcheck"}) == u"true";
        if (live && !ignored && !itself)
            comparison.health = std::max(comparison.health, health.status.value_or(HealthStatus::Healthy));
        anyLive |= live != nullptr;
        anyTarget = true;
        comparison.healths << std::move(health);
    }
    if (anyTarget && !anyLive)
        comparison.health = HealthStatus::Missing;
    return comparison;
}

} // namespace relight::world
