#include "app/session/serialwork.h"

namespace relight {

SerialWork::SerialWork()
    : m_thread([this] { loop(); })
{
}

SerialWork::~SerialWork()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_more.notify_one();
}

void SerialWork::add(Work work)
{
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(work));
    }
    m_more.notify_one();
}

void SerialWork::loop()
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_more.wait(lock, [this] { return m_ending || !m_queue.empty(); });
        if (m_queue.empty())
            return;
        Work work = std::move(m_queue.front());
        m_queue.pop_front();
        lock.unlock();
        if (Answer answer = work())
            postTo(m_mailbox, std::move(answer));
    }
}

} // namespace relight
