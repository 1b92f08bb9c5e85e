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
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
        if (std::exchange(m_woken, true))
            return;
    }
    QCoreApplication::postEvent(this, new QEvent(wakeEvent()));
}

bool Mailbox::event(QEvent *event)
{
    if (event->type() != wakeEvent())
        return QObject::event(event);
    std::deque<Task> tasks;
    {
        const std::lock_guard lock(m_mutex);
        tasks.swap(m_tasks);
        m_woken = false;
    }
    for (Task &task : tasks)
        task();
    return true;
}

} // namespace relight
