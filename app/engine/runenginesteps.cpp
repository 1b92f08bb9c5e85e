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
    if (!entered && !m_recorder.record(AttemptStarted{stepId, attempt}))
        return; // on disk before the side effect; advance() comes back
    launch({WorkerRole::Step, stepId}, *step, attempt, interrupted);
}

void RunEngine::launch(const WorkerKey &key, const Step &step, int attempt, const QList<int> &interrupted)
{
    m_workers.start(key, [this, key, step, attempt, interrupted](std::stop_token stop) {
        const auto action = m_setup.actions.find(step.id);
        StepContext context{m_setup.manifest, m_setup.plan, step, m_setup.site, m_setup.consents, m_ports, m_host,
            Call{stop, m_ports.clock.now() + step.timeout}, attempt, interrupted};
        Result<Outcome> result = action == m_setup.actions.end()
            ? failure(ErrorCode::Failed,
                  QStringLiteral("this version of Relight has no action for the step %1").arg(step.id))
            : action->second(context);
        m_queue.post([this, key, attempt, result = std::move(result)] { finished(key, attempt, result); });
    });
}

void RunEngine::finished(const WorkerKey &key, int attempt, const Result<Outcome> &result)
{
    m_workers.join(key); // the thread has nothing left to do
    if (key.role == WorkerRole::Release) {
        m_ended = true;
        m_listener.onEnded(state());
    } else if (m_suspended) {
        settle();
    } else if (key.role == WorkerRole::Preflight) {
        preflightFinished(result);
    } else {
        stepFinished(key.stepId, attempt, result);
    }
}

void RunEngine::stepFinished(const QString &stepId, int attempt, const Result<Outcome> &result)
{
    const StepStatus *status = state().step(stepId);
    const Step *step = m_setup.plan.find(stepId);
    if (!status || !step)
        return;
    if (result && result->ask)
        ask(*result->ask);
    else if (result)
        m_recorder.record(eventsOfSuccess(state(), m_workers.busySteps(), stepId, attempt, *result));
    else
        m_recorder.record(eventsOfFailure(*status, *step, attempt, result.error(), m_ports.clock.wall()));
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

} // namespace relight
