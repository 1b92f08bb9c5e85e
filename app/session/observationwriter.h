#pragma once
// Writes what was seen of a run's applications beside its journal, for those who look on: each change once, the latest
// of all that came meanwhile, on a thread of its own that may wait for the disk. Made by the session of a run; hear()
// from any thread.
//
// A change is what alters what a person reads of it; that Argo CD looked again is none. Seconds here are real ones,
// also in a drill: who looks on sits before a real clock. The thread sleeps on a condition between two writes, and a
// drill that finds it writing waits, so nothing of a run comes out differently by it.

#include "app/journal/observationlog.h"
#include "app/ports/secrets.h"
#include "models/convergence/observation.h"

#include <QHash>
#include <QSet>

#include <condition_variable>
#include <thread>

namespace relight {

class ObservationWriter
{
public:
    struct Pace
    {
        std::chrono::milliseconds atLeast{1'000}; // from one write to the next
        std::chrono::milliseconds atMost{30'000};
        int timesItsOwn = 20; // as long as the last one took: many applications or a slow disk get no more of the time
    };

    // `secrets` outlives it.
    ObservationWriter(ObservationLog log, const Secrets &secrets)
        : ObservationWriter(std::move(log), secrets, Pace())
    {
    }
    ObservationWriter(ObservationLog log, const Secrets &secrets, Pace pace);
    ~ObservationWriter(); // what was heard is written

    void hear(const QList<Application> &changed, const QStringList &removed, const QString &source, Timestamp at);

private:
    struct Heard // since the last write
    {
        QHash<QString, Observation> changed; // by key
        QSet<QString> removed;
        Timestamp at; // of the last
        bool isEmpty() const { return changed.isEmpty() && removed.isEmpty(); }
    };
    void work(const std::stop_token &stop);
    void write(Heard heard);
    QStringList take(Heard &heard); // keys that changed
    Result<> writeChanges(const QStringList &changed, const Heard &heard);
    Result<> writeAll();

    ObservationLog m_log;
    const Secrets &m_secrets;
    const Pace m_pace;
    QHash<QString, Observation> m_known; // all, as written or to be written
    bool m_writesAll = true;             // the next time: nobody can read on from what is there
    bool m_complained = false;

    std::mutex m_mutex; // guards the next
    Heard m_heard;
    std::condition_variable_any m_more;
    std::jthread m_thread; // last: it uses the rest
};

} // namespace relight
