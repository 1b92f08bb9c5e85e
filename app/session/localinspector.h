#pragma once
// The close look at applications of a run that is driven in this process. Lives on the GUI thread, where its signals
// come; what blocks is done on threads of its own, one a duty, so that what hangs holds up nothing else. The run
// outlives it.

#include "app/session/closelook.h"
#include "app/session/localrun.h"
#include "app/session/pursuit.h"

namespace relight {

class LocalInspector : public ApplicationInspector
{
    Q_OBJECT
public:
    explicit LocalInspector(LocalRun &run, QObject *parent = nullptr);
    ~LocalInspector() override;

    void inspect(const QString &application) override;
    void askDifferences() override;
    void askResource(const ResourceKey &key) override;
    void followLog(const PodLogRequest &request) override;
    void stopLog() override;
    void watchApplications(bool on) override;
    quint64 sync(const QString &application, bool prune) override;
    quint64 refresh(const QString &application, bool hard) override;
    quint64 terminate(const QString &application) override;

private:
    struct Deed
    {
        QString application; // key
        QString asked;       // "a sync of payments", for the journal
        QString done;        // "sync of payments was started"
        std::function<Result<>(ArgoCd &, const ApplicationName &, const Call &)> act;
    };
    quint64 act(Deed deed);

    // Worker threads.
    void readTrees(const QString &application, std::stop_token stop);
    void perform(quint64 command, const Deed &deed, std::stop_token stop);
    Result<ClusterPinned> pinToSee();
    void tellFailed(Inspection what, const QString &about, const Error &error, std::stop_token stop);
    void hearLine(quint64 turn, const QString &line);

    void deliverLog();
    void hearWatch(quint64 turn, const ApplicationWatch &watch);
    void tellWatch();
    void watchAgainElsewhere();
    void endWatch();
    void end(); // of the run

    LocalRun &m_run;
    const Ports m_ports;
    std::mutex m_pinMutex;
    std::optional<ClusterPinned> m_pin; // of the run, as heard last
    ClusterSight m_sight;
    CloseLook m_look;
    Mailbox m_mailbox;
    std::atomic<bool> m_ended = false; // the run
    QString m_inspected;
    quint64 m_command = 0;

    QTimer m_logBatch; // at most 30 a second
    PodLogRequest m_logRequest;
    std::mutex m_logMutex; // guards what the log's thread leaves for the next batch
    quint64 m_logTurn = 0;
    QStringList m_logLines;
    qsizetype m_leftOut = 0;
    bool m_collecting = false;

    QTimer m_watchPause; // while only the age changes
    bool m_watches = false;
    quint64 m_watchTurn = 0;
    std::optional<ClusterPinned> m_watchPin; // when the watch began
    ApplicationWatch m_watch, m_toldWatch;

    Pursuit m_trees, m_differences, m_resources, m_log, m_watcher, m_deeds; // last: their work uses the rest
};

} // namespace relight
