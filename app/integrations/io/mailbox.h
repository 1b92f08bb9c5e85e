#pragma once
// The one way work is handed to a thread with a Qt event loop. Lives on that thread; post() may be called from any. The
// queue is guarded by a std::mutex of ours, which ThreadSanitizer sees (Qt's own futexes it does not).

#include <QObject>

#include <deque>
#include <functional>
#include <mutex>

namespace relight {

class Mailbox : public QObject
{
public:
    using Task = std::move_only_function<void()>;

    explicit Mailbox(QObject *parent = nullptr);

    // Runs on the mailbox's thread, in order of posting; dropped if the mailbox goes first.
    void post(Task task);

protected:
    bool event(QEvent *event) override;

private:
    std::mutex m_mutex;
    std::deque<Task> m_tasks;
    bool m_woken = false;
};

inline void postTo(Mailbox &mailbox, Mailbox::Task task)
{
    mailbox.post(std::move(task));
}

} // namespace relight
