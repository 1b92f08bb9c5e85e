#pragma once
// Real time. Thread-safe, no state.

#include "app/ports/clock.h"

namespace relight {

class SystemClock : public Clock
{
public:
    Timestamp wall() const override;
    Instant now() const override;
    bool sleepUntil(Instant until, std::stop_token stop) override;
    bool wait(std::condition_variable_any &condition, std::unique_lock<std::mutex> &lock, Instant deadline,
        std::stop_token stop, const std::function<bool()> &predicate) override;
};

} // namespace relight
