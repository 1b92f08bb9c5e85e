#pragma once
// Drives one run: appends events to the journal, folds them, starts steps on workers, and does what a person asks. One
// thread of its own; every public function may be called from any thread and returns at once. Destroying it stops the
// workers and joins; children stay with their supervisors.

#include "app/engine/clustersession.h"
#include "app/engine/enginelistener.h"
#include "app/engine/scheduler.h"
#include "app/engine/stepcontext.h"

#include <deque>
#include <map>
#include <thread>

namespace relight {

// Where events go before anything shows them: the journal, or a list in a test. Engine thread only.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual Result<> append(const QList<RunEvent> &events) = 0; // all on disk, or none counted
    virtual bool nearlyFull() const { return false; }           // only the space set aside is left
};

struct EngineSetup
{
    RecoveryManifest manifest;
    RecoveryPlan plan;
    RunSite site;
    Consents consents;
    RunMode mode = RunMode::Live;
    std::optional<Timestamp> declaredAt, lostAt;
    bool attended = false;
    bool trusted = false;                  // this digest was trusted on this machine before
    RunState resumed;                      // runId empty: a new run
    std::map<QString, StepAction> actions; // by step id, and "preflight"
};

class RunEngine
{
public:
    RunEngine(EngineSetup setup, Ports &ports, EventSink &journal, EngineListener &listener);
    ~RunEngine();

    void start(); // once: RunStarted or RunResumed, then on its own

    void decide(quint64 command, const QString &decisionId, bool granted, const QString &by, const QString &comment);
    void retry(quint64 command, const QString &stepId, const QString &by);
    void skip(quint64 command, const QString &stepId, const QString &reason, const QString &by);
    void markDone(quint64 command, const QString &stepId, const QString &evidence, const QString &by);
    void pause(quint64 command, const QString &by);
    void resume(quint64 command, const QString &by);
    void cancel(quint64 command, const QString &by);
    void addNote(quint64 command, const QString &stepId, const QString &text, const QString &by);
    // Stops workers without ending the run (the terminal was interrupted, the window closes): it is resumable. Children
    // live on.
    void suspend();

private:
    using Task = std::move_only_function<void()>;
    class Host;
    struct Worker
    {
        int attempt = 1;
        std::jthread thread;
    };

    void post(Task task);
    void loop(std::stop_token stop);
    std::optional<Instant> nextTimer() const;
    void handleCommand(quint64 command, std::move_only_function<Result<>()> task);

    // Engine thread only, from here on.
    bool record(QList<RunEventBody> bodies);
    bool record(RunEventBody body) { return record(QList<RunEventBody>{std::move(body)}); }
    bool flush();
    void advance();
    void perform(const NextAction &action);
    void ask(const Decision &decision);
    bool beginGate(); // trust and preflight; true: steps may go
    void launch(const QString &stepId, int attempt, const QList<int> &interrupted, const Step &step);
    void startStep(const QString &stepId);
    void finished(const QString &stepId, int attempt, const Result<Outcome> &result);
    void stepFailed(const StepStatus &status, const Step &step, int attempt, const Error &error);
    void preflightFinished(const Result<Outcome> &result);
    Result<> resetStep(const QString &stepId, const QString &reason, const QString &by);
    void endCancelled();
    void settle();
    QStringList busy() const;

    EngineSetup m_setup;
    Ports &m_ports;
    EventSink &m_journal;
    EngineListener &m_listener;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<ClusterSession> m_cluster;

    RunState m_state; // written on the engine thread under m_stateMutex, copied from workers
    mutable std::mutex m_stateMutex;
    QList<RunEvent> m_unwritten;    // the disk refused them: nothing starts until they are written
    std::vector<Task> m_afterWrite; // answers to workers that wait for the disk
    std::optional<Instant> m_writeAgain;
    std::map<QString, Worker> m_workers;
    bool m_waiting = false, m_ended = false, m_suspended = false, m_preflightRuns = false;

    std::mutex m_queueMutex;
    std::condition_variable_any m_queueCondition;
    std::deque<Task> m_queue;
    bool m_closed = false; // no task is taken any more
    std::jthread m_thread;
};

} // namespace relight
