#pragma once
// The threads of a run, by what they do and for which step. A thread that ends is joined by join(), which the engine
// calls when it hears of the end. Owned by the engine, its thread only.

#include "models/run/runstate.h"

#include <functional>
#include <map>
#include <thread>

namespace relight {

enum class WorkerRole {
    Step,       // an attempt
    Previewing, // looks at what an approval is to show
    LookingOut, // looks on while a decision is open; nobody waits for it
    Preflight,  // before the first step
    Release     // gives the Lease back at the end
};

struct WorkerKey
{
    WorkerRole role = WorkerRole::Step;
    QString stepId;
    Decision about = {}; // of a preview: the approval; of a lookout: the open decision
    qint64 serial = 0;   // of a lookout: the one before may still be ending

    bool operator<(const WorkerKey &other) const
    {
        return std::tie(role, stepId, serial) < std::tie(other.role, other.stepId, other.serial);
    }
};

class Workers
{
public:
    using Work = std::move_only_function<void(std::stop_token)>;

    void start(const WorkerKey &key, Work work);
    void join(const WorkerKey &key);
    void stopAll();
    void stopLookouts(const RunState &state); // those whose decision is not open any more
    void joinAll();

    bool has(const WorkerKey &key) const { return m_threads.contains(key); }
    bool isEmpty() const { return m_threads.empty(); }
    bool isIdle() const; // but for lookouts
    QStringList busySteps() const;

private:
    std::map<WorkerKey, std::jthread> m_threads;
};

} // namespace relight
