#pragma once
// Waits for a file descriptor on a worker thread without missing that the call was stopped or ran out of time. The
// deadline is looked at every 100 ms of real time: the run's Clock may be a virtual one, which poll() cannot wait on.
// Made on the stack of a port call.

#include "app/integrations/process/supervisor/descriptor.h"
#include "app/ports/clock.h"
#include "models/base/error.h"

#include <optional>

namespace relight {

class CallWatch
{
public:
    CallWatch(Clock &clock, const Call &call);

    // True: `descriptor` is readable. False: a tick passed, or the call was stopped; -1 just waits.
    bool waitFor(int descriptor, Milliseconds longest = Milliseconds(100));
    // Cancelled or TimedOut, once the call is over.
    std::optional<ErrorCode> over();

private:
    struct Waker
    {
        int descriptor;
        void operator()() const;
    };

    Clock &m_clock;
    Call m_call;
    supervisor::Descriptor m_event;
    std::stop_callback<Waker> m_callback;
    std::optional<ErrorCode> m_over;
};

} // namespace relight
