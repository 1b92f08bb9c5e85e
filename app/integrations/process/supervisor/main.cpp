// relight-supervisor: started by Relight with a socket as descriptor 3, over which its request comes (nothing secret is
// ever in its arguments, its environment or a file). It leaves Relight's session and family first, so that neither
// Relight's end nor a closed terminal ends the child.

#include "app/integrations/process/supervisor/attempt.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace relight::supervisor;

static bool readAll(int fd, std::string &bytes)
{
    for (size_t filled = 0; filled < bytes.size();) {
        const ssize_t n = ::read(fd, bytes.data() + filled, bytes.size() - filled);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        filled += size_t(n);
    }
    return true;
}

static std::optional<Request> readRequest(int fd)
{
    std::string length(lengthSize, '\0');
    if (!readAll(fd, length))
        return std::nullopt;
    size_t size = 0;
    for (size_t i = 0; i < lengthSize; ++i)
        size |= size_t(static_cast<unsigned char>(length[i])) << (8 * i);
    std::string bytes(size, '\0');
    if (!readAll(fd, bytes))
        return std::nullopt;
    std::optional<Request> request = decodeRequest(bytes);
    wipe(bytes);
    return request;
}

int main()
{
    constexpr int socket = 3;
    struct stat info = {};
    if (::fstat(socket, &info) != 0 || !S_ISSOCK(info.st_mode)) {
        std::fputs("relight-supervisor is started by Relight; there is nothing to do by hand.\n", stderr);
        return 2;
    }
    ::prctl(PR_SET_DUMPABLE, 0); // secrets are in our memory: no core dump, no ptrace
    for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGXFSZ})
        ::signal(number, SIG_IGN);
    ::setsid(); // fails when Relight did it for us
    const pid_t pid = ::fork();
    if (pid != 0)
        ::_exit(pid < 0 ? 1 : 0); // Relight reaps this one; init gets the other
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    std::optional<Request> request = readRequest(socket);
    if (!request)
        return 1;
    Attempt attempt(std::move(*request), Descriptor(socket));
    return attempt.run();
}
