#include "app/engine/runengine.h"

#include "app/engine/enginehost.h"
#include "app/integrations/io/iothread.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcEngine, "relight.app.engine")

namespace relight {

static const QString preflightId = QStringLiteral("preflight");
static const QString releaseId = QStringLiteral("release");

static bool isOpen(const RunState &state, const QString &id)
{
    return std::ranges::any_of(state.open, [&](const Decision &decision) { return decision.id == id; });
}

RunEngine::RunEngine(EngineSetup setup, Ports &ports, EventSink &journal, EngineListener &listener)
    : m_setup(std::move(setup))
    , m_ports(ports)
    , m_journal(journal)
    , m_listener(listener)
    , m_state(m_setup.resumed)
{
    m_cluster = std::make_unique<ClusterSession>(
        m_setup.site, m_setup.manifest, m_ports,
        [this] {
            const std::lock_guard lock(m_stateMutex);
            return m_state.cluster;
        },
        [this](const Error &error) {
            post([this, error] {
                if (!m_state.end && !m_state.paused)
                    record(RunPaused{PauseCause::Identity, error.message, {}});
            });
        });
    m_host = std::make_unique<Host>(*this);
}

RunEngine::~RunEngine()
{
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
    // A worker that waits for record() is answered by its promise going away, before the worker is joined.
    std::deque<Task> rest;
    {
        const std::lock_guard lock(m_queueMutex);
        m_closed = true;
        rest.swap(m_queue);
    }
    rest.clear();
    m_afterWrite.clear();
    m_workers.clear();
    m_cluster->forget();
}

void RunEngine::start()
{
    post([this] {
        if (m_setup.resumed.started.runId.isEmpty()) {
            RunStarted started{m_setup.site.runId, m_setup.mode, m_setup.plan.name, m_setup.site.manifestPath,
                m_setup.site.digest, m_setup.site.version, m_setup.site.operatorName, m_setup.declaredAt,
                m_setup.lostAt, m_setup.plan.rto, m_setup.plan.rpo, {}};
            for (const Step &step : m_setup.plan.steps)
                started.steps << plannedStep(step);
            record(std::move(started));
        } else {
            record(RunResumed{m_setup.site.operatorName, 0, {}});
            // Whoever resumes wants another look at what preflight found.
            if (isOpen(m_state, preflightId))
                record(DecisionTaken{preflightId, true, m_setup.site.operatorName, QStringLiteral("resumed")});
            // One that was cut off goes on by itself, after a look at what it left running.
            for (const QString &step : m_setup.consents.retry) {
                const StepStatus *status = m_state.step(step);
                if (status && status->state != StepState::Interrupted)
                    (void)resetStep(step, QStringLiteral("retry"), m_setup.site.operatorName);
            }
        }
        // Decisions that were open are answered by options given now.
        const QList<Decision> open = m_state.open;
        for (const Decision &decision : open) {
            if (const auto option = consentFor(decision, m_setup.consents))
                record(DecisionTaken{decision.id, true, m_setup.site.operatorName, *option});
        }
    });
    m_thread = std::jthread([this](std::stop_token stop) { loop(stop); });
}

void RunEngine::post(Task task)
{
    {
        const std::lock_guard lock(m_queueMutex);
        if (m_closed)
            return;
        m_queue.push_back(std::move(task));
    }
    m_queueCondition.notify_one();
}

std::optional<Instant> RunEngine::nextTimer() const
{
    std::optional<Instant> next = m_writeAgain;
    for (const StepStatus &status : m_state.steps) {
        if (status.state != StepState::Waiting || !status.retryAt)
            continue;
        const Instant at = m_ports.clock.now() + std::max(Milliseconds{0}, *status.retryAt - m_ports.clock.wall());
        next = next ? std::min(*next, at) : at;
    }
    return next;
}

void RunEngine::loop(std::stop_token stop)
{
    forbidBlockingHere();
    while (!stop.stop_requested()) {
        std::deque<Task> tasks;
        {
            std::unique_lock lock(m_queueMutex);
            m_ports.clock.wait(m_queueCondition, lock, nextTimer().value_or(Instant::max()), stop,
                [this] { return !m_queue.empty(); });
            tasks.swap(m_queue);
        }
        if (stop.stop_requested())
            return;
        for (Task &task : tasks)
            task();
        if (m_writeAgain && *m_writeAgain <= m_ports.clock.now())
            flush();
        advance();
    }
}

// Returns whether the events are on disk. Events that could not be written are kept, in order, and nothing starts
// before they are.
bool RunEngine::record(QList<RunEventBody> bodies)
{
    for (RunEventBody &body : bodies)
        m_unwritten << RunEvent{m_state.sequence + m_unwritten.size() + 1, m_ports.clock.wall(), std::move(body)};
    return flush();
}

bool RunEngine::flush()
{
    if (m_unwritten.isEmpty())
        return true;
    if (const auto written = m_journal.append(m_unwritten); !written) {
        if (!m_writeAgain)
            m_listener.onStorageTrouble(written.error());
        m_writeAgain = m_ports.clock.now() + Seconds{2};
        return false;
    }
    m_writeAgain.reset();
    const QList<RunEvent> events = std::exchange(m_unwritten, {});
    {
        const std::lock_guard lock(m_stateMutex);
        for (const RunEvent &event : events)
            m_state = apply(std::move(m_state), event);
    }
    m_listener.onEvents(events, m_state);
    if (m_journal.nearlyFull() && !m_state.end && !m_state.paused) {
        record(RunPaused{
            PauseCause::Storage, QStringLiteral("the disk of the journal is full: make room, then resume"), {}});
    }
    for (auto &done : std::exchange(m_afterWrite, {}))
        done();
    return true;
}

QStringList RunEngine::busy() const
{
    QStringList ids;
    for (const auto &[id, worker] : m_workers)
        ids << id;
    return ids;
}

void RunEngine::ask(const Decision &decision)
{
    if (const auto option = consentFor(decision, m_setup.consents)) {
        record({DecisionRequested{decision}, DecisionTaken{decision.id, true, m_setup.site.operatorName, *option}});
        return;
    }
    record(DecisionRequested{decision});
}

// Trust, then preflight, then the consent to its warnings; only then a step may start.
bool RunEngine::beginGate()
{
    if (m_setup.mode != RunMode::Live)
        return true;
    if (!m_setup.trusted) {
        const QString id = QStringLiteral("trust:") + m_setup.site.digest;
        if (!m_state.granted(id)) {
            if (!isOpen(m_state, id)) {
                Decision trust{id, DecisionKind::Trust, {}, QStringLiteral("Trust this manifest"),
                    QStringLiteral("it has not run here before: everything below will be executed"), {},
                    m_setup.site.digest, QStringLiteral("--trust ") + m_setup.site.digest, true};
                for (const Step &step : m_setup.plan.steps) {
                    for (const QString &command : step.commands)
                        trust.details << step.id + QStringLiteral(": ") + command;
                }
                ask(trust);
            }
            if (!m_state.granted(id))
                return false;
        }
    }
    // Decisions of the whole run (trust in the commit, the lost cluster, blockers) come before anything else.
    if (m_preflightRuns || std::ranges::any_of(m_state.open, [](const Decision &d) { return d.stepId.isEmpty(); }))
        return false;
    if (!m_state.preflightDone || (!m_state.blockers.isEmpty())) {
        static const Step preflight = [] {
            Step step;
            step.id = preflightId;
            step.title = QStringLiteral("Preflight");
            step.timeout = Seconds{120};
            return step;
        }();
        m_preflightRuns = true;
        launch(preflightId, 1, {}, preflight);
        return false;
    }
    if (m_state.warnings.isEmpty())
        return true;
    const QString id = QStringLiteral("warnings");
    if (!m_state.granted(id) && !isOpen(m_state, id))
        ask({id, DecisionKind::Warnings, {}, QStringLiteral("Go on with these warnings"),
            QStringLiteral("preflight found %1 things that may go wrong").arg(m_state.warnings.size()),
            m_state.warnings, {}, QStringLiteral("--accept-warnings"), false});
    return m_state.granted(id);
}

void RunEngine::advance()
{
    if (m_ended || m_suspended || !m_unwritten.isEmpty() || m_state.started.runId.isEmpty())
        return;
    if (m_state.end) {
        settle();
        return;
    }
    if (m_state.cancelRequested) {
        if (m_workers.empty())
            endCancelled();
        return;
    }
    bool gateOpen = false;
    if (!m_state.paused)
        gateOpen = beginGate();
    // Each action can make others possible (a skip readies the next step), so look again until there is nothing.
    for (bool acted = true; gateOpen && acted && m_unwritten.isEmpty() && !m_state.end;) {
        const auto actions
            = nextActions({m_state, m_setup.plan, m_setup.consents, busy(), m_setup.attended, m_ports.clock.wall()});
        acted = !actions.isEmpty();
        for (const NextAction &action : actions)
            perform(action);
    }
    if (m_state.end) {
        settle();
        return;
    }
    const bool waiting = m_workers.empty() && m_unwritten.isEmpty()
        && (!gateOpen
            || waitsForPerson(
                {m_state, m_setup.plan, m_setup.consents, busy(), m_setup.attended, m_ports.clock.wall()}));
    if (waiting != m_waiting) {
        m_waiting = waiting;
        m_listener.onWaiting(waiting);
    }
}

void RunEngine::perform(const NextAction &action)
{
    switch (action.kind) {
    case NextAction::Kind::Start:
        startStep(action.stepId);
        break;
    case NextAction::Kind::Ask:
        ask(action.decision);
        break;
    case NextAction::Kind::Skip:
        record(StepEnded{action.stepId, StepState::Skipped, QStringLiteral("not in the manifest"), {}});
        break;
    case NextAction::Kind::Finish: {
        const QString by = m_state.taken.contains(action.decision.id) ? m_state.taken.value(action.decision.id).by
                                                                      : m_setup.site.operatorName;
        record(StepEnded{action.stepId, StepState::Succeeded, QStringLiteral("done by hand"), by});
        break;
    }
    case NextAction::Kind::End:
        record(action.end);
        break;
    }
}

void RunEngine::startStep(const QString &stepId)
{
    const StepStatus *status = m_state.step(stepId);
    const Step *step = m_setup.plan.find(stepId);
    if (!status || !step)
        return;
    const bool entered = !status->attempts.isEmpty() && !status->attempts.last().ended
        && !status->attempts.last().outcome; // waited for a decision
    QList<int> interrupted;
    for (const AttemptRecord &attempt : status->attempts) {
        if (attempt.outcome == AttemptOutcome::Interrupted)
            interrupted.prepend(attempt.number);
        else if (attempt.ended)
            interrupted.clear();
    }
    const int attempt = entered ? status->attempts.last().number : int(status->attempts.size()) + 1;
    if (!entered && !record(AttemptStarted{stepId, attempt}))
        return; // on disk before the side effect; advance() comes back
    launch(stepId, attempt, interrupted, *step);
}

void RunEngine::launch(const QString &stepId, int attempt, const QList<int> &interrupted, const Step &step)
{
    Worker &worker = m_workers[stepId];
    worker.attempt = attempt;
    worker.thread = std::jthread([this, stepId, attempt, interrupted, step](std::stop_token stop) {
        const auto action = m_setup.actions.find(stepId);
        StepContext context{m_setup.manifest, m_setup.plan, step, m_setup.site, m_setup.consents, m_ports, *m_host,
            Call{stop, m_ports.clock.now() + step.timeout}, attempt, interrupted};
        Result<Outcome> result = action == m_setup.actions.end()
            ? failure(ErrorCode::Failed,
                  QStringLiteral("this version of Relight has no action for the step %1").arg(stepId))
            : action->second(context);
        post([this, stepId, attempt, result = std::move(result)] { finished(stepId, attempt, result); });
    });
}

void RunEngine::finished(const QString &stepId, int attempt, const Result<Outcome> &result)
{
    m_workers.erase(stepId); // joins: the thread has nothing left to do
    if (m_suspended && stepId != releaseId) {
        settle();
        return;
    }
    if (stepId == preflightId)
        return preflightFinished(result);
    if (stepId == releaseId) {
        m_ended = true;
        m_listener.onEnded(m_state);
        return;
    }
    const StepStatus *status = m_state.step(stepId);
    const Step *step = m_setup.plan.find(stepId);
    if (!status || !step)
        return;
    if (result && result->ask) {
        ask(*result->ask);
        return;
    }
    if (!result)
        return stepFailed(*status, *step, attempt, result.error());
    QList<RunEventBody> events{AttemptEnded{stepId, attempt, AttemptOutcome::Succeeded, result->summary, {}},
        StepEnded{stepId, StepState::Succeeded, result->summary, {}}};
    if (result->invalidatesLater) {
        for (const StepStatus &other : m_state.steps) {
            if (other.planned.id != stepId && other.state != StepState::Pending
                && !m_workers.contains(other.planned.id))
                events << StepReset{other.planned.id, QStringLiteral("its work was on another cluster"), {}};
        }
    }
    record(std::move(events));
}

void RunEngine::stepFailed(const StepStatus &status, const Step &step, int attempt, const Error &error)
{
    const QString &id = step.id;
    if (error.code == ErrorCode::Cancelled) {
        record({AttemptEnded{id, attempt, AttemptOutcome::Cancelled, error.message, {}},
            StepEnded{id, StepState::Cancelled, error.message, {}}});
        return;
    }
    const auto outcome = error.code == ErrorCode::TimedOut ? AttemptOutcome::TimedOut : AttemptOutcome::Failed;
    int failures = 1; // since the last reset or interruption
    for (auto record = status.attempts.crbegin(); record != status.attempts.crend(); ++record)
        failures += record->outcome == AttemptOutcome::Failed || record->outcome == AttemptOutcome::TimedOut ? 1 : 0;
    const bool worthRetrying = error.code != ErrorCode::NeedsPerson && error.code != ErrorCode::Forbidden
        && error.code != ErrorCode::Invalid && error.code != ErrorCode::Unauthorized;
    if (failures <= step.retries && worthRetrying) {
        const Milliseconds delay = step.retryDelay * (1 << std::min(failures - 1, 5));
        record(AttemptEnded{id, attempt, outcome, error.message, m_ports.clock.wall() + delay});
        return;
    }
    QList<RunEventBody> events{AttemptEnded{id, attempt, outcome, error.message, {}},
        StepEnded{
            id, outcome == AttemptOutcome::TimedOut ? StepState::TimedOut : StepState::Failed, error.message, {}}};
    if (step.onFailure == FailurePolicy::Pause) {
        events << RunPaused{PauseCause::FailedStep, QStringLiteral("%1: %2").arg(step.title, error.message), {}};
        events << DecisionRequested{{QStringLiteral("failed:") + id, DecisionKind::FailedStep, id,
            QStringLiteral("\"%1\" failed: retry, or skip with a reason").arg(step.title), error.message, {}, id,
            QStringLiteral("--retry ") + id, false}};
    }
    record(std::move(events));
}

void RunEngine::preflightFinished(const Result<Outcome> &result)
{
    m_preflightRuns = false;
    if (!result && m_state.cancelRequested)
        return;
    if (result && result->ask)
        return ask(*result->ask);
    // The action has recorded PreflightFinished; without it, what stopped it is the blocker.
    if (!result)
        record(PreflightFinished{{result.error().message}, {}});
    if (m_state.blockers.isEmpty())
        return;
    record(DecisionRequested{
        {preflightId, DecisionKind::FailedStep, {}, QStringLiteral("Preflight found what would stop this recovery"),
            QStringLiteral("mend it, then check again; nothing was written"), m_state.blockers, {},
            QStringLiteral("relight resume"), false}});
}

void RunEngine::endCancelled()
{
    RunEnded end{RunEnd::Cancelled, QStringLiteral("cancelled by a person"), {}, {}};
    for (const StepStatus &status : m_state.steps) {
        if (status.state == StepState::Cancelled || status.state == StepState::Interrupted
            || (!status.attempts.isEmpty() && !isFinal(status.state)))
            end.leftHalfDone << QStringLiteral("%1: %2").arg(status.planned.title, status.reason);
    }
    record(std::move(end));
    settle();
}

// The run is over, or left to be resumed: give the Lease back (on a worker, it talks to the network), then say so.
void RunEngine::settle()
{
    if (m_ended || m_workers.contains(releaseId) || !m_workers.empty())
        return;
    Worker &worker = m_workers[releaseId];
    worker.thread = std::jthread([this](std::stop_token stop) {
        m_cluster->release(Call{stop}.within(m_ports.clock.now(), Seconds{5}));
        post([this] { finished(releaseId, 1, Outcome::done({})); });
    });
}

void RunEngine::handleCommand(quint64 command, std::move_only_function<Result<>()> task)
{
    post([this, command, task = std::move(task)]() mutable {
        Result<> done = m_state.end ? failure(ErrorCode::Conflict, QStringLiteral("the run has ended")) : task();
        if (!done)
            m_listener.onRejected(command, done.error());
    });
}

void RunEngine::decide(
    quint64 command, const QString &decisionId, bool granted, const QString &by, const QString &comment)
{
    handleCommand(command, [=, this]() -> Result<> {
        const auto decision = std::ranges::find(m_state.open, decisionId, &Decision::id);
        if (decision == m_state.open.end())
            return failure(ErrorCode::NotFound, QStringLiteral("this decision is not open any more"));
        const QString step = decision->stepId;
        const QString title = decision->title;
        const DecisionKind kind = decision->kind;
        record(DecisionTaken{decisionId, granted, by, comment});
        if (kind == DecisionKind::FailedStep && granted && !step.isEmpty())
            return resetStep(step, QStringLiteral("retry"), by);
        // The step stands where it was and asks again when the run goes on.
        if (!granted && kind != DecisionKind::FailedStep && !step.isEmpty())
            record(StepReset{step, QStringLiteral("refused"), by});
        if (!granted && kind != DecisionKind::FailedStep && !m_state.paused)
            record(RunPaused{PauseCause::Operator, QStringLiteral("\"%1\" was refused").arg(title), by});
        return {};
    });
}

Result<> RunEngine::resetStep(const QString &stepId, const QString &reason, const QString &by)
{
    const StepStatus *status = m_state.step(stepId);
    if (!status)
        return failure(ErrorCode::NotFound, QStringLiteral("there is no step %1 in this run").arg(stepId));
    if (m_workers.contains(stepId))
        return failure(ErrorCode::Conflict, QStringLiteral("%1 is running").arg(stepId));
    QList<RunEventBody> events;
    const QString failedId = QStringLiteral("failed:") + stepId;
    if (isOpen(m_state, failedId))
        events << DecisionTaken{failedId, true, by, reason};
    events << StepReset{stepId, reason, by};
    record(std::move(events));
    const bool failureOpen
        = std::ranges::any_of(m_state.open, [](const Decision &d) { return d.kind == DecisionKind::FailedStep; });
    if (m_state.paused && m_state.paused->cause == PauseCause::FailedStep && !failureOpen)
        record(RunContinued{by});
    return {};
}

void RunEngine::retry(quint64 command, const QString &stepId, const QString &by)
{
    handleCommand(command, [=, this] { return resetStep(stepId, QStringLiteral("retry"), by); });
}

void RunEngine::skip(quint64 command, const QString &stepId, const QString &reason, const QString &by)
{
    handleCommand(command, [=, this]() -> Result<> {
        const StepStatus *status = m_state.step(stepId);
        if (!status)
            return failure(ErrorCode::NotFound, QStringLiteral("there is no step %1 in this run").arg(stepId));
        if (m_workers.contains(stepId))
            return failure(ErrorCode::Conflict, QStringLiteral("%1 is running: cancel or wait").arg(stepId));
        if (reason.trimmed().size() < 10)
            return failure(
                ErrorCode::Invalid, QStringLiteral("say in 10 characters or more why %1 can be skipped").arg(stepId));
        QList<RunEventBody> events;
        for (const Decision &decision : m_state.open) {
            if (decision.stepId == stepId)
                events << DecisionTaken{decision.id, false, by, QStringLiteral("skipped: ") + reason};
        }
        events << StepEnded{stepId, StepState::Skipped, reason, by};
        record(std::move(events));
        const bool failureOpen
            = std::ranges::any_of(m_state.open, [](const Decision &d) { return d.kind == DecisionKind::FailedStep; });
        if (m_state.paused && m_state.paused->cause == PauseCause::FailedStep && !failureOpen)
            record(RunContinued{by});
        return {};
    });
}

void RunEngine::markDone(quint64 command, const QString &stepId, const QString &evidence, const QString &by)
{
    handleCommand(command, [=, this]() -> Result<> {
        const StepStatus *status = m_state.step(stepId);
        if (!status)
            return failure(ErrorCode::NotFound, QStringLiteral("there is no step %1 in this run").arg(stepId));
        if (m_workers.contains(stepId))
            return failure(ErrorCode::Conflict, QStringLiteral("%1 is running").arg(stepId));
        if (!m_state.dependenciesMet(*status))
            return failure(ErrorCode::Conflict, QStringLiteral("%1 waits for other steps").arg(stepId));
        QList<RunEventBody> events;
        for (const Decision &decision : m_state.open) {
            if (decision.stepId == stepId)
                events << DecisionTaken{decision.id, true, by, QStringLiteral("done by hand")};
        }
        events << StepEnded{
            stepId, StepState::Succeeded, evidence.isEmpty() ? QStringLiteral("done by hand") : evidence, by};
        record(std::move(events));
        if (m_state.paused && m_state.paused->cause == PauseCause::FailedStep)
            record(RunContinued{by});
        return {};
    });
}

void RunEngine::pause(quint64 command, const QString &by)
{
    handleCommand(command, [=, this]() -> Result<> {
        if (m_state.paused)
            return failure(ErrorCode::Conflict, QStringLiteral("the run is paused already"));
        record(RunPaused{PauseCause::Operator, QStringLiteral("by %1").arg(by), by});
        return {};
    });
}

void RunEngine::resume(quint64 command, const QString &by)
{
    handleCommand(command, [=, this]() -> Result<> {
        if (!m_state.paused)
            return failure(ErrorCode::Conflict, QStringLiteral("the run is not paused"));
        record(RunContinued{by});
        return {};
    });
}

void RunEngine::cancel(quint64 command, const QString &by)
{
    handleCommand(command, [=, this]() -> Result<> {
        if (m_state.cancelRequested)
            return failure(ErrorCode::Conflict, QStringLiteral("the run is being cancelled"));
        record(CancelRequested{by});
        for (auto &[id, worker] : m_workers)
            worker.thread.request_stop();
        return {};
    });
}

void RunEngine::addNote(quint64 command, const QString &stepId, const QString &text, const QString &by)
{
    post([=, this] {
        if (text.trimmed().isEmpty())
            m_listener.onRejected(command, {ErrorCode::Invalid, QStringLiteral("an empty note is not kept"), {}, 0});
        else
            record(NoteAdded{stepId, text, by});
    });
}

void RunEngine::suspend()
{
    post([this] {
        m_suspended = true;
        for (auto &[id, worker] : m_workers)
            worker.thread.request_stop();
        if (m_workers.empty())
            settle();
    });
}

} // namespace relight
