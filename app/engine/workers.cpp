#include "app/engine/workers.h"

#include <algorithm>
#include <pthread.h>

namespace relight {

void Workers::start(const WorkerKey &key, Work work)
{
    // By this name they are told apart in a debugger, and wake in the same order in every drill.
    const QByteArray name = key.stepId.right(15).toUtf8().right(15);
    m_threads[key] = std::jthread([name, work = std::move(work)](std::stop_token stop) mutable {
        ::pthread_setname_np(::pthread_self(), name.constData());
        work(stop);
    });
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

void Workers::stopLookouts(const RunState &state)
{
    for (auto &[key, thread] : m_threads) {
        if (key.role == WorkerRole::LookingOut && !state.isOpen(key.about.id))
            thread.request_stop();
    }
}

bool Workers::isIdle() const
{
    return std::ranges::all_of(m_threads, [](const auto &entry) { return entry.first.role == WorkerRole::LookingOut; });
}

void Workers::joinAll()
{
    m_threads.clear();
}

QStringList Workers::busySteps() const
{
    QStringList ids;
    for (const auto &[key, thread] : m_threads) {
        if (key.role == WorkerRole::Step || key.role == WorkerRole::Previewing)
            ids << key.stepId;
    }
    return ids;
}

} // namespace relight
