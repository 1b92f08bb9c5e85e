#include "app/drill/world/kubernetes/objectdefaults.h"
#include "app/drill/world/kubernetes/workloads/reconcilers.h"
#include "app/drill/world/kubernetes/worldtime.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static constexpr Milliseconds bindingTime{2'000}, bindingRetry{5'000};

static void bind(World &world, QJsonObject claim)
{
    const QString volume = u"pvc-"_s + uidOf(claim);
    const QJsonObject spec = part(claim, u"spec"), amounts = part(part(spec, u"resources"), u"requests");
    world.cluster.put({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"PersistentVolume"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, volume}}},
        {u"spec"_s,
            QJsonObject{{u"capacity"_s, amounts}, {u"accessModes"_s, spec.value(u"accessModes")},
                {u"persistentVolumeReclaimPolicy"_s, u"Delete"_s},
                {u"storageClassName"_s, spec.value(u"storageClassName")},
                {u"claimRef"_s,
                    QJsonObject{{u"kind"_s, u"PersistentVolumeClaim"_s}, {u"namespace"_s, spaceOf(claim)},
                        {u"name"_s, nameOf(claim)}, {u"uid"_s, uidOf(claim)}}}}},
        {u"status"_s, QJsonObject{{u"phase"_s, u"Bound"_s}}}});
    changePart(claim, "spec"_L1, [&](QJsonObject &inner) { inner.insert(u"volumeName"_s, volume); });
    putStatus(world, claim,
        {{u"phase"_s, u"Bound"_s}, {u"accessModes"_s, spec.value(u"accessModes")}, {u"capacity"_s, amounts}});
}

void reconcileClaim(Work &work, const QJsonObject &claim)
{
    const QString phase = word(part(claim, u"status"), u"phase");
    if (phase == u"Bound" || isLeaving(claim))
        return;
    const auto made = parseTimestamp(word(metadataOf(claim), u"creationTimestamp"));
    const Milliseconds since = work.world.clock.wall() - made.value_or(work.world.clock.wall());
    const Milliseconds time = work.world.chance.about(bindingTime, u"bind/"_s + spaceOf(claim) + u'/' + nameOf(claim));
    if (phase.isEmpty()) {
        QJsonObject whole = claim;
        setDefaults(whole);
        putStatus(work.world, whole, {{u"phase"_s, u"Pending"_s}});
    }
    if (work.world.faults.find(u"volume-pending"_s, u"namespace"_s, spaceOf(claim))) {
        recordEvent(work.world, claim, true, u"ProvisioningFailed"_s,
            u"failed to provision volume with StorageClass \"%1\": rpc error: code = ResourceExhausted desc = no "
            u"capacity "
            "left for new volumes"_s.arg(word(part(claim, u"spec"), u"storageClassName")));
        return work.again(keyOf(claim), bindingRetry);
    }
    if (since < time)
        return work.again(keyOf(claim), time - since);
    bind(work.world, claim);
}

} // namespace relight::world
