#pragma once
// A thread with a Qt event loop that owns I/O objects: one for the network, one for children. Made and destroyed by
// main or a test; mailbox() is safe from any thread while it lives. Objects made on the thread are deleted there by
// whoever made them, before stop().

#include "app/integrations/io/mailbox.h"

#include <QThread>

#include <memory>

namespace relight {

class IoThread
{
public:
    explicit IoThread(const QString &name);
    ~IoThread(); // stops the loop and joins
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;

    Mailbox &mailbox() { return *m_mailbox; }

    // Runs the task on the thread and waits for it. Not from the thread itself.
    void runAndWait(const std::function<void()> &task);

private:
    QThread m_thread;
    std::unique_ptr<Mailbox> m_mailbox;
};

// Ports block, I/O threads and the GUI do not. A thread that must not block says so once; assertMayBlock() stops a
// debug build that breaks it; a release build, which a person has in their hands, blocks rather than ends.
void forbidBlockingHere();
void assertMayBlock();

} // namespace relight
