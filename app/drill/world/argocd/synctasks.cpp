#include "app/drill/world/argocd/synctasks.h"

#include "app/drill/world/argocd/jsonpath.h"
#include "app/drill/world/base/objectstore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight::world {

QString syncPhaseText(SyncPhase phase)
{
    return phase == SyncPhase::PreSync ? u"PreSync"_s : phase == SyncPhase::Sync ? u"Sync"_s : u"PostSync"_s;
}

static QString annotation(const QJsonObject &object, QStringView name)
{
    return textAt(object, {u"metadata", u"annotations", name});
}

// Argo CD's own hooks, else what Helm's mean there.
static QStringList hooksOf(const QJsonObject &object)
{
    QStringList hooks;
    for (const QString &hook : annotation(object, u"argocd.argoproj.io/hook").split(u',', Qt::SkipEmptyParts))
        hooks << hook.trimmed();
    if (!hooks.isEmpty())
        return hooks;
    for (const QString &text : annotation(object, u"helm.sh/hook").split(u',', Qt::SkipEmptyParts)) {
        const QString hook = text.trimmed();
        if (hook == u"crd-install")
            return {};
        hooks << (hook.startsWith(u"pre-install") || hook.startsWith(u"pre-upgrade")   ? u"PreSync"_s
                : hook.startsWith(u"post-install") || hook.startsWith(u"post-upgrade") ? u"PostSync"_s
                                                                                       : u"Skip"_s);
    }
    hooks.removeDuplicates();
    return hooks;
}

bool isHook(const QJsonObject &object)
{
    return !hooksOf(object).isEmpty();
}

int waveOf(const QJsonObject &object)
{
    const QString wave = annotation(object, u"argocd.argoproj.io/sync-wave");
    return (wave.isEmpty() ? annotation(object, u"helm.sh/hook-weight") : wave).toInt();
}

static qsizetype rankOf(const QString &kind)
{
    static const QStringList order{u"Namespace"_s, u"NetworkPolicy"_s, u"ResourceQuota"_s, u"LimitRange"_s,
        u"PodSecurityPolicy"_s, u"PodDisruptionBudget"_s, u"ServiceAccount"_s, u"Secret"_s, u"SecretList"_s,
        u"ConfigMap"_s, u"StorageClass"_s, u"PersistentVolume"_s, u"PersistentVolumeClaim"_s,
        u"CustomResourceDefinition"_s, u"ClusterRole"_s, u"ClusterRoleBinding"_s, u"Role"_s, u"RoleBinding"_s,
        u"Service"_s, u"DaemonSet"_s, u"Pod"_s, u"ReplicationController"_s, u"ReplicaSet"_s, u"Deployment"_s,
        u"HorizontalPodAutoscaler"_s, u"StatefulSet"_s, u"Job"_s, u"CronJob"_s, u"IngressClass"_s, u"Ingress"_s,
        u"APIService"_s};
    const qsizetype place = order.indexOf(kind);
    return place < 0 ? order.size() : place;
}

// A namespace or a definition goes before the first thing that needs it.
static void pullAhead(QList<SyncTask> &tasks)
{
    for (SyncTask &task : tasks) {
        const Key key = keyOf(task.object);
        const bool definition = key.kind == u"CustomResourceDefinition";
        if (!definition && key.kind != u"Namespace")
            continue;
        const QString group = textAt(task.object, {u"spec", u"group"}),
                      kind = textAt(task.object, {u"spec", u"names", u"kind"});
        for (const SyncTask &other : std::as_const(tasks)) {
            const Key needs = keyOf(other.object);
            const bool dependent = definition ? needs.group == group && needs.kind == kind : needs.space == key.name;
            if (dependent && std::pair(other.phase, other.wave) < std::pair(task.phase, task.wave)) {
                task.phase = other.phase;
                task.wave = other.wave;
            }
        }
    }
}

QList<SyncTask> syncTasks(const QList<QJsonObject> &targets)
{
    QList<SyncTask> tasks;
    for (const QJsonObject &object : targets) {
        const QStringList hooks = hooksOf(object);
        if (hooks.isEmpty())
            tasks << SyncTask{object, SyncPhase::Sync, waveOf(object), {}, {}};
        for (const QString &hook : hooks) {
            const bool known = hook == u"PreSync" || hook == u"Sync" || hook == u"PostSync";
            if (!known)
                continue;
            const QString policy = annotation(object, u"argocd.argoproj.io/hook-delete-policy");
            tasks << SyncTask{object,
                hook == u"PreSync"        ? SyncPhase::PreSync
                    : hook == u"PostSync" ? SyncPhase::PostSync
                                          : SyncPhase::Sync,
                waveOf(object), hook, policy.isEmpty() ? u"BeforeHookCreation"_s : policy};
        }
    }
    pullAhead(tasks);
    std::ranges::stable_sort(tasks, {}, [](const SyncTask &task) {
        const Key key = keyOf(task.object);
        return std::tuple(task.phase, task.wave, rankOf(key.kind), key.kind, key.name);
    });
    return tasks;
}

} // namespace relight::world
