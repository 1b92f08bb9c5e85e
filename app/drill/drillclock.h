#pragma once
// The clock of a drill: stands still until it is moved on, then wakes whoever waited so long. Thread-safe; moved by one
// thread (drilldriver.h).

#include "app/ports/clock.h"

#include <atomic>
#include <list>

namespace relight {

class DrillClock : public Clock
{
public:
    explicit DrillClock(Timestamp start)
        : m_start(start)
    {
    }

    Timestamp wall() const override { return m_start + elapsed(); }
    Instant now() const override { return Instant{base + elapsed()}; }
    bool sleepUntil(Instant until, std::stop_token stop) override;
    bool wait(std::condition_variable_any &condition, std::unique_lock<std::mutex> &lock, Instant deadline,
        std::stop_token stop, const std::function<bool()> &predicate) override;

    Milliseconds elapsed() const { return Milliseconds{m_elapsed.load()}; } // since the drill's start

    // The earliest time that somebody waits for; none: nobody waits for a time.
    std::optional<Milliseconds> nextWaited() const;
    // Never back; wakes nobody.
    void setTo(Milliseconds elapsed);
    // Wakes one of those who waited until now: who waited for the earliest time, then by the name of the thread, since
    // two that began at one instant began in any order, then who began first. False: nobody does. Returns when he has
    // been woken (not: has done what he waited for).
    bool wakeOne();

private:
    // Instants well away from zero, which the real clock never is either.
    static constexpr Milliseconds base{3'600'000};

    struct Waiter
    {
        Instant until;
        std::condition_variable_any *condition;
        std::mutex *mutex;
        std::string thread = {};
        bool woken = false;
    };
    static std::string nameOfThisThread();
    std::list<Waiter>::iterator firstDue();

    const Timestamp m_start;
    std::atomic<qint64> m_elapsed = 0;
    mutable std::mutex m_mutex; // guards the waiters; taken while theirs is held, never the other way round
    std::list<Waiter> m_waiters;
};

} // namespace relight
