#include "app/integrations/process/callwatch.h"

#include <poll.h>
#include <sys/eventfd.h>

namespace relight {

void CallWatch::Waker::operator()() const
{
    ::eventfd_write(descriptor, 1);
}

CallWatch::CallWatch(Clock &clock, const Call &call)
    : m_clock(clock)
    , m_call(call)
    , m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_callback(call.stop, Waker{m_event.get()})
{
}

bool CallWatch::waitFor(int descriptor, Milliseconds longest)
{
    const int event = m_over ? -1 : m_event.get(); // once heard, it would not let us wait any more
    pollfd polls[] = {{descriptor, POLLIN, 0}, {event, POLLIN, 0}};
    ::poll(polls, 2, int(longest.count()));
    return polls[0].revents != 0;
}

std::optional<ErrorCode> CallWatch::over()
{
    if (!m_over && m_call.stop.stop_requested())
        m_over = ErrorCode::Cancelled;
    else if (!m_over && m_clock.now() >= m_call.deadline)
        m_over = ErrorCode::TimedOut;
    return m_over;
}

} // namespace relight
