#pragma once
// Real time, twenty times as fast: backoffs and half-minute lists pass while a test looks on. Thread-safe.

#include "app/ports/clock.h"

namespace relight {

class HurriedClock : public Clock
{
public:
    Timestamp wall() const override { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }
    Instant now() const override { return Instant{haste * sinceStart()}; }
    bool sleepUntil(Instant until, std::stop_token stop) override
    {
        std::mutex mutex;
        std::condition_variable_any condition;
        std::unique_lock lock(mutex);
        wait(condition, lock, until, stop, [] { return false; });
        return !stop.stop_requested();
    }
    bool wait(std::condition_variable_any &condition, std::unique_lock<std::mutex> &lock, Instant deadline,
        std::stop_token stop, const std::function<bool()> &predicate) override
    {
        if (deadline == Instant::max())
            return condition.wait(lock, stop, predicate);
        const auto real = m_start + Milliseconds{deadline.time_since_epoch().count() / haste + 1};
        return condition.wait_until(lock, stop, real, predicate);
    }

private:
    static constexpr int haste = 20;
    Milliseconds sinceStart() const
    {
        return std::chrono::floor<Milliseconds>(std::chrono::steady_clock::now() - m_start);
    }
    const std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace relight
