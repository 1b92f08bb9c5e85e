#pragma once
// One attempt of a sync operation: checks, applies wave by wave, waits for each to be healthy. It knows no clock: it is
// stepped, and says when it wants to be stepped again. The world's one thread.

#include "app/drill/world/argocd/synctasks.h"
#include "app/drill/world/base/world.h"

#include <QJsonArray>
#include <QSet>

#include <set>

namespace relight::world {

struct SyncSettings
{
    QString destination; // namespace
    bool createNamespace = false, serverSide = false, dryRun = false;
    QList<QJsonObject> only; // {group, kind, name, namespace} of a selective sync; empty: all
};

class SyncRun
{
public:
    SyncRun(World &world, const QList<QJsonObject> &targets, const SyncSettings &settings);

    enum class State { Running, Succeeded, Failed };
    // Does what can be done now. None: an object that it waits for has to change first.
    std::optional<Milliseconds> step();
    void terminate();

    State state() const { return m_state; }
    const QString &message() const { return m_message; }
    QJsonArray results() const; // as in syncResult.resources
    bool concerns(const Key &key) const { return m_concerned.contains(key); }

private:
    bool check();
    void settle(qsizetype index);
    bool apply(qsizetype index);
    bool waveIsDone();
    std::optional<Milliseconds> nextWave();
    void finish(State state, const QString &message);
    void record(qsizetype index, const QString &status, const QString &message, const QString &phase);

    World &m_world;
    const SyncSettings m_settings;
    QList<SyncTask> m_tasks;
    QList<Key> m_keys; // beside the tasks
    std::set<Key> m_concerned;
    QMap<qsizetype, QJsonObject> m_results; // by task
    QSet<qsizetype> m_done;                 // healthy once: not looked at again
    qsizetype m_from = 0, m_next = 0;       // of the present wave: its first task; the next one to apply
    qsizetype m_end = 0;                    // behind its last
    bool m_checked = false, m_failed = false, m_steps = false;
    QString m_firstFailure;
    State m_state = State::Running;
    QString m_message;
};

} // namespace relight::world
