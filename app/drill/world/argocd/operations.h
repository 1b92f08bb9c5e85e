#pragma once
// Sync operations: from the field `operation` of an Application to its operationState, with retries. The world's one
// thread.

#include "app/drill/world/argocd/rendering.h"
#include "app/drill/world/argocd/syncrun.h"

#include <map>

namespace relight::world {

class Installation;

class Operations
{
public:
    // `ended`: the application wants to be looked at again.
    using Ended = std::function<void(const QString &applicationKey)>;
    Operations(World &world, Renderer &renderer, const Installation &installation, Ended ended);

    void begin(const QString &applicationKey);     // `operation` was set
    void terminate(const QString &applicationKey); // its phase was set to Terminating
    bool isRunning(const QString &applicationKey) const { return m_running.contains(applicationKey); }
    // One of the application's objects changed: what waits for it looks again.
    void objectChanged(const QString &applicationKey, const Key &object);
    void forget(const QString &applicationKey) { m_running.erase(applicationKey); }
    void clear() { m_running.clear(); }

private:
    struct Running
    {
        quint64 number = 0; // events of an earlier one are void
        std::unique_ptr<SyncRun> run;
        QString revision, shown;
        int retries = 0;
        bool waits = false, due = false, terminated = false;
    };

    void later(const QString &applicationKey, Milliseconds delay, void (Operations::*what)(const QString &, Running &));
    void attempt(const QString &applicationKey, Running &running);
    void drive(const QString &applicationKey, Running &running);
    void blocked(const QString &applicationKey, Running &running);
    void write(const QString &applicationKey, const Running &running, const QString &phase, const QString &message);
    void ended(const QString &applicationKey, Running &running, const QString &phase, QString message);

    World &m_world;
    Renderer &m_renderer;
    const Installation &m_installation;
    const Ended m_ended;
    quint64 m_count = 0;
    std::map<QString, Running> m_running; // by application
};

} // namespace relight::world
