#include "app/drill/drillclock.h"

#include <array>
#include <pthread.h>
#include <thread>
#include <tuple>

namespace relight {

bool DrillClock::sleepUntil(Instant until, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    wait(condition, lock, until, stop, [] { return false; });
    return !stop.stop_requested();
}

bool DrillClock::wait(std::condition_variable_any &condition, std::unique_lock<std::mutex> &lock, Instant deadline,
    std::stop_token stop, const std::function<bool()> &predicate)
{
    if (deadline == Instant::max())
        return condition.wait(lock, stop, predicate);
    if (now() >= deadline)
        return predicate();
    std::list<Waiter>::iterator self;
    {
        const std::lock_guard guard(m_mutex);
        self = m_waiters.insert(m_waiters.end(), Waiter{deadline, &condition, lock.mutex(), nameOfThisThread()});
    }
    // Not by the time alone: whoever is due is woken in turn.
    condition.wait(lock, stop, [&] { return self->woken || predicate(); });
    {
        const std::lock_guard guard(m_mutex);
        m_waiters.erase(self);
    }
    return predicate();
}

std::optional<Milliseconds> DrillClock::nextWaited() const
{
    const std::lock_guard guard(m_mutex);
    std::optional<Milliseconds> next;
    for (const Waiter &waiter : m_waiters) {
        const Milliseconds at = std::max(waiter.until.time_since_epoch() - base, Milliseconds{0});
        next = next ? std::min(*next, at) : at;
    }
    return next;
}

void DrillClock::setTo(Milliseconds elapsed)
{
    m_elapsed = std::max<qint64>(m_elapsed, elapsed.count());
}

std::string DrillClock::nameOfThisThread()
{
    std::array<char, 16> name{};
    ::pthread_getname_np(::pthread_self(), name.data(), name.size());
    return name.data();
}

std::list<DrillClock::Waiter>::iterator DrillClock::firstDue()
{
    auto first = m_waiters.end();
    for (auto waiter = m_waiters.begin(); waiter != m_waiters.end(); ++waiter) {
        const bool due = !waiter->woken && waiter->until <= now();
        if (due
            && (first == m_waiters.end()
                || std::tie(waiter->until, waiter->thread) < std::tie(first->until, first->thread)))
            first = waiter;
    }
    return first;
}

// Told under the waiter's own mutex, or it could miss it between its look and its sleep. That is taken against the
// usual order, so only tried: who holds it is awake and comes on.
bool DrillClock::wakeOne()
{
    for (;;) {
        {
            const std::lock_guard guard(m_mutex);
            const auto due = firstDue();
            if (due == m_waiters.end())
                return false;
            if (due->mutex->try_lock()) {
                due->woken = true;
                due->condition->notify_all();
                due->mutex->unlock();
                return true;
            }
        }
        std::this_thread::yield();
    }
}

} // namespace relight
