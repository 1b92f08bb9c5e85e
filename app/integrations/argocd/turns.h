#pragma once
// Lets one worker at a time do what others then need not: they wait for it, as long as their own calls allow.
// Thread-safe.

#include "app/ports/clock.h"
#include "models/base/error.h"

namespace relight {

class Turns
{
public:
    explicit Turns(Clock &clock);

    // Ok: it is the caller's turn, until end(). Cancelled or TimedOut when `call` says so first. `what`: "Connecting to
    // Argo CD".
    [[nodiscard]] Result<> take(const QString &what, const Call &call);
    void end();

private:
    Clock &m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_ended;
    bool m_isTaken = false;
};

} // namespace relight
