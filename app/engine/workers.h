#pragma once
// The threads of a run, by what they do and for which step. A thread that ends is joined by join(), which the engine
// calls when it hears of the end. Owned by the engine, its thread only.

#include <QStringList>

#include <functional>
#include <map>
#include <thread>

namespace relight {

enum class WorkerRole {
    Step,      // an attempt
    Preflight, // before the first step
    Release    // gives the Lease back at the end
};

struct WorkerKey
{
    WorkerRole role = WorkerRole::Step;
    QString stepId;
    bool operator<(const WorkerKey &other) const { return std::tie(role, stepId) < std::tie(other.role, other.stepId); }
};

class Workers
{
public:
    using Work = std::move_only_function<void(std::stop_token)>;

    void start(const WorkerKey &key, Work work);
    void join(const WorkerKey &key);
    void stopAll();
    void joinAll();

    bool has(const WorkerKey &key) const { return m_threads.contains(key); }
    bool isEmpty() const { return m_threads.empty(); }
    QStringList busySteps() const;

private:
    std::map<WorkerKey, std::jthread> m_threads;
};

} // namespace relight
