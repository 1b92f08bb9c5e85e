#pragma once
// Blocking work in the order it was asked for, on one thread of its own; answers come back to the thread that made this
// object. What was not begun when it goes away is done all the same, its answer is dropped: a save is never lost.

#include "app/integrations/io/mailbox.h"

#include <condition_variable>
#include <thread>

namespace relight {

class SerialWork
{
public:
    using Answer = std::move_only_function<void()>; // runs on the maker's thread
    using Work = std::move_only_function<Answer()>; // runs on the other

    SerialWork();
    ~SerialWork(); // waits for what was asked for

    void add(Work work);

private:
    void loop();

    Mailbox m_mailbox;
    std::mutex m_mutex;
    std::condition_variable m_more;
    std::deque<Work> m_queue;
    bool m_ending = false;
    std::jthread m_thread; // last: it uses the rest
};

} // namespace relight
