#include "app/engine/steps/rollouts.h"

#include "models/convergence/blockedbecause.h"
#include "models/convergence/rollout.h"

namespace relight {

Result<> waitUntil(StepContext &context, const QString &what, const Look &look)
{
    QString missing;
    while (true) {
        const auto looked = look();
        if (looked && looked->isEmpty())
            return {};
        if (looked)
            missing = *looked;
        else if (looked.error().code == ErrorCode::Unavailable || looked.error().code == ErrorCode::NotFound)
            missing = looked.error().message; // the API may come back
        else
            return std::unexpected(looked.error());
        context.progress(missing);
        if (!context.ports.clock.sleepFor(Milliseconds{200}, context.call.stop))
            return failure(ErrorCode::Cancelled, QStringLiteral("waiting for %1 was cancelled").arg(what));
        if (context.ports.clock.now() >= context.call.deadline)
            return failure(ErrorCode::TimedOut, QStringLiteral("%1 did not get there in time: %2").arg(what, missing));
    }
}

Result<> waitForNodesReady(StepContext &context, Cluster &cluster)
{
    return waitUntil(context, QStringLiteral("the nodes"), [&]() -> Result<QString> {
        const auto nodes = cluster.list({QStringLiteral("v1"), QStringLiteral("Node"), {}, {}}, {}, context.call);
        if (!nodes)
            return std::unexpected(nodes.error());
        QStringList notReady;
        for (const QJsonObject &node : *nodes) {
            if (!conditionMet(node, u"Ready"))
                notReady << node[QLatin1String("metadata")][QLatin1String("name")].toString();
        }
        if (nodes->isEmpty())
            return QStringLiteral("no node is registered");
        return notReady.isEmpty() ? QString() : QStringLiteral("not Ready: ") + notReady.join(QStringLiteral(", "));
    });
}

// The first pod of the namespace that waiting does not help, else the first that is not ready.
static QString podInTheWay(StepContext &context, Cluster &cluster, const QString &space)
{
    const auto pods = cluster.list({QStringLiteral("v1"), QStringLiteral("Pod"), space, {}}, {}, context.call);
    if (!pods)
        return {};
    QString waiting;
    for (const QJsonObject &pod : *pods) {
        const auto problem = podProblem(pod);
        if (!problem)
            continue;
        const QString text = QStringLiteral("Pod %1 %2")
                                 .arg(pod[QLatin1String("metadata")][QLatin1String("name")].toString(), problem->text);
        if (problem->blocking)
            return text;
        if (waiting.isEmpty())
            waiting = text;
    }
    return waiting;
}

Result<> waitForRollouts(StepContext &context, Cluster &cluster, const QString &space, const QStringList &names)
{
    int looks = 0;
    return waitUntil(context, QStringLiteral("the rollout in %1").arg(space), [&]() -> Result<QString> {
        QStringList missing;
        int ready = 0, total = 0;
        for (const QString &kind : {QStringLiteral("Deployment"), QStringLiteral("StatefulSet")}) {
            const auto workloads = cluster.list({QStringLiteral("apps/v1"), kind, space, {}}, {}, context.call);
            if (!workloads)
                return std::unexpected(workloads.error());
            for (const QJsonObject &workload : *workloads) {
                const QString name = workload[QLatin1String("metadata")][QLatin1String("name")].toString();
                if (!names.isEmpty() && !names.contains(name))
                    continue;
                const Rollout rollout = rolloutOf(workload);
                ++total;
                ready += rollout.done ? 1 : 0;
                if (rollout.failed)
                    return failure(ErrorCode::Failed,
                        QStringLiteral("%1; %2").arg(rollout.text, podInTheWay(context, cluster, space)));
                if (!rollout.done)
                    missing << rollout.text;
            }
        }
        context.progress(
            QStringLiteral("%1 of %2 rolled out").arg(ready).arg(total), ready, total, QStringLiteral("workloads"));
        if (total == 0)
            return QStringLiteral("there is no workload in %1 yet").arg(space);
        if (missing.isEmpty())
            return QString();
        // Pods are looked at every second only: that is for people, the rollout itself decides.
        const QString pod = looks++ % 5 == 4 ? podInTheWay(context, cluster, space) : QString();
        return pod.isEmpty() ? missing.join(QStringLiteral("; ")) : QStringLiteral("%1 (%2)").arg(missing.first(), pod);
    });
}

} // namespace relight
