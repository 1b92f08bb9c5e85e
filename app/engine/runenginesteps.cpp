// The part of the engine that starts workers and hears of their end.
#include "app/engine/runengine.h"
#include "app/engine/rungate.h"
#include "app/engine/stepresult.h"

namespace relight {

void RunEngine::startStep(const QString &stepId)
{
    const StepStatus *status = state().step(stepId);
    const Step *step = m_setup.plan.find(stepId);
    if (!status || !step)
        return;
    const bool entered = !status->attempts.isEmpty() && !status->attempts.last().ended
        && !status->attempts.last().outcome; // waited for a decision
    const QList<int> interrupted = interruptedAttempts(*status);
    const int attempt = entered ? status->attempts.last().number : int(status->attempts.size()) + 1;
    // On disk before the side effect, however long the disk takes.
    m_recorder.recordThen(AttemptStarted{stepId, attempt}, [this, step = *step, attempt, interrupted] {
        const bool undo = state().granted(undoDecisionId(step.id));
        if (!m_suspended && (!state().cancelRequested || undo))
            launch({WorkerRole::Step, step.id}, step, attempt, interrupted);
    });
}

StepContext RunEngine::contextFor(const Step &step, Call call, int attempt, const QList<int> &interrupted)
{
    return {m_setup.manifest, m_setup.plan, step, m_setup.site, m_setup.consents, m_ports, m_host, std::move(call),
        attempt, interrupted};
}

void RunEngine::launch(const WorkerKey &key, const Step &step, int attempt, const QList<int> &interrupted)
{
    m_workers.start(key, [this, key, step, attempt, interrupted](std::stop_token stop) {
        const auto action = m_setup.actions.find(step.id);
        StepContext context = contextFor(step, Call{stop, m_ports.clock.now() + step.timeout}, attempt, interrupted);
        Result<Outcome> result = action == m_setup.actions.end()
            ? failure(ErrorCode::Failed,
                  QStringLiteral("this version of Relight has no action for the step %1").arg(step.id))
            : action->second(context);
        m_queue.post([this, key, attempt, result = std::move(result)] { finished(key, attempt, result); });
    });
}

// The worker is over: whatever follows from it, unless the run is being left.
void RunEngine::joined(const WorkerKey &key, const std::function<void()> &next)
{
    m_workers.join(key); // the thread has nothing left to do
    if (m_suspended)
        settle();
    else
        next();
}

void RunEngine::finished(const WorkerKey &key, int attempt, const Result<Outcome> &result)
{
    joined(key, [&] {
        if (key.role == WorkerRole::Preflight)
            preflightFinished(result);
        else
            stepFinished(key.stepId, attempt, result);
    });
}

void RunEngine::stepFinished(const QString &stepId, int attempt, const Result<Outcome> &result)
{
    const StepStatus *status = state().step(stepId);
    const Step *step = m_setup.plan.find(stepId);
    if (!status || !step)
        return;
    if (result && result->ask) {
        ask(*result->ask);
        if (result->meanwhile && state().isOpen(result->ask->id) && !state().cancelRequested)
            lookOut(*result->ask, attempt, result->meanwhile);
        return;
    }
    const AttemptView view{
        state(), *status, *step, attempt, m_setup.consents, m_setup.site.operatorName, m_ports.clock.wall()};
    m_recorder.record(
        result ? eventsOfSuccess(view, m_workers.busySteps(), *result) : eventsOfFailure(view, result.error()));
}

void RunEngine::preflightFinished(const Result<Outcome> &result)
{
    if (!result && state().cancelRequested)
        return;
    if (result && result->ask)
        return ask(*result->ask);
    // The action has recorded PreflightFinished; without it, what stopped it is the blocker.
    if (!result)
        m_recorder.record(PreflightFinished{{result.error().message}, {}});
    if (!state().blockers.isEmpty())
        m_recorder.record(DecisionRequested{blockersDecision(state())});
}

// An approval shows what can be seen just before it.
void RunEngine::askForStep(const QString &stepId, const Decision &decision)
{
    const auto preview = m_setup.previews.find(stepId);
    const Step *step = m_setup.plan.find(stepId);
    if (decision.kind != DecisionKind::StepApproval || preview == m_setup.previews.end() || !step)
        return ask(decision);
    const WorkerKey key{WorkerRole::Previewing, stepId, decision};
    m_workers.start(key, [this, key, look = preview->second, step = *step](std::stop_token stop) {
        StepContext context = contextFor(step, Call{stop}.within(m_ports.clock.now(), Seconds{10}), 1, {});
        const QStringList lines = look(context);
        m_queue.post([this, key, lines] { previewed(key, lines); });
    });
}

void RunEngine::previewed(const WorkerKey &key, const QStringList &lines)
{
    joined(key, [&] {
        Decision decision = key.about;
        decision.details << lines;
        if (!state().cancelRequested)
            ask(decision);
    });
}

void RunEngine::lookOut(const Decision &decision, int attempt, const Lookout &lookout)
{
    const Step *step = m_setup.plan.find(decision.stepId);
    if (!step)
        return;
    const WorkerKey key{WorkerRole::LookingOut, decision.stepId, decision, state().sequence};
    m_workers.start(key, [this, key, attempt, lookout, step = *step](std::stop_token stop) {
        StepContext context = contextFor(step, Call{stop}, attempt, {});
        const Result<QString> what = lookout(context);
        m_queue.post([this, key, what] { changedMeanwhile(key, what); });
    });
}

void RunEngine::changedMeanwhile(const WorkerKey &key, const Result<QString> &what)
{
    joined(key, [&] {
        if (what && state().isOpen(key.about.id))
            m_recorder.record(DecisionWithdrawn{key.about.id, *what});
    });
}

} // namespace relight
