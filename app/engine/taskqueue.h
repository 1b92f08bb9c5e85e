#pragma once
// Tasks for one thread, and that thread's waiting: for a task, for an instant, or to be stopped. post() may be called
// from any thread; the rest belongs to the thread that waits.

#include "app/ports/clock.h"

#include <deque>

namespace relight {

class TaskQueue
{
public:
    using Task = std::move_only_function<void()>;

    void post(Task task); // destroyed uncalled once the queue is closed
    std::deque<Task> wait(Clock &clock, Instant until, std::stop_token stop);
    void close(); // what is still in it is destroyed uncalled

private:
    std::mutex m_mutex;
    std::condition_variable_any m_condition;
    std::deque<Task> m_tasks;
    bool m_closed = false;
};

} // namespace relight
