#include "app/session/pursuit.h"

namespace relight {

Pursuit::~Pursuit()
{
    clear();
    std::jthread thread;
    {
        const std::lock_guard lock(m_mutex);
        thread = std::move(m_thread);
    }
    thread.request_stop(); // joins outside the lock
}

void Pursuit::add(Work work)
{
    put(std::move(work), false);
}

void Pursuit::replace(Work work)
{
    put(std::move(work), true);
}

void Pursuit::clear()
{
    put({}, true);
}

void Pursuit::put(Work work, bool instead)
{
    std::deque<Work> dropped; // destroyed outside the lock
    std::stop_source current(std::nostopstate);
    {
        const std::lock_guard lock(m_mutex);
        if (instead) {
            dropped.swap(m_works);
            current = m_current;
        }
        if (work)
            m_works.push_back(std::move(work));
        if (!m_works.empty() && !m_thread.joinable())
            m_thread = std::jthread([this](std::stop_token stop) { loop(stop); });
    }
    m_changed.notify_all();
    current.request_stop(); // runs what others hang on it
}

void Pursuit::loop(std::stop_token stop)
{
    for (;;) {
        Work work;
        std::stop_source current;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return !m_works.empty(); }))
                return;
            work = std::move(m_works.front());
            m_works.pop_front();
            m_current = current;
        }
        const std::stop_callback both(stop, [&] { current.request_stop(); });
        work(current.get_token());
    }
}

} // namespace relight
