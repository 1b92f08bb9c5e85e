#include "app/engine/stepresult.h"

#include "app/engine/movedcluster.h"

namespace relight {

static bool wasUndo(const AttemptView &view)
{
    return view.state.granted(undoDecisionId(view.step.id));
}

static Decision undoDecision(const Step &step, const QString &command)
{
    return {undoDecisionId(step.id), DecisionKind::Undo, step.id,
        QStringLiteral("Take back what \"%1\" began?").arg(step.title),
        QStringLiteral("it began and did not come to its end; its undo-command runs only when somebody says so"),
        {command}, step.id, QStringLiteral("--undo ") + step.id, false};
}

// The step is over without success: what a person is asked about it.
static QList<RunEventBody> questions(const AttemptView &view, const QString &message, bool undoable)
{
    const QString &id = view.step.id;
    QList<RunEventBody> events;
    const QString command = view.state.facts.value(id + u'/' + undoFact);
    const Decision undo = undoDecision(view.step, command);
    const bool offered = undoable && !command.isEmpty();
    if (offered)
        events << DecisionRequested{undo};
    if (!view.state.cancelRequested && view.step.onFailure == FailurePolicy::Pause) {
        events << RunPaused{PauseCause::FailedStep, QStringLiteral("%1: %2").arg(view.step.title, message), {}};
        events << DecisionRequested{{QStringLiteral("failed:") + id, DecisionKind::FailedStep, id,
            QStringLiteral("\"%1\" failed: retry, or skip with a reason").arg(view.step.title), message, {}, id,
            QStringLiteral("--retry ") + id, false}};
    }
    // Given ahead it holds once: an undo that failed is a person's business.
    const auto option = consentFor(undo, view.consents);
    if (offered && option && !wasUndo(view))
        events << DecisionTaken{undo.id, true, view.by, *option};
    return events;
}

// Also the next attempt when that one was cut off: it takes what it finds of it.
static bool wasLeftBehind(const AttemptView &view)
{
    const int there = view.state.facts.value(view.step.id + u'/' + leftBehindFact).toInt();
    return there > 0 && (there == view.attempt || interruptedAttempts(view.status).contains(there));
}

QList<RunEventBody> eventsOfSuccess(const AttemptView &view, const QStringList &busy, const Outcome &outcome)
{
    const QString &id = view.step.id;
    const AttemptEnded ended{id, view.attempt, AttemptOutcome::Succeeded, outcome.summary, {}};
    if (outcome.takenBack) {
        const StepState state = view.state.cancelRequested ? StepState::Cancelled : StepState::Failed;
        return QList<RunEventBody>{ended, StepEnded{id, state, outcome.summary, {}}}
        + questions(view, outcome.summary, false);
    }
    if (wasLeftBehind(view))
        return {AttemptEnded{id, view.attempt, AttemptOutcome::Cancelled, movedReason(), {}},
            StepReset{id, movedReason(), {}}};
    return eventsOfMove(view.state, id, busy) << ended << StepEnded{id, StepState::Succeeded, outcome.summary, {}};
}

// An answer of a person would be needed, or the same would be refused again.
static bool isWorthRetrying(ErrorCode code)
{
    return code != ErrorCode::NeedsPerson && code != ErrorCode::Forbidden && code != ErrorCode::Invalid
        && code != ErrorCode::Unauthorized;
}

QList<RunEventBody> eventsOfFailure(const AttemptView &view, const Error &error)
{
    const QString &id = view.step.id;
    if (error.code == ErrorCode::Cancelled) {
        return QList<RunEventBody>{AttemptEnded{id, view.attempt, AttemptOutcome::Cancelled, error.message, {}},
                   StepEnded{id, StepState::Cancelled, error.message, {}}}
        + questions(view, error.message, true);
    }
    const auto outcome = error.code == ErrorCode::TimedOut ? AttemptOutcome::TimedOut : AttemptOutcome::Failed;
    int failures = 1; // this one, and those before it
    for (const AttemptRecord &record : view.status.attempts)
        failures += record.outcome == AttemptOutcome::Failed || record.outcome == AttemptOutcome::TimedOut ? 1 : 0;
    if (failures <= view.step.retries && isWorthRetrying(error.code)) {
        const Milliseconds delay = view.step.retryDelay * (1 << std::min(failures - 1, 5));
        return {AttemptEnded{id, view.attempt, outcome, error.message, view.now + delay}};
    }
    const StepState ended = view.state.cancelRequested ? StepState::Cancelled
        : outcome == AttemptOutcome::TimedOut          ? StepState::TimedOut
                                                       : StepState::Failed;
    return QList<RunEventBody>{
               AttemptEnded{id, view.attempt, outcome, error.message, {}}, StepEnded{id, ended, error.message, {}}}
    + questions(view, error.message, true);
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
