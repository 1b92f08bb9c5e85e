#include "app/commands/terminalprompt.h"

#include <fcntl.h>
#include <mutex>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace relight {

namespace {

// The terminal with echo off; as it was when this goes.
class SilentTerminal
{
public:
    SilentTerminal()
        : m_descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC))
    {
        if (m_descriptor >= 0 && tcgetattr(m_descriptor, &m_before) == 0) {
            termios silent = m_before;
            silent.c_lflag &= ~tcflag_t(ECHO);
            tcsetattr(m_descriptor, TCSAFLUSH, &silent);
        }
    }
    ~SilentTerminal()
    {
        if (m_descriptor < 0)
            return;
        tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
        ::close(m_descriptor);
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;
    int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
    termios m_before{};
};

} // namespace

Result<Secret> promptOnTerminal(const QString &name, const Call &call)
{
    static std::mutex one;
    const std::lock_guard lock(one);
    const SilentTerminal terminal;
    if (terminal.descriptor() < 0)
        return failure(ErrorCode::NotFound, QStringLiteral("there is no terminal to ask for %1").arg(name));
    const QByteArray question = QStringLiteral("\nSecret %1 (not shown; empty is an answer): ").arg(name).toUtf8();
    (void)!::write(terminal.descriptor(), question.constData(), std::size_t(question.size()));
    QByteArray value;
    while (!call.stop.stop_requested()) {
        pollfd wait{terminal.descriptor(), POLLIN, 0};
        if (::poll(&wait, 1, 200) <= 0)
            continue;
        char byte = 0;
        if (::read(terminal.descriptor(), &byte, 1) != 1)
            break;
        if (byte == '\n') {
            (void)!::write(terminal.descriptor(), "\n", 1);
            return Secret(value);
        }
        value += byte;
    }
    return failure(ErrorCode::Cancelled, QStringLiteral("nobody answered for %1").arg(name));
}

} // namespace relight
