#include "app/integrations/io/iothread.h"

#include <future>

namespace relight {

static thread_local bool blockingForbidden = false;

void forbidBlockingHere()
{
    blockingForbidden = true;
}

void assertMayBlock()
{
    Q_ASSERT_X(!blockingForbidden, "ports", "a blocking port was called on a GUI, engine or I/O thread");
}

IoThread::IoThread(const QString &name)
    : m_mailbox(std::make_unique<Mailbox>())
{
    m_thread.setObjectName(name);
    m_mailbox->moveToThread(&m_thread);
    m_thread.start();
    postTo(*m_mailbox, [] { forbidBlockingHere(); });
}

IoThread::~IoThread()
{
    m_thread.quit();
    m_thread.wait();
}

void IoThread::runAndWait(const std::function<void()> &task)
{
    Q_ASSERT(QThread::currentThread() != &m_thread);
    std::promise<void> done;
    postTo(*m_mailbox, [&] {
        task();
        done.set_value();
    });
    done.get_future().wait();
}

} // namespace relight
