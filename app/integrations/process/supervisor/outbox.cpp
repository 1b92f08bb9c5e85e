#include "app/integrations/process/supervisor/outbox.h"

#include <sys/socket.h>

#include <cerrno>

namespace relight::supervisor {

void Outbox::send(FrameType type, std::string_view payload)
{
    if (!m_socket.isOpen())
        return;
    std::string bytes = frame(type, payload);
    if (m_waiting.empty()) {
        m_waiting = std::move(bytes);
    } else {
        m_waiting += bytes;
        wipe(bytes);
    }
    flush();
}

void Outbox::sendGrown()
{
    if (isEmpty())
        send(FrameType::Grown, {});
}

void Outbox::flush()
{
    while (m_socket.isOpen() && !isEmpty()) {
        const ssize_t n
            = ::send(m_socket.get(), m_waiting.data() + m_sent, m_waiting.size() - m_sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0)
            m_sent += size_t(n);
        else if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        else if (n < 0 && errno != EINTR)
            drop();
    }
    wipe(m_waiting);
    m_sent = 0;
}

void Outbox::readable()
{
    char bytes[256];
    const ssize_t n = ::recv(m_socket.get(), bytes, sizeof bytes, MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        drop();
}

void Outbox::drop()
{
    m_socket.close();
    wipe(m_waiting);
    m_sent = 0;
}

} // namespace relight::supervisor
