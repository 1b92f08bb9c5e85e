#include "app/drill/world/kubernetes/workloads/reconcilers.h"
#include "app/drill/world/kubernetes/worldtime.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

struct Counts
{
    int wanted = 0, total = 0, updated = 0, ready = 0;
    bool operator==(const Counts &) const = default;
};

int sizeOf(const QJsonObject &replicas)
{
    return part(replicas, u"spec").value(u"replicas").toInt();
}

int countOf(const QJsonObject &object, QStringView field)
{
    return part(object, u"status").value(field).toInt();
}

// "25%" or a number.
int amount(const QJsonValue &value, int of, bool roundUp)
{
    if (!value.isString())
        return value.toInt();
    const double exact = value.toString().chopped(1).toDouble() * of / 100.0;
    return int(roundUp ? std::ceil(exact) : std::floor(exact));
}

QJsonObject newReplicaSet(Work &work, const QJsonObject &deployment, const QString &name, int revision)
{
    const QString hash = name.section(u'-', -1);
    const QJsonObject hashLabel{{u"pod-template-hash"_s, hash}};
    QJsonObject spec = part(deployment, u"spec"), pattern = part(spec, u"template"), metadata = metadataOf(pattern);
    QJsonObject labels = part(metadata, u"labels");
    labels.insert(u"pod-template-hash"_s, hash);
    metadata.insert(u"labels"_s, labels);
    pattern.insert(u"metadata"_s, metadata);
    QJsonObject selector = part(spec, u"selector");
    changePart(selector, "matchLabels"_L1, [&](QJsonObject &match) { match.insert(u"pod-template-hash"_s, hash); });
    const QJsonObject object{{u"apiVersion"_s, u"apps/v1"_s}, {u"kind"_s, u"ReplicaSet"_s},
        {u"metadata"_s,
            QJsonObject{{u"name"_s, name}, {u"namespace"_s, spaceOf(deployment)}, {u"labels"_s, labels},
                {u"generation"_s, 1}, {u"ownerReferences"_s, ownerReference(deployment)},
                {u"annotations"_s, QJsonObject{{u"deployment.kubernetes.io/revision"_s, QString::number(revision)}}}}},
        {u"spec"_s, QJsonObject{{u"replicas"_s, 0}, {u"selector"_s, selector}, {u"template"_s, pattern}}}};
    return work.world.cluster.put(object)->object;
}

void scale(Work &work, QJsonObject replicas, int size)
{
    if (sizeOf(replicas) == size)
        return;
    changePart(replicas, "spec"_L1, [&](QJsonObject &spec) { spec.insert(u"replicas"_s, size); });
    changePart(replicas, "metadata"_L1,
        [](QJsonObject &metadata) { metadata.insert(u"generation"_s, metadata.value(u"generation").toInteger() + 1); });
    work.world.cluster.put(replicas);
}

// How the real one rolls: as many more and as few less as the strategy allows.
void roll(Work &work, const QJsonObject &deployment, const QJsonObject &fresh, const QList<QJsonObject> &old)
{
    const QJsonObject spec = part(deployment, u"spec"), strategy = part(spec, u"strategy");
    const int wanted = spec.value(u"replicas").toInt(1);
    const QJsonObject rolling = part(strategy, u"rollingUpdate");
    const bool recreates = word(strategy, u"type") == u"Recreate";
    int surge = recreates ? 0 : amount(rolling.value(u"maxSurge"), wanted, true);
    int spare = recreates ? wanted : amount(rolling.value(u"maxUnavailable"), wanted, false);
    if (surge == 0 && spare == 0)
        surge = 1;
    int oldSize = 0, oldPods = 0, available = countOf(fresh, u"availableReplicas");
    for (const QJsonObject &one : old) {
        oldSize += sizeOf(one);
        oldPods += countOf(one, u"replicas");
        available += countOf(one, u"availableReplicas");
    }
    const int unavailable = sizeOf(fresh) - countOf(fresh, u"availableReplicas");
    int mayGo = recreates ? oldSize : std::max(0, sizeOf(fresh) + oldSize - (wanted - spare) - unavailable);
    int availableMayGo = recreates ? oldSize : std::max(0, available - (wanted - spare));
    const int room = recreates ? (oldPods > 0 ? 0 : wanted) : wanted + surge - oldSize;
    scale(work, fresh, old.isEmpty() ? wanted : std::min(wanted, std::max(sizeOf(fresh), room)));
    for (const QJsonObject &one : old) {
        const int broken = std::max(0, sizeOf(one) - countOf(one, u"availableReplicas"));
        const int less = std::min({sizeOf(one), mayGo, broken + availableMayGo});
        mayGo -= less;
        availableMayGo -= std::max(0, less - broken);
        scale(work, one, sizeOf(one) - less);
    }
}

// Since when nothing went on, by the Progressing condition that is kept while the counts stay.
bool isOverdue(Work &work, const QJsonObject &deployment, bool hasMoved)
{
    for (const QJsonValue &value : part(deployment, u"status").value(u"conditions").toArray()) {
        const QJsonObject one = value.toObject();
        if (word(one, u"type") != u"Progressing" || hasMoved)
            continue;
        if (word(one, u"reason") == u"ProgressDeadlineExceeded")
            return true;
        const auto since = parseTimestamp(word(one, u"lastUpdateTime"));
        const Seconds limit{part(deployment, u"spec").value(u"progressDeadlineSeconds").toInt(600)};
        return since && word(one, u"reason") != u"NewReplicaSetAvailable" && work.world.clock.wall() >= *since + limit;
    }
    return false;
}

