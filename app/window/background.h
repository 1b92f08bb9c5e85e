#pragma once
// One piece of blocking work at a time on a thread of its own, whose answer comes back to the GUI thread. Owned by the
// window's session; GUI thread.

#include "app/integrations/io/mailbox.h"

#include <thread>

namespace relight {

class Background
{
public:
    using Answer = std::move_only_function<void()>; // runs on the GUI thread
    using Work = std::move_only_function<Answer()>; // runs on the other

    // Waits for what is being done: it blocks on files and Git for seconds at most.
    ~Background() = default;

    bool isBusy() const { return m_busy; }
    // False: busy, nothing was started.
    bool start(Work work);

private:
    Mailbox m_mailbox; // outlives the thread
    bool m_busy = false;
    std::jthread m_thread;
};

} // namespace relight
