#pragma once
// The only clock of the engine and the steps. Thread-safe. SystemClock (app/engine) is real time; tests and drills step
// their own.

#include "app/ports/call.h"

#include <condition_variable>
#include <functional>
#include <mutex>

namespace relight {

class Clock
{
public:
    virtual ~Clock() = default;
    virtual Timestamp wall() const = 0; // UTC, for records
    virtual Instant now() const = 0;    // monotonic, for waiting

    // Sleeps until `until`; false: stopped before.
    virtual bool sleepUntil(Instant until, std::stop_token stop) = 0;

    // condition_variable_any::wait with stop token and deadline on this clock. Returns the predicate's last value.
    virtual bool wait(std::condition_variable_any &condition, std::unique_lock<std::mutex> &lock, Instant deadline,
        std::stop_token stop, const std::function<bool()> &predicate)
        = 0;

    bool sleepFor(Milliseconds duration, std::stop_token stop) { return sleepUntil(now() + duration, stop); }
};

} // namespace relight
