#include "app/drill/world/kubernetes/workloads/reconcilers.h"

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

const QString revisionLabel = u"controller-revision-hash"_s;

void makeClaims(Work &work, const QJsonObject &set, const QString &pod)
{
    for (const QJsonValue &value : part(set, u"spec").value(u"volumeClaimTemplates").toArray()) {
        QJsonObject claim = value.toObject();
        claim.insert(u"apiVersion"_s, u"v1"_s);
        claim.insert(u"kind"_s, u"PersistentVolumeClaim"_s);
        QJsonObject metadata = metadataOf(claim);
        metadata.insert(u"name"_s, nameOf(claim) + u'-' + pod);
        metadata.insert(u"namespace"_s, spaceOf(set));
        metadata.remove(u"creationTimestamp");
        claim.insert(u"metadata"_s, metadata);
        claim.insert(u"status"_s, QJsonObject{{u"phase"_s, u"Pending"_s}});
        if (!work.world.cluster.get(keyOf(claim)))
            work.world.cluster.put(claim);
    }
}

QJsonObject podOfSet(const QJsonObject &set, const QString &name, int ordinal, const QString &revision)
{
    QJsonObject pod = podOf(set, name,
        {{revisionLabel, revision}, {u"statefulset.kubernetes.io/pod-name"_s, name},
            {u"apps.kubernetes.io/pod-index"_s, QString::number(ordinal)}});
    changePart(pod, "spec"_L1, [&](QJsonObject &spec) {
        QJsonArray volumes = spec.value(u"volumes").toArray();
        for (const QJsonValue &value : part(set, u"spec").value(u"volumeClaimTemplates").toArray()) {
            const QString claim = nameOf(value.toObject());
            volumes << QJsonObject{
                {u"name"_s, claim}, {u"persistentVolumeClaim"_s, QJsonObject{{u"claimName"_s, claim + u'-' + name}}}};
        }
        if (!volumes.isEmpty())
            spec.insert(u"volumes"_s, volumes);
        spec.insert(u"hostname"_s, name);
    });
    return pod;
}

QString revisionOf(const QJsonObject &pod)
{
    return word(part(metadataOf(pod), u"labels"), revisionLabel);
}

// One after the other from the first, unless all may come at once; true: all are there and ready.
bool grow(Work &work, const QJsonObject &set, int wanted, const QString &revision)
{
    const bool ordered = word(part(set, u"spec"), u"podManagementPolicy") != u"Parallel";
    bool areReady = true;
    for (int ordinal = 0; ordinal < wanted; ++ordinal) {
        const QString name = u"%1-%2"_s.arg(nameOf(set)).arg(ordinal);
        const auto stored = work.world.cluster.get({{}, u"Pod"_s, spaceOf(set), name});
        if (stored && isPodReady(stored->object))
            continue;
        areReady = false;
        if (!stored) {
            makeClaims(work, set, name);
            (void)makePod(work, set, podOfSet(set, name, ordinal, revision));
        }
        if (ordered)
            break;
    }
    return areReady;
}

int ordinalOf(const QJsonObject &pod)
{
    return nameOf(pod).section(u'-', -1).toInt();
}

} // namespace

void reconcileStatefulSet(Work &work, const QJsonObject &set)
{
    if (isLeaving(set))
        return;
    const QJsonObject spec = part(set, u"spec"), last = part(set, u"status");
    const int wanted = spec.value(u"replicas").toInt(1);
    const QString revision = nameOf(set) + u'-' + templateHash(set);
    const bool areReady = grow(work, set, wanted, revision);
    QList<QJsonObject> pods = ownedBy(work, set, u"Pod"_s);
    std::ranges::sort(pods, std::greater{}, ordinalOf);
    const int partition = part(part(spec, u"updateStrategy"), u"rollingUpdate").value(u"partition").toInt();
    const bool rolls = word(part(spec, u"updateStrategy"), u"type") != u"OnDelete";
    for (const QJsonObject &pod : std::as_const(pods)) {
        const int ordinal = ordinalOf(pod);
        const bool isOld = revisionOf(pod) != revision && ordinal >= partition;
        const bool mayGo = areReady || (!isPodReady(pod) && !isLeaving(pod));
        if (ordinal < wanted && (!isOld || !rolls || !mayGo))
            continue;
        removePod(work, pod);
        break; // the next one when this is back
    }
    qint64 ready = 0, updated = 0;
    for (const QJsonObject &pod : std::as_const(pods)) {
        ready += isPodReady(pod);
        updated += revisionOf(pod) == revision;
    }
    const QString current = word(last, u"currentRevision");
    const bool isRolled = updated == wanted && pods.size() == wanted && ready == wanted;
    QJsonObject status{{u"observedGeneration"_s, metadataOf(set).value(u"generation").toInteger()},
        {u"replicas"_s, pods.size()}, {u"readyReplicas"_s, ready}, {u"availableReplicas"_s, ready},
        {u"updateRevision"_s, revision}, {u"currentRevision"_s, current.isEmpty() || isRolled ? revision : current},
        {u"collisionCount"_s, 0}};
    status.insert(u"currentReplicas"_s, isRolled || current.isEmpty() ? updated : qint64(pods.size()) - updated);
    status.insert(u"updatedReplicas"_s, updated);
    putStatus(work.world, set, status);
}

} // namespace relight::world