QJsonArray conditionsOf(
    Work &work, const QJsonObject &deployment, const QJsonObject &fresh, const Counts &counts, bool hasMoved)
{
    const QString time = apiTime(work.world), name = nameOf(fresh);
    const QJsonObject spec = part(deployment, u"spec");
    const int spare
        = amount(part(part(spec, u"strategy"), u"rollingUpdate").value(u"maxUnavailable"), counts.wanted, false);
    const bool isAvailable = counts.ready >= counts.wanted - spare;
    const bool isDone
        = counts.updated >= counts.wanted && counts.total == counts.updated && counts.ready >= counts.updated;
    QJsonArray conditions = part(deployment, u"status").value(u"conditions").toArray();
    QString lastUpdate = time;
    for (const QJsonValue &value : std::as_const(conditions))
        if (word(value.toObject(), u"type") == u"Progressing" && !hasMoved)
            lastUpdate = word(value.toObject(), u"lastUpdateTime");
    const bool overdue = !isDone && isOverdue(work, deployment, hasMoved);
    Condition progressing{
        u"Progressing"_s, !overdue, u"ReplicaSetUpdated"_s, u"ReplicaSet \"%1\" is progressing."_s.arg(name)};
    if (isDone)
        progressing = {u"Progressing"_s, true, u"NewReplicaSetAvailable"_s,
            u"ReplicaSet \"%1\" has successfully progressed."_s.arg(name)};
    else if (overdue)
        progressing = {u"Progressing"_s, false, u"ProgressDeadlineExceeded"_s,
            u"ReplicaSet \"%1\" has timed out progressing."_s.arg(name)};
    conditions = withCondition(conditions,
        isAvailable
            ? Condition{u"Available"_s, true, u"MinimumReplicasAvailable"_s, u"Deployment has minimum availability."_s}
            : Condition{u"Available"_s, false, u"MinimumReplicasUnavailable"_s,
                  u"Deployment does not have minimum availability."_s},
        time);
    conditions = withCondition(conditions, progressing, time);
    const QJsonArray failures = part(fresh, u"status").value(u"conditions").toArray();
    QJsonArray all;
    for (const QJsonValue &value : std::as_const(conditions)) {
        QJsonObject one = value.toObject();
        if (word(one, u"type") == u"ReplicaFailure")
            continue;
        one.insert(
            u"lastUpdateTime"_s, word(one, u"type") == u"Progressing" ? lastUpdate : word(one, u"lastTransitionTime"));
        all << one;
    }
    for (const QJsonValue &failure : failures)
        all << failure;
    return all;
}

} // namespace

void reconcileDeployment(Work &work, const QJsonObject &deployment)
{
    if (isLeaving(deployment))
        return;
    const QString name = nameOf(deployment) + u'-' + templateHash(deployment);
    QList<QJsonObject> old = ownedBy(work, deployment, u"ReplicaSet"_s);
    const int revision = int(old.size()) + 1;
    const auto it = std::ranges::find(old, name, nameOf);
    const bool isNew = it == old.end();
    const QJsonObject fresh = isNew ? newReplicaSet(work, deployment, name, revision) : *it;
    old.removeIf([&](const QJsonObject &one) { return nameOf(one) == name; });
    if (!part(deployment, u"spec").value(u"paused").toBool())
        roll(work, deployment, fresh, old);
    Counts counts{part(deployment, u"spec").value(u"replicas").toInt(1), 0, countOf(fresh, u"replicas"), 0};
    for (const QJsonObject &one : QList<QJsonObject>{fresh} + old) {
        counts.total += countOf(one, u"replicas");
        counts.ready += countOf(one, u"readyReplicas");
    }
    const QJsonObject last = part(deployment, u"status");
    const bool hasMoved = last.value(u"replicas").toInt() != counts.total
        || last.value(u"updatedReplicas").toInt() != counts.updated
        || last.value(u"readyReplicas").toInt() != counts.ready || isNew;
    QJsonObject status{{u"observedGeneration"_s, metadataOf(deployment).value(u"generation").toInteger()},
        {u"conditions"_s, conditionsOf(work, deployment, fresh, counts, hasMoved)}};
    for (const auto &[field, number] : {std::pair(u"replicas"_s, counts.total), {u"updatedReplicas"_s, counts.updated},
             {u"readyReplicas"_s, counts.ready}, {u"availableReplicas"_s, counts.ready},
             {u"unavailableReplicas"_s, std::max(0, std::max(counts.wanted, counts.total) - counts.ready)}})
        if (number > 0)
            status.insert(field, number);
    if (hasMoved) // one look when its deadline is over
        work.again(keyOf(deployment),
            Seconds{part(deployment, u"spec").value(u"progressDeadlineSeconds").toInt(600)} + Seconds{1});
    putStatus(work.world, deployment, status);
}

} // namespace relight::world
