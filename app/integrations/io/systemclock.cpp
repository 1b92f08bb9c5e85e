#include "app/integrations/io/systemclock.h"

namespace relight {

Timestamp SystemClock::wall() const
{
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
}

Instant SystemClock::now() const
{
    return std::chrono::floor<Milliseconds>(std::chrono::steady_clock::now());
}

bool SystemClock::sleepUntil(Instant until, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any condition;
    std::unique_lock lock(mutex);
    wait(condition, lock, until, stop, [] { return false; });
    return !stop.stop_requested();
}

bool SystemClock::wait(std::condition_variable_any &condition, std::unique_lock<std::mutex> &lock, Instant deadline,
    std::stop_token stop, const std::function<bool()> &predicate)
{
    if (deadline == Instant::max())
        return condition.wait(lock, stop, predicate);
    return condition.wait_until(lock, stop, deadline, predicate);
}

} // namespace relight
