#include "models/run/runstate.h"

#include <algorithm>

namespace relight {

namespace {

bool attemptOpen(const AttemptRecord &attempt)
{
    return !attempt.ended && !attempt.outcome;
}

// Goes on without a person: counted, so that the phase costs nothing however many steps there are.
bool isActive(const StepStatus &step)
{
    if (step.state == StepState::Running)
        return true;
    return step.state == StepState::Waiting
        && (step.retryAt || (!step.attempts.isEmpty() && attemptOpen(step.attempts.last())));
}

// About a step that is over: it does not wait for the answer.
bool isAskedAfterwards(DecisionKind kind)
{
    return kind == DecisionKind::FailedStep || kind == DecisionKind::Undo;
}

// Consents for one attempt; the others hold for the step however often it is tried.
bool isForOneAttempt(DecisionKind kind)
{
    return kind == DecisionKind::RepeatInterrupted || kind == DecisionKind::TerraformPlan
        || kind == DecisionKind::RestoreAgain || kind == DecisionKind::ManualStep || isAskedAfterwards(kind);
}

class Fold
{
public:
    Fold(RunState &state, Timestamp at)
        : m_state(state)
        , m_at(at)
    {
    }

    void operator()(const RunStarted &started)
    {
        m_state.started = started;
        m_state.startedAt = m_at;
        for (const PlannedStep &planned : started.steps) {
            if (m_state.stepIndex.contains(planned.id))
                continue;
            m_state.stepIndex.insert(planned.id, static_cast<int>(m_state.steps.size()));
            m_state.steps.append(
                {.planned = planned, .state = planned.after.isEmpty() ? StepState::Ready : StepState::Pending});
        }
        m_state.dependents.resize(m_state.steps.size());
        for (int i = 0; i < m_state.steps.size(); ++i)
            for (const QString &id : std::as_const(m_state.steps)[i].planned.after)
                if (const int other = indexOf(id); other >= 0)
                    m_state.dependents[other].append(i);
    }

    void operator()(const RunResumed &)
    {
        m_state.resumedAt = m_at;
        for (int i = 0; i < m_state.steps.size(); ++i) {
            const StepStatus &now = std::as_const(m_state.steps)[i];
            const bool open = !now.attempts.isEmpty() && attemptOpen(now.attempts.last());
            if (!open && now.state != StepState::Running)
                continue;
            change(i, [open](StepStatus &step) {
                if (open)
                    step.attempts.last().outcome = AttemptOutcome::Interrupted;
                if (step.state == StepState::Running || step.state == StepState::Waiting)
                    step.state = StepState::Interrupted;
            });
        }
    }

    void operator()(const PreflightFinished &preflight)
    {
        m_state.preflightDone = true;
        m_state.blockers = preflight.blockers;
        m_state.warnings = preflight.warnings;
    }

    void operator()(const ClusterPinned &cluster) { m_state.cluster = cluster; }

    void operator()(const FactRecorded &fact)
    {
        if (fact.stepId.isEmpty())
            m_state.facts.insert(fact.key, fact.value);
        else if (indexOf(fact.stepId) >= 0)
            m_state.facts.insert(fact.stepId + u'/' + fact.key, fact.value);
    }

    void operator()(const DecisionRequested &requested)
    {
        const Decision &decision = requested.decision;
        const int index = indexOf(decision.stepId);
        if (index < 0 && !decision.stepId.isEmpty())
            return;
        m_state.taken.remove(decision.id);
        m_state.asked.insert(decision.id, decision);
        m_state.open.removeIf([&](const Decision &other) { return other.id == decision.id; });
        m_state.open.append(decision);
        if (index >= 0 && !isAskedAfterwards(decision.kind) && !isFinal(stateOf(index))) {
            change(index, [&](StepStatus &step) {
                step.state = StepState::AwaitingApproval;
                step.reason = decision.reason;
            });
        }
    }

