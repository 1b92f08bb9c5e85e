#include "app/engine/consents.h"

namespace relight {

std::optional<QString> consentFor(const Decision &decision, const Consents &consents)
{
    const auto when = [](bool given, const QString &option) { return given ? std::optional(option) : std::nullopt; };
    const bool stepNamed = !decision.stepId.isEmpty() && consents.approve.contains(decision.stepId);
    switch (decision.kind) {
    case DecisionKind::Trust:
        return when(!decision.subject.isEmpty() && consents.trust == decision.subject,
            QStringLiteral("--trust ") + decision.subject);
    case DecisionKind::Warnings:
        return when(consents.acceptWarnings, QStringLiteral("--accept-warnings"));
    case DecisionKind::ClusterIdentity:
        return when(!decision.subject.isEmpty() && consents.clusterIdentity == decision.subject,
            QStringLiteral("--cluster-identity ") + decision.subject);
    case DecisionKind::LostClusterAnswers:
        return when(!decision.subject.isEmpty() && consents.lostAnswers == decision.subject,
            QStringLiteral("--lost-answers ") + decision.subject);
    case DecisionKind::StepApproval:
    case DecisionKind::ManualSync:
        if (stepNamed)
            return QStringLiteral("--approve ") + decision.stepId;
        return when(consents.approveAll, QStringLiteral("--approve-all"));
    case DecisionKind::TerraformPlan:
        return when(
            consents.approvePlans.contains(decision.subject), QStringLiteral("--approve-plan ") + decision.subject);
    case DecisionKind::Destinations:
        return when(!decision.subject.isEmpty() && consents.approveDestinations == decision.subject,
            QStringLiteral("--approve-destinations ") + decision.subject);
    case DecisionKind::RestoreAgain:
        return when(
            consents.restoreAgain.contains(decision.subject), QStringLiteral("--restore-again ") + decision.subject);
    case DecisionKind::RepeatInterrupted:
        return when(consents.retry.contains(decision.stepId), QStringLiteral("--retry ") + decision.stepId);
    case DecisionKind::ManualStep:
        return when(consents.done.contains(decision.stepId), QStringLiteral("--done ") + decision.stepId);
    case DecisionKind::Exceptions:
        return when(!decision.subject.isEmpty() && consents.acceptExceptions == decision.subject,
            QStringLiteral("--accept-exceptions ") + decision.subject);
    case DecisionKind::Undo:
        return when(consents.undo.contains(decision.stepId), QStringLiteral("--undo ") + decision.stepId);
    case DecisionKind::FailedStep:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace relight
