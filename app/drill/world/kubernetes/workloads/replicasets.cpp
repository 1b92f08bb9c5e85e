#include "app/drill/world/kubernetes/objectwriter.h"
#include "app/drill/world/kubernetes/workloads/reconcilers.h"
#include "app/drill/world/kubernetes/worldtime.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds quotaRetry{30'000};

void removePod(Work &work, const QJsonObject &pod)
{
    if (!isLeaving(pod))
        (void)ObjectWriter(work.world).remove({{}, u"v1"_s, u"Pod"_s, u"pods"_s, true, true}, keyOf(pod));
}

std::optional<QString> makePod(Work &work, const QJsonObject &owner, const QJsonObject &pod)
{
    const QString space = spaceOf(pod);
    if (work.world.faults.find(u"quota-exceeded"_s, u"namespace"_s, space)) {
        const QString why
            = u"pods \"%1\" is forbidden: exceeded quota: compute-resources, requested: limits.memory=512Mi, "
              "used: limits.memory=7936Mi, limited: limits.memory=8Gi"_s.arg(nameOf(pod));
        recordEvent(work.world, owner, true, u"FailedCreate"_s, u"Error creating: "_s + why);
        work.again(keyOf(owner), quotaRetry);
        return why;
    }
    work.world.cluster.put(pod);
    return std::nullopt;
}

// Those that can be spared first: not ready, then the last ones by name.
static QList<QJsonObject> leastUsefulFirst(QList<QJsonObject> pods)
{
    std::ranges::reverse(pods);
    std::ranges::stable_partition(pods, [](const QJsonObject &pod) { return !isPodReady(pod); });
    return pods;
}

void reconcileReplicaSet(Work &work, const QJsonObject &replicas)
{
    QList<QJsonObject> pods = ownedBy(work, replicas, u"Pod"_s);
    pods.removeIf([](const QJsonObject &pod) { return isLeaving(pod); });
    const qsizetype wanted = isLeaving(replicas) ? 0 : part(replicas, u"spec").value(u"replicas").toInt(1);
    QJsonObject status = part(replicas, u"status");
    std::optional<QString> refused;
    for (qsizetype number = 0; pods.size() < wanted && !refused; ++number) {
        const QString name = nameOf(replicas) + u'-' + suffix(work.world, uidOf(replicas) + QString::number(number));
        if (work.world.cluster.get({{}, u"Pod"_s, spaceOf(replicas), name}))
            continue;
        const QJsonObject pod = podOf(replicas, name);
        refused = makePod(work, replicas, pod);
        if (!refused)
            pods << pod;
    }
    const auto spare = leastUsefulFirst(pods);
    for (qsizetype i = 0; i < spare.size() - wanted; ++i)
        removePod(work, spare.at(i));
    QJsonArray conditions;
    if (refused)
        conditions = withCondition(status.value(u"conditions").toArray(),
            {u"ReplicaFailure"_s, true, u"FailedCreate"_s, *refused}, apiTime(work.world));
    const auto ready = std::ranges::count_if(pods, isPodReady);
    status = {{u"replicas"_s, pods.size()}, {u"fullyLabeledReplicas"_s, pods.size()}, {u"readyReplicas"_s, ready},
        {u"availableReplicas"_s, ready},
        {u"observedGeneration"_s, metadataOf(replicas).value(u"generation").toInteger()}};
    if (!conditions.isEmpty())
        status.insert(u"conditions"_s, conditions);
    putStatus(work.world, replicas, status);
}

} // namespace relight::world
