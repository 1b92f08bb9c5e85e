#include "app/engine/stepresult.h"

namespace relight {

QList<RunEventBody> eventsOfSuccess(
    const RunState &state, const QStringList &busy, const QString &stepId, int attempt, const Outcome &outcome)
{
    QList<RunEventBody> events{AttemptEnded{stepId, attempt, AttemptOutcome::Succeeded, outcome.summary, {}},
        StepEnded{stepId, StepState::Succeeded, outcome.summary, {}}};
    if (outcome.invalidatesLater) {
        for (const StepStatus &other : state.steps) {
            if (other.planned.id != stepId && other.state != StepState::Pending && !busy.contains(other.planned.id))
                events << StepReset{other.planned.id, QStringLiteral("its work was on another cluster"), {}};
        }
    }
    return events;
}

// An answer of a person would be needed, or the same would be refused again.
static bool isWorthRetrying(ErrorCode code)
{
    return code != ErrorCode::NeedsPerson && code != ErrorCode::Forbidden && code != ErrorCode::Invalid
        && code != ErrorCode::Unauthorized;
}

QList<RunEventBody> eventsOfFailure(
    const StepStatus &status, const Step &step, int attempt, const Error &error, Timestamp now)
{
    const QString &id = step.id;
    if (error.code == ErrorCode::Cancelled) {
        return {AttemptEnded{id, attempt, AttemptOutcome::Cancelled, error.message, {}},
            StepEnded{id, StepState::Cancelled, error.message, {}}};
    }
    const auto outcome = error.code == ErrorCode::TimedOut ? AttemptOutcome::TimedOut : AttemptOutcome::Failed;
    int failures = 1; // this one, and those before it
    for (auto record = status.attempts.crbegin(); record != status.attempts.crend(); ++record)
        failures += record->outcome == AttemptOutcome::Failed || record->outcome == AttemptOutcome::TimedOut ? 1 : 0;
    if (failures <= step.retries && isWorthRetrying(error.code)) {
        const Milliseconds delay = step.retryDelay * (1 << std::min(failures - 1, 5));
        return {AttemptEnded{id, attempt, outcome, error.message, now + delay}};
    }
    const StepState state = outcome == AttemptOutcome::TimedOut ? StepState::TimedOut : StepState::Failed;
    QList<RunEventBody> events{
        AttemptEnded{id, attempt, outcome, error.message, {}}, StepEnded{id, state, error.message, {}}};
    if (step.onFailure == FailurePolicy::Pause) {
        events << RunPaused{PauseCause::FailedStep, QStringLiteral("%1: %2").arg(step.title, error.message), {}};
        events << DecisionRequested{{QStringLiteral("failed:") + id, DecisionKind::FailedStep, id,
            QStringLiteral("\"%1\" failed: retry, or skip with a reason").arg(step.title), error.message, {}, id,
            QStringLiteral("--retry ") + id, false}};
    }
    return events;
}

QList<int> interruptedAttempts(const StepStatus &status)
{
    QList<int> interrupted;
    for (const AttemptRecord &attempt : status.attempts) {
        if (attempt.outcome == AttemptOutcome::Interrupted)
            interrupted.prepend(attempt.number);
        else if (attempt.ended)
            interrupted.clear();
    }
    return interrupted;
}

} // namespace relight
