#include "app/integrations/process/supervisedchild.h"

#include "app/integrations/process/supervisor/procinfo.h"

#include <QFile>

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cstring>

namespace relight {

using supervisor::Descriptor;

static QString errorText(int number)
{
    return QString::fromLocal8Bit(std::strerror(number));
}

// Held first, compared then: what the descriptor holds cannot become another process in between.
ProcessHandle::ProcessHandle(qint64 pid)
    : m_pid(pid)
    , m_descriptor(pid > 0 ? int(::syscall(SYS_pidfd_open, pid_t(pid), 0)) : -1)
    , m_start(pid > 0 ? supervisor::startTime(pid) : std::nullopt)
{
}

bool ProcessHandle::runs() const
{
    return m_start && supervisor::startTime(m_pid) == m_start;
}

void ProcessHandle::terminate() const
{
    if (m_descriptor.isOpen() && ::syscall(SYS_pidfd_send_signal, m_descriptor.get(), SIGTERM, nullptr, 0) == 0)
        return;
    if (runs())
        ::kill(pid_t(m_pid), SIGTERM);
}

// 0, or errno. The program gets the socket as descriptor 3 and nothing else of ours.
static int spawn(const QByteArray &program, int socket)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    ::posix_spawn_file_actions_adddup2(&actions, socket, 3);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, 4);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    char *arguments[] = {const_cast<char *>("relight-supervisor"), nullptr};
    char *environment[] = {nullptr};
    pid_t pid = -1;
    const int error = ::posix_spawn(&pid, program.constData(), &actions, &attributes, arguments, environment);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0)
        return error;
    int status = 0; // it forks at once, and the one that we started ends
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) { }
    return 0;
}

Result<SupervisedChild> SupervisedChild::start(const QString &program, supervisor::Request request)
{
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return failure(
            ErrorCode::Failed, QStringLiteral("Cannot start a command: no socket (%1)").arg(errorText(errno)));
    SupervisedChild child{Descriptor(ends[0])};
    // Not as 3: duplicating a descriptor onto itself would leave it closed on exec.
    const Descriptor theirs(::fcntl(ends[1], F_DUPFD_CLOEXEC, 4));
    ::close(ends[1]);
    const int error = theirs.isOpen() ? spawn(QFile::encodeName(program), theirs.get()) : errno;
    if (error != 0) {
        return failure(ErrorCode::Failed,
            QStringLiteral("Cannot start %1: %2. It comes with Relight; install Relight again.")
                .arg(program, errorText(error)));
    }
    if (const auto sent = child.send(std::move(request)); !sent)
        return std::unexpected(sent.error());
    return child;
}

Result<> SupervisedChild::send(supervisor::Request request)
{
    std::string payload = supervisor::encode(request);
    supervisor::wipe(request.secrets);
    supervisor::wipe(request.environment);
    supervisor::wipe(request.standardInput);
    std::string length;
    for (size_t i = 0; i < supervisor::lengthSize; ++i)
        length += static_cast<char>(payload.size() >> (8 * i));
    int error = 0;
    for (const std::string &part : {std::cref(length), std::cref(payload)}) {
        for (size_t sent = 0; sent < part.size() && error == 0;) {
            const ssize_t n = ::send(m_socket.get(), part.data() + sent, part.size() - sent, MSG_NOSIGNAL);
            if (n > 0)
                sent += size_t(n);
            else if (errno != EINTR)
                error = errno;
        }
    }
    supervisor::wipe(payload);
    if (error != 0)
        return failure(
            ErrorCode::Failed, QStringLiteral("The supervisor of a command ended at once (%1)").arg(errorText(error)));
    return {};
}

bool SupervisedChild::receive()
{
    char bytes[64 * 1024];
    const ssize_t n = ::recv(m_socket.get(), bytes, sizeof bytes, MSG_DONTWAIT);
    if (n > 0) {
        m_received.append(bytes, size_t(n));
        explicit_bzero(bytes, size_t(n));
        return true;
    }
    return n < 0 && (errno == EAGAIN || errno == EINTR);
}

} // namespace relight
