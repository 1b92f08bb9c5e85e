#include "app/engine/taskqueue.h"

namespace relight {

void TaskQueue::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_closed)
            return;
        m_tasks.push_back(std::move(task));
    }
    m_condition.notify_one();
}

std::deque<TaskQueue::Task> TaskQueue::wait(Clock &clock, Instant until, std::stop_token stop)
{
    std::deque<Task> tasks;
    std::unique_lock lock(m_mutex);
    clock.wait(m_condition, lock, until, stop, [this] { return !m_tasks.empty(); });
    tasks.swap(m_tasks);
    return tasks;
}

void TaskQueue::close()
{
    std::deque<Task> rest;
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
        rest.swap(m_tasks);
    }
}

} // namespace relight
