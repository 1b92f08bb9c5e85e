#include "app/engine/workers.h"

namespace relight {

void Workers::start(const WorkerKey &key, Work work)
{
    m_threads[key] = std::jthread([work = std::move(work)](std::stop_token stop) mutable { work(stop); });
}

void Workers::join(const WorkerKey &key)
{
    m_threads.erase(key);
}

void Workers::stopAll()
{
    for (auto &[key, thread] : m_threads)
        thread.request_stop();
}

void Workers::joinAll()
{
    m_threads.clear();
}

QStringList Workers::busySteps() const
{
    QStringList ids;
    for (const auto &[key, thread] : m_threads) {
        if (key.role == WorkerRole::Step)
            ids << key.stepId;
    }
    return ids;
}

} // namespace relight