    void operator()(const DecisionTaken &decided)
    {
        m_state.taken.insert(decided.decisionId, decided);
        m_state.open.removeIf([&](const Decision &other) { return other.id == decided.decisionId; });
        const Decision asked = m_state.asked.value(decided.decisionId);
        const int index = indexOf(asked.stepId);
        if (index >= 0 && asked.kind == DecisionKind::Undo && decided.granted) {
            m_state.open.removeIf([&](const Decision &other) { return other.stepId == asked.stepId; });
            startOver(index);
            return;
        }
        if (index < 0 || stateOf(index) != StepState::AwaitingApproval)
            return;
        if (!decided.granted) {
            change(index, [&](StepStatus &step) {
                step.state = StepState::Waiting;
                step.reason = decided.comment.isEmpty()
                    ? QStringLiteral("refused by %1").arg(decided.by)
                    : QStringLiteral("refused by %1: %2").arg(decided.by, decided.comment);
            });
        } else if (!hasOpenGate(asked.stepId)) {
            startOver(index);
        }
    }

    void operator()(const DecisionWithdrawn &withdrawn)
    {
        const auto found = std::ranges::find(std::as_const(m_state.open), withdrawn.decisionId, &Decision::id);
        if (found == m_state.open.cend())
            return;
        const Decision asked = *found;
        m_state.open.removeIf([&](const Decision &other) { return other.id == asked.id; });
        const int index = indexOf(asked.stepId);
        if (index < 0 || stateOf(index) != StepState::AwaitingApproval || hasOpenGate(asked.stepId))
            return;
        startOver(index);
        change(index, [&](StepStatus &step) { step.reason = withdrawn.reason; });
    }

    void operator()(const AttemptStarted &started)
    {
        change(indexOf(started.stepId), [&](StepStatus &step) {
            const auto same = findAttempt(step, started.attempt);
            if (same != step.attempts.end() && !same->ended) {
                same->outcome.reset();
                same->message.clear();
            } else {
                step.attempts.append({.number = started.attempt, .started = m_at});
            }
            if (!step.firstStarted)
                step.firstStarted = m_at;
            step.state = StepState::Running;
            step.retryAt.reset();
            step.ended.reset();
            step.reason.clear();
            step.by.clear();
        });
    }

    void operator()(const AttemptEnded &ended)
    {
        change(indexOf(ended.stepId), [&](StepStatus &step) {
            if (const auto attempt = findAttempt(step, ended.attempt); attempt != step.attempts.end()) {
                attempt->ended = m_at;
                attempt->outcome = ended.outcome;
                attempt->message = ended.message;
            }
            if (isFinal(step.state) || step.state == StepState::AwaitingApproval)
                return;
            if (ended.retryAt) {
                step.state = StepState::Waiting;
                step.retryAt = ended.retryAt;
                step.reason = ended.message;
            } else if (ended.outcome == AttemptOutcome::Interrupted) {
                step.state = StepState::Interrupted;
                step.reason = ended.message;
            }
        });
    }

    void operator()(const StepEnded &ended)
    {
        if (ended.state == StepState::Waiting)
            return (*this)(StepWaiting{ended.stepId, ended.reason});
        const int index = indexOf(ended.stepId);
        if (index < 0 || !isFinal(ended.state))
            return;
        change(index, [&](StepStatus &step) {
            step.state = ended.state;
            step.ended = m_at;
            step.reason = ended.reason;
            step.by = ended.by;
            step.retryAt.reset();
        });
        const bool failed = ended.state == StepState::Failed || ended.state == StepState::TimedOut;
        m_state.open.removeIf([&](const Decision &open) {
            return open.stepId == ended.stepId && !(failed && open.kind == DecisionKind::FailedStep);
        });
    }

    void operator()(const StepWaiting &waiting)
    {
        const int index = indexOf(waiting.stepId);
        if (index < 0 || isFinal(stateOf(index)))
            return;
        change(index, [&](StepStatus &step) {
            step.state = StepState::Waiting;
            step.reason = waiting.reason;
        });
    }

    void operator()(const StepReset &reset)
    {
        const int index = indexOf(reset.stepId);
        if (index < 0)
            return;
        m_state.open.removeIf([&](const Decision &open) { return open.stepId == reset.stepId; });
        m_state.taken.removeIf([this, &reset](const std::pair<const QString &, DecisionTaken &> &entry) {
            const auto asked = m_state.asked.constFind(entry.first);
            return asked != m_state.asked.cend() && asked->stepId == reset.stepId && isForOneAttempt(asked->kind);
        });
        startOver(index);
        change(index, [&](StepStatus &step) {
            step.reason = reset.reason;
            step.by = reset.by;
        });
    }

