#pragma once
// A run driven in this process, as the window and the terminal see it: RunControl and Observations on the thread that
// made it. Owns the engine; the world outlives it.

#include "app/engine/announcer.h"
#include "app/engine/truststore.h"
#include "app/integrations/io/mailbox.h"
#include "app/session/observationwriter.h"
#include "app/session/runsetup.h"
#include "models/session/observations.h"
#include "models/session/runcontrol.h"

#include <QElapsedTimer>
#include <QTimer>

namespace relight {

class LocalObservations : public Observations
{
    Q_OBJECT
public:
    using Observations::Observations;
};

// Plays along with a run: a drill's scenario. Called on the engine's thread; must not block.
class RunCompanion
{
public:
    virtual ~RunCompanion() = default;
    virtual void heard(const QList<RunEvent> &events) = 0;
    virtual void refused(quint64 command) = 0;
};

class LocalRun : public RunControl, private EngineListener, private EventSink
{
    Q_OBJECT
public:
    LocalRun(PreparedRun prepared, Ports ports, QObject *parent = nullptr);
    ~LocalRun() override;

    void setCompanion(RunCompanion *companion) { m_companion = companion; } // before start(); outlives the run
    void start();
    void suspend(); // before destroying it while the run goes on: see RunEngine::suspend()
    LocalObservations &observations() { return m_observations; }
    const QString &runId() const { return m_site.runId; }
    const RunSite &site() const { return m_site; }
    const RecoveryManifest &manifest() const { return m_manifest; }
    const Ports &ports() const { return m_ports; }

    // Trust and preflight's consents are given, in this process: until then nothing of the run is touched. Any thread.
    bool isLetGo() const { return m_letGo; }
    // On disk when it returns; Storage: it is not, and will not be. From a worker; the run is on its way.
    Result<> note(const QString &text, const QString &by);

    // Applications, from any thread. What somebody else than a step saw goes the same way as what a step saw.
    void observe(const ApplicationsDelta &delta);
    std::optional<Application> application(const QString &key) const; // as last seen
    struct StepsLook
    {
        Instant at;             // when a step of the run last looked at all of them
        ApplicationsDelta last; // without the applications
    };
    std::optional<StepsLook> stepsLook() const; // none: none did yet

    const RunState &state() const override { return m_state; }
    // Commands may come from any thread.
    quint64 decide(const QString &decisionId, bool granted, const QString &by, const QString &comment) override;
    quint64 retry(const QString &stepId, const QString &by) override;
    quint64 skip(const QString &stepId, const QString &reason, const QString &by) override;
    quint64 markDone(const QString &stepId, const QString &evidence, const QString &by) override;
    quint64 pause(const QString &by) override;
    quint64 resume(const QString &by) override;
    quint64 cancel(const QString &by) override;
    quint64 addNote(const QString &stepId, const QString &text, const QString &by) override;

Q_SIGNALS:
    void waitsForPerson(bool waits); // nothing moves on by itself
    void storageTrouble(const relight::Error &error);

private:
    // EngineListener and EventSink: engine thread and workers.
    void onEvents(const QList<RunEvent> &events, const RunState &state) override;
    void onLog(const LogLine &line) override;
    void onProgress(const StepProgress &progress) override;
    void onApplications(const ApplicationsDelta &delta) override;
    void onRejected(quint64 command, const Error &error) override;
    void onStorageTrouble(const Error &error) override;
    void onWaiting(bool waits) override;
    void onLetGo() override { m_letGo = true; }
    void onEnded(const RunState &state) override;
    Result<> append(const QList<RunEvent> &events) override { return m_journal.append(events); }
    bool nearlyFull() const override { return m_journal.onReserve(); }

    void collect(); // some observation came: a batch goes out soon
    void deliver();

    const RunSite m_site;
    const RecoveryManifest m_manifest; // as the engine has it
    Journal m_journal;
    TrustStore m_trust;
    Ports m_ports;
    RunState m_state;
    LocalObservations m_observations;
    Mailbox m_mailbox;
    QTimer m_batch; // at most 30 a second
    std::atomic<quint64> m_command = 0;
    std::atomic<bool> m_letGo = false;
    RunCompanion *m_companion = nullptr;

    mutable std::mutex m_mutex; // guards what workers leave for the next batch
    QList<LogLine> m_lines;
    QHash<QString, StepProgress> m_progress;
    QHash<QString, Application> m_applications; // all, as last seen
    std::optional<StepsLook> m_stepsLook;
    QHash<QString, Application> m_changed;
    QStringList m_removed;
    QString m_source;
    bool m_collecting = false;

    ObservationWriter m_writer; // for those who look on
    std::unique_ptr<Announcer> m_announcer;
    std::unique_ptr<RunEngine> m_engine;
};

} // namespace relight
