#include "ui/consent/decisionwords.h"

#include <QCoreApplication>

#include <algorithm>

namespace relight {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Decisions", text);
}

DecisionWords wordsFor(const Decision &decision, const QString &cluster)
{
    switch (decision.kind) {
    case DecisionKind::Trust:
        return {tr("Trust…"), tr("Trust and recover %1").arg(cluster),
            tr("Everything listed here will be executed on this machine and on %1.").arg(cluster)};
    case DecisionKind::Warnings:
        return {tr("Read…"), tr("Go on with %1").arg(cluster), {}};
    case DecisionKind::ClusterIdentity:
        return {tr("Compare…"), tr("Recover onto this cluster"),
            tr("Relight will write to the cluster that answers now, as %1.").arg(cluster)};
    case DecisionKind::LostClusterAnswers:
        return {tr("Read…"), tr("Go on, %1 stays lost").arg(cluster),
            tr("The cluster that was said to be lost answers. Recovering beside it can split data and traffic.")};
    case DecisionKind::StepApproval:
        return {tr("Approve…"), tr("Approve on %1").arg(cluster), {}};
    case DecisionKind::TerraformPlan:
        return {tr("Read plan…"), tr("Apply this plan to %1").arg(cluster),
            tr("This plan destroys or replaces resources of %1. Exactly this plan is applied.").arg(cluster)};
    case DecisionKind::Destinations:
        return {tr("Read list…"), tr("Allow these destinations"),
            tr("Applying the root application lets Argo CD write to clusters other than %1.").arg(cluster)};
    case DecisionKind::ManualSync:
        return {tr("Sync…"), tr("Sync on %1").arg(cluster), {}};
    case DecisionKind::RestoreAgain:
        return {tr("Restore again…"), tr("Restore over the data of %1").arg(cluster),
            tr("There is data already. Restoring again can overwrite or double it.")};
    case DecisionKind::RepeatInterrupted:
        return {tr("Decide…"), tr("Run it again on %1").arg(cluster), {}};
    case DecisionKind::ManualStep:
        return {tr("Tick…"), tr("It is done on %1").arg(cluster), {}};
    case DecisionKind::FailedStep:
        if (decision.stepId.isEmpty())
            return {tr("Read…"), tr("Check %1 again").arg(cluster), {}, false};
        return {tr("Decide…"), tr("Retry on %1").arg(cluster), {}, false};
    case DecisionKind::Exceptions:
        return {tr("Read…"), tr("Accept these exceptions on %1").arg(cluster), {}};
    case DecisionKind::Undo:
        return {tr("Undo…"), tr("Take it back on %1").arg(cluster), {}};
    }
    return {tr("Decide…"), tr("Approve on %1").arg(cluster), {}};
}

static int rank(const Decision &decision, const RunState &run)
{
    if (decision.stepId.isEmpty())
        return 0;
    if (decision.kind == DecisionKind::FailedStep)
        return 1;
    const StepStatus *step = run.step(decision.stepId);
    return step && step->planned.critical ? 2 : 3;
}

QList<Decision> byUrgency(const RunState &run)
{
    QList<Decision> sorted = run.open; // oldest first
    std::ranges::stable_sort(sorted, {}, [&](const Decision &decision) { return rank(decision, run); });
    return sorted;
}

static bool isDnsApproval(const Decision &decision, const RunState &run)
{
    const StepStatus *step = run.step(decision.stepId);
    return decision.kind == DecisionKind::StepApproval && !decision.typed && step
        && step->planned.kind == StepKind::UpdateDns;
}

QList<Decision> togetherWith(const Decision &decision, const RunState &run)
{
    QList<Decision> all{decision};
    if (!isDnsApproval(decision, run))
        return all;
    for (const Decision &other : run.open) {
        if (other.id != decision.id && isDnsApproval(other, run))
            all << other;
    }
    return all;
}

} // namespace relight
