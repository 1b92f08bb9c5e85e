#include "app/engine/runengine.h"

#include "app/engine/runending.h"
#include "app/engine/rungate.h"
#include "app/engine/runstart.h"
#include "app/integrations/io/iothread.h"

namespace relight {

RunEngine::RunEngine(EngineSetup setup, Ports &ports, EventSink &journal, EngineListener &listener)
    : m_setup(std::move(setup))
    , m_ports(ports)
    , m_listener(listener)
    , m_recorder(m_setup.resumed, journal, listener, ports.clock, ports.secrets)
    , m_cluster(
          m_setup.site, m_setup.manifest, m_ports, [this] { return m_recorder.pin(); },
          [this](const Error &error) {
              m_queue.post([this, error] {
                  if (!state().end && !state().paused)
                      m_recorder.record(RunPaused{PauseCause::Identity, error.message, {}});
              });
          })
    , m_host(m_recorder, m_cluster, listener, ports.secrets, [this](auto task) { m_queue.post(std::move(task)); })
{
}

RunEngine::~RunEngine()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    // A worker that waits for record() is answered by its promise going away, before the worker is joined.
    m_queue.close();
    m_recorder.forgetWaiters();
    m_workers.joinAll();
    m_cluster.forget();
}

void RunEngine::start()
{
    m_queue.post([this] { begin(); });
    m_thread = std::jthread([this](std::stop_token stop) { loop(stop); });
}

void RunEngine::loop(std::stop_token stop)
{
    forbidBlockingHere();
    while (!stop.stop_requested()) {
        auto tasks = m_queue.wait(m_ports.clock, nextTimer().value_or(Instant::max()), stop);
        if (stop.stop_requested())
            return;
        for (TaskQueue::Task &task : tasks)
            task();
        m_recorder.writeIfDue();
        advance();
    }
}

std::optional<Instant> RunEngine::nextTimer() const
{
    std::optional<Instant> next = m_recorder.writeAgain();
    for (const StepStatus &status : state().steps) {
        if (status.state != StepState::Waiting || !status.retryAt)
            continue;
        const Instant at = m_ports.clock.now() + std::max(Milliseconds{0}, *status.retryAt - m_ports.clock.wall());
        next = next ? std::min(*next, at) : at;
    }
    return next;
}

void RunEngine::begin()
{
    if (m_setup.resumed.started.runId.isEmpty())
        m_recorder.record(runStarted(m_setup));
    else
        m_recorder.record(RunResumed{m_setup.site.operatorName, 0, {}});
    if (const auto events = eventsAtResume(m_setup, state()); !events.isEmpty())
        m_recorder.record(events);
}

SchedulerView RunEngine::view() const
{
    return {state(), m_setup.plan, m_setup.consents, m_workers.busySteps(), m_setup.attended, m_ports.clock.wall()};
}

void RunEngine::advance()
{
    if (m_ended || m_suspended || !m_recorder.allWritten() || state().started.runId.isEmpty())
        return;
    const bool held = state().paused || state().cancelRequested; // only an undo starts
    const bool gateOpen = !state().end && !held && passGate();
    tellOfGate();
    // Each action can make others possible (a skip readies the next step), so look again until there is nothing.
    for (bool acted = true; (gateOpen || held) && acted && m_recorder.allWritten() && !state().end;) {
        const auto actions = nextActions(view());
        acted = !actions.isEmpty();
        for (const NextAction &action : actions)
            perform(action);
    }
    if (state().cancelRequested && !state().end && m_workers.isEmpty() && m_recorder.allWritten()
        && !mayTakeBack(state()))
        m_recorder.record(cancelledEnd(state()));
    m_workers.stopLookouts(state());
    if (state().end)
        return settle();
    const bool waiting
        = m_workers.isIdle() && m_recorder.allWritten() && (!gateOpen || relight::waitsForPerson(view()));
    if (waiting != m_waiting) {
        m_waiting = waiting;
        m_listener.onWaiting(waiting);
    }
}

bool RunEngine::passGate()
{
    while (true) {
        const GateMove move = gateMove(m_setup, state(), m_workers.has({WorkerRole::Preflight, {}}));
        switch (move.kind) {
        case GateMove::Kind::Open:
            return true;
        case GateMove::Kind::Wait:
            return false;
        case GateMove::Kind::Preflight:
            launch({WorkerRole::Preflight, {}}, preflightStep(), 1, {});
            return false;
        case GateMove::Kind::Ask:
            ask(move.decision);
            if (!state().granted(move.decision.id))
                return false;
        }
    }
}

