#pragma once
// The applications as followed: sources write them, one follower takes what changed since it last looked, merged.
// Thread-safe; owned by one follow().

#include "app/ports/argocd.h"
#include "app/ports/clock.h"

#include <QSet>

namespace relight {

class ApplicationSight
{
public:
    explicit ApplicationSight(Clock &clock);

    // A whole list, asked for when mark() was taken: what changed since stays as it is. What is not in the list is
    // gone. `newSource`: the follower hears a complete delta even when nothing differs.
    quint64 mark() const;
    void replace(const QList<Application> &all, quint64 mark, bool newSource);
    void change(const Application &application);
    void remove(const QString &key);
    void setSource(const QString &source, const QString &degraded, bool silent = false);
    void seen();            // the source answered, without news
    void end(Result<> why); // the last word: take() returns it when all changes were taken

    // What changed, a moment after the first of it, at the latest at `until` (then perhaps nothing). Not again at once:
    // a thousand applications are given 50 ms of rest, ten thousand half a second.
    Result<ApplicationsDelta> take(Instant until, std::stop_token stop);

    qsizetype size() const;

private:
    void put(const Application &application);

    Clock &m_clock;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    QMap<QString, Application> m_known;
    QMap<QString, Application> m_pending;
    QSet<QString> m_removed;
    QHash<QString, quint64> m_touched; // when a key last changed outside of lists
    quint64 m_count = 0;
    bool m_complete = false, m_awake = false, m_listed = false;
    QString m_source, m_degraded;
    bool m_silent = false;
    std::optional<Instant> m_seenAt;
    Instant m_taken{}; // when the follower last took
    std::optional<Result<>> m_end;
};

} // namespace relight
