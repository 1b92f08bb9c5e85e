#include "app/drill/world/kubernetes/workloads/reconcilers.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static const QString generationLabel = u"controller-revision-hash"_s;

static QString nodeOf(const QJsonObject &pod)
{
    return word(part(pod, u"spec"), u"nodeName");
}

// A pod of the set on each node that has none.
static void spread(Work &work, const QJsonObject &set, const QList<QJsonObject> &pods, const QString &revision)
{
    for (const auto &node : work.world.cluster.list({}, u"Node"_s)) {
        const QString name = nameOf(node->object);
        if (std::ranges::contains(pods, name, nodeOf))
            continue;
        QJsonObject pod = podOf(
            set, nameOf(set) + u'-' + suffix(work.world, uidOf(set) + name + revision), {{generationLabel, revision}});
        changePart(pod, "spec"_L1, [&](QJsonObject &spec) { spec.insert(u"nodeName"_s, name); });
        if (makePod(work, set, pod))
            return;
    }
}

void reconcileDaemonSet(Work &work, const QJsonObject &set)
{
    if (isLeaving(set))
        return;
    const QString revision = templateHash(set);
    const QList<QJsonObject> pods = ownedBy(work, set, u"Pod"_s);
    spread(work, set, pods, revision);
    const auto isUpdated
        = [&](const QJsonObject &pod) { return word(part(metadataOf(pod), u"labels"), generationLabel) == revision; };
    const auto nodes = work.world.cluster.list({}, u"Node"_s).size();
    const auto ready = std::ranges::count_if(pods, isPodReady);
    for (const QJsonObject &pod : pods) // one at a time
        if (!isUpdated(pod) && !isLeaving(pod) && (ready == nodes || !isPodReady(pod))) {
            removePod(work, pod);
            break;
        }
    putStatus(work.world, set,
        {{u"observedGeneration"_s, metadataOf(set).value(u"generation").toInteger()},
            {u"desiredNumberScheduled"_s, nodes}, {u"currentNumberScheduled"_s, pods.size()}, {u"numberReady"_s, ready},
            {u"numberAvailable"_s, ready}, {u"numberUnavailable"_s, nodes - ready}, {u"numberMisscheduled"_s, 0},
            {u"updatedNumberScheduled"_s, std::ranges::count_if(pods, isUpdated)}});
}

} // namespace relight::world