// Also of a run that was taken up paused: nothing is asked then, but what was answered holds.
void RunEngine::tellOfGate()
{
    if (m_letGo || !m_recorder.allWritten())
        return;
    m_letGo = gateMove(m_setup, state(), m_workers.has({WorkerRole::Preflight, {}})).kind == GateMove::Kind::Open;
    if (m_letGo)
        m_listener.onLetGo();
}

void RunEngine::ask(const Decision &decision)
{
    QList<RunEventBody> events{DecisionRequested{decision}};
    if (const auto option = consentFor(decision, m_setup.consents))
        events << DecisionTaken{decision.id, true, m_setup.site.operatorName, *option};
    m_recorder.record(std::move(events));
}

void RunEngine::perform(const NextAction &action)
{
    switch (action.kind) {
    case NextAction::Kind::Start:
        startStep(action.stepId);
        break;
    case NextAction::Kind::Ask:
        askForStep(action.stepId, action.decision);
        break;
    case NextAction::Kind::Skip:
        m_recorder.record(StepEnded{action.stepId, StepState::Skipped, QStringLiteral("not in the manifest"), {}});
        break;
    case NextAction::Kind::Finish: {
        const auto taken = state().taken.constFind(action.decision.id);
        const QString by = taken == state().taken.cend() ? m_setup.site.operatorName : taken->by;
        m_recorder.record(StepEnded{action.stepId, StepState::Succeeded, QStringLiteral("done by hand"), by});
        break;
    }
    case NextAction::Kind::End:
        m_recorder.record(action.end);
        break;
    }
}

// The run is over, or left to be resumed: give the Lease back (on a worker, it talks to the network), then say so.
void RunEngine::settle()
{
    if (m_ended || !m_workers.isEmpty())
        return;
    const WorkerKey release{WorkerRole::Release, {}};
    m_workers.start(release, [this, release](std::stop_token stop) {
        m_cluster.release(Call{stop}.within(m_ports.clock.now(), Seconds{5}));
        m_queue.post([this, release] {
            m_workers.join(release);
            m_ended = true;
            m_listener.onEnded(state());
        });
    });
}

bool RunEngine::accept(quint64 command, const Events &events)
{
    if (!events)
        m_listener.onRejected(command, events.error());
    else
        m_recorder.record(*events);
    return events.has_value();
}

PersonView RunEngine::person(const QString &by) const
{
    return {state(), m_workers.busySteps(), by};
}

void RunEngine::decide(
    quint64 command, const QString &decisionId, bool granted, const QString &by, const QString &comment)
{
    m_queue.post([=, this] { accept(command, decideEvents(person(by), decisionId, granted, comment)); });
}

void RunEngine::retry(quint64 command, const QString &stepId, const QString &by)
{
    m_queue.post([=, this] { accept(command, retryEvents(person(by), stepId)); });
}

void RunEngine::skip(quint64 command, const QString &stepId, const QString &reason, const QString &by)
{
    m_queue.post([=, this] { accept(command, skipEvents(person(by), stepId, reason)); });
}

void RunEngine::markDone(quint64 command, const QString &stepId, const QString &evidence, const QString &by)
{
    m_queue.post([=, this] { accept(command, doneEvents(person(by), stepId, evidence)); });
}

void RunEngine::pause(quint64 command, const QString &by)
{
    m_queue.post([=, this] { accept(command, pauseEvents(person(by))); });
}

void RunEngine::resume(quint64 command, const QString &by)
{
    m_queue.post([=, this] { accept(command, continueEvents(person(by))); });
}

void RunEngine::cancel(quint64 command, const QString &by)
{
    m_queue.post([=, this] {
        if (accept(command, cancelEvents(person(by))))
            m_workers.stopAll();
    });
}

void RunEngine::noteNow(const QString &stepId, const QString &text, const QString &by, Noted done)
{
    m_queue.post([=, this, done = std::move(done)]() mutable {
        const auto events = noteEvents(person(by), stepId, text);
        done(events ? m_recorder.recordNow(events->first()) : std::unexpected(events.error()));
    });
}

void RunEngine::addNote(quint64 command, const QString &stepId, const QString &text, const QString &by)
{
    m_queue.post([=, this] { accept(command, noteEvents(person(by), stepId, text)); });
}

void RunEngine::suspend()
{
    m_queue.post([this] {
        m_suspended = true;
        m_workers.stopAll();
        settle();
    });
}

} // namespace relight
