#include "app/engine/steps/blockedevidence.h"

namespace relight {

BlockedEvidence evidenceAround(
    const Application &application, QList<ResourceNode> tree, Cluster &cluster, const Call &call)
{
    BlockedEvidence evidence;
    evidence.tree = std::move(tree);
    const QString &space = application.destinationNamespace;
    if (auto pods = cluster.list({QStringLiteral("v1"), QStringLiteral("Pod"), space, {}}, {}, call))
        evidence.objects = *std::move(pods);
    if (auto events = cluster.list(
            {QStringLiteral("v1"), QStringLiteral("Event"), space, {}}, {{}, QStringLiteral("type=Warning")}, call))
        evidence.events = *std::move(events);
    return evidence;
}

} // namespace relight
