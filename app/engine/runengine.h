#pragma once
// Drives one run: appends events to the journal, folds them, starts steps on workers, and does what a person asks. One
// thread of its own; every public function may be called from any thread and returns at once. Destroying it stops the
// workers and joins; children stay with their supervisors.

#include "app/engine/enginehost.h"
#include "app/engine/enginesetup.h"
#include "app/engine/personcommands.h"
#include "app/engine/scheduler.h"
#include "app/engine/taskqueue.h"
#include "app/engine/workers.h"

namespace relight {

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
    // As addNote(), but on disk before `done` is called, on the engine's thread; where the disk refuses it, it is not
    // kept. `done` is destroyed uncalled when the engine goes away first.
    using Noted = std::move_only_function<void(const Result<> &)>;
    void noteNow(const QString &stepId, const QString &text, const QString &by, Noted done);
    // Stops workers without ending the run (the terminal was interrupted, the window closes): it is resumable. Children
    // live on.
    void suspend();

private:
    void loop(std::stop_token stop);

    // Engine thread only, from here on.
    std::optional<Instant> nextTimer() const;
    void begin();
    void advance();
    bool passGate(); // true: steps may go
    void tellOfGate();
    void perform(const NextAction &action);
    void ask(const Decision &decision);
    bool accept(quint64 command, const Events &events); // records them, or says why not
    PersonView person(const QString &by) const;
    void settle();

    void startStep(const QString &stepId);
    void askForStep(const QString &stepId, const Decision &decision);
    void previewed(const WorkerKey &key, const QStringList &lines);
    void lookOut(const Decision &decision, int attempt, const Lookout &lookout);
    void changedMeanwhile(const WorkerKey &key, const Result<QString> &what);
    void joined(const WorkerKey &key, const std::function<void()> &next);
    void launch(const WorkerKey &key, const Step &step, int attempt, const QList<int> &interrupted);
    StepContext contextFor(const Step &step, Call call, int attempt, const QList<int> &interrupted);
    void finished(const WorkerKey &key, int attempt, const Result<Outcome> &result);
    void stepFinished(const QString &stepId, int attempt, const Result<Outcome> &result);
    void preflightFinished(const Result<Outcome> &result);

    SchedulerView view() const;
    const RunState &state() const { return m_recorder.state(); }

    EngineSetup m_setup;
    Ports &m_ports;
    EngineListener &m_listener;
    TaskQueue m_queue;
    RunRecorder m_recorder;
    ClusterSession m_cluster;
    EngineHost m_host;
    Workers m_workers;
    bool m_waiting = false, m_letGo = false, m_ended = false, m_suspended = false;
    std::jthread m_thread;
};

} // namespace relight
