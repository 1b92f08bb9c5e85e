#include "app/integrations/io/mailbox.h"

#include <QCoreApplication>
#include <QEvent>

namespace relight {

static QEvent::Type wakeEvent()
{
    static const auto type = QEvent::Type(QEvent::registerEventType());
    return type;
}

Mailbox::Mailbox(QObject *parent)
    : QObject(parent)
{
}

void Mailbox::post(Task task)
{
    // Posted under the lock that event() takes first, so that ThreadSanitizer sees who made the event.
    const std::lock_guard lock(m_mutex);
    m_tasks.push_back(std::move(task));
    if (!std::exchange(m_woken, true))
        QCoreApplication::postEvent(this, new QEvent(wakeEvent()));
}

bool Mailbox::event(QEvent *event)
{
    std::deque<Task> tasks;
    bool ours = false;
    {
        const std::lock_guard lock(m_mutex);
        ours = event->type() == wakeEvent();
        if (ours) {
            tasks.swap(m_tasks);
            m_woken = false;
        }
    }
    if (!ours)
        return QObject::event(event);
    for (Task &task : tasks)
        task();
    return true;
}

} // namespace relight
