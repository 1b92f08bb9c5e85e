#pragma once
// Frames on their way to Relight. Never blocks and never fails: when Relight does not read, frames wait; when it is
// gone, they are dropped. Owned by Attempt, one thread.

#include "app/integrations/process/supervisor/descriptor.h"
#include "app/integrations/process/supervisor/messages.h"

namespace relight::supervisor {

class Outbox
{
public:
    explicit Outbox(Descriptor socket)
        : m_socket(std::move(socket))
    {
    }
    ~Outbox() { wipe(m_waiting); }
    Outbox(const Outbox &) = delete;
    Outbox &operator=(const Outbox &) = delete;

    int socket() const { return m_socket.get(); } // -1: Relight is gone
    bool isEmpty() const { return m_sent == m_waiting.size(); }

    void send(FrameType type, std::string_view payload);
    // "The log has grown": said only when nothing else is waiting, so that a slow reader makes no heap.
    void sendGrown();
    void flush();
    void readable(); // the other end closed, or said something that we do not know

private:
    void drop();

    Descriptor m_socket;
    std::string m_waiting;
    size_t m_sent = 0;
};

} // namespace relight::supervisor