    void operator()(const RunPaused &paused) { m_state.paused = paused; }
    void operator()(const RunContinued &) { m_state.paused.reset(); }
    void operator()(const CancelRequested &) { m_state.cancelRequested = true; }

    void operator()(const RunEnded &ended)
    {
        m_state.end = ended;
        m_state.endedAt = m_at;
        m_state.open.clear();
    }

    void operator()(const NoteAdded &note) { m_state.notes.append({m_at, note.stepId, note.text, note.by}); }

private:
    int indexOf(const QString &id) const { return m_state.stepIndex.value(id, -1); }
    StepState stateOf(int index) const { return std::as_const(m_state.steps)[index].state; }

    // From the back, and no further than numbers that ascend can be: a step may have been tried very often.
    static QList<AttemptRecord>::iterator findAttempt(StepStatus &step, int number)
    {
        for (auto attempt = step.attempts.end(); attempt != step.attempts.begin();) {
            --attempt;
            if (attempt->number == number)
                return attempt;
            if (attempt->number < number)
                break;
        }
        return step.attempts.end();
    }

    template <class Function> void change(int index, Function function)
    {
        if (index < 0)
            return;
        StepStatus &step = m_state.steps[index];
        const bool met = meetsDependency(step);
        count(step, -1);
        function(step);
        count(step, 1);
        if (met != meetsDependency(step))
            refreshDependents(index);
    }

    void count(const StepStatus &step, int by)
    {
        if (!isActive(step))
            return;
        m_state.active += by;
        if (step.planned.kind == StepKind::VerifyHealth)
            m_state.verifying += by;
    }

    bool hasOpenGate(const QString &stepId) const
    {
        return std::ranges::any_of(std::as_const(m_state.open),
            [&](const Decision &open) { return open.stepId == stepId && !isAskedAfterwards(open.kind); });
    }

    void startOver(int index)
    {
        const bool ready = m_state.dependenciesMet(std::as_const(m_state.steps)[index]);
        change(index, [ready](StepStatus &step) {
            step.state = ready ? StepState::Ready : StepState::Pending;
            step.ended.reset();
            step.retryAt.reset();
            step.reason.clear();
            step.by.clear();
        });
    }

    void refreshDependents(int index)
    {
        for (const int other : std::as_const(m_state.dependents)[index]) {
            const StepStatus &dependent = std::as_const(m_state.steps)[other];
            const bool met = m_state.dependenciesMet(dependent);
            if (dependent.state == StepState::Pending && met)
                m_state.steps[other].state = StepState::Ready;
            else if (dependent.state == StepState::Ready && !met)
                m_state.steps[other].state = StepState::Pending;
        }
    }

    RunState &m_state;
    Timestamp m_at;
};

RunPhase phaseOf(const RunState &state)
{
    if (state.end) {
        switch (state.end->end) {
        case RunEnd::Completed:
            return RunPhase::Completed;
        case RunEnd::CompletedWithExceptions:
            return RunPhase::CompletedWithExceptions;
        case RunEnd::Cancelled:
            return RunPhase::Cancelled;
        case RunEnd::Failed:
            break;
        }
        return RunPhase::Failed;
    }
    if (!state.startedAt)
        return RunPhase::Pending;
    if (state.paused)
        return state.paused->cause == PauseCause::Operator ? RunPhase::PausedByOperator : RunPhase::PausedByFailedStep;
    if (state.verifying > 0)
        return RunPhase::Verifying;
    return state.active == 0 && !state.open.isEmpty() ? RunPhase::AwaitingApproval : RunPhase::Running;
}

} // namespace

void fold(RunState &state, const RunEvent &event)
{
    if (event.sequence <= state.sequence)
        return;
    state.sequence = event.sequence;
    const bool starts = std::holds_alternative<RunStarted>(event.body);
    const bool note = std::holds_alternative<NoteAdded>(event.body);
    if (starts == state.startedAt.has_value() || (state.end && !note))
        return;
    state.lastEventAt = event.at;
    std::visit(Fold(state, event.at), event.body);
    state.phase = phaseOf(state);
}

} // namespace relight
