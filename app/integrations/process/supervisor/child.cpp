#include "app/integrations/process/supervisor/child.h"

#include <fcntl.h>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace relight::supervisor {

namespace {

enum class Stage : int32_t { Folder, Program };
struct Failure
{
    Stage stage;
    int32_t error;
};

struct Pipe
{
    Descriptor read, write;
    bool open()
    {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return false;
        read = Descriptor(ends[0]);
        write = Descriptor(ends[1]);
        return true;
    }
};

void setNonBlocking(int fd)
{
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
}

void resetSignals()
{
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

// In the new process; never returns. Its copy of the request is gone with exec.
[[noreturn]] void become(const Request &request, int gate, int failure, int input, int output, int errors)
{
    ::setpgid(0, 0);
    char go = 0;
    if (::read(gate, &go, 1) != 1)
        ::_exit(127);
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    ::dup2(errors, STDERR_FILENO);
    resetSignals();

    Failure why{Stage::Folder, 0};
    if (::chdir(request.workingDirectory.empty() ? "/" : request.workingDirectory.c_str()) == 0) {
        std::vector<char *> environment, arguments;
        for (const std::string &text : request.environment)
            environment.push_back(const_cast<char *>(text.c_str()));
        for (const std::string &text : request.arguments)
            arguments.push_back(const_cast<char *>(text.c_str()));
        environment.push_back(nullptr);
        arguments.push_back(nullptr);
        environ = environment.data(); // execvp looks for the program on this PATH
        why.stage = Stage::Program;
        ::execvp(arguments[0], arguments.data());
    }
    why.error = errno;
    if (::write(failure, &why, sizeof why) != sizeof why)
        ::_exit(126);
    ::_exit(127);
}

} // namespace

bool Child::fork(const Request &request)
{
    Pipe in, out, err, gate, failure;
    if (!out.open() || !err.open() || !gate.open() || !failure.open())
        return false;
    if (request.standardInput.empty())
        in.read = Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    else if (!in.open())
        return false;
    constexpr int pipeSize = 1 << 20;
    ::fcntl(out.read.get(), F_SETPIPE_SZ, pipeSize); // not granted to a user with many pipes: 64 KiB do as well

    m_pid = ::fork();
    if (m_pid < 0)
        return false;
    if (m_pid == 0)
        become(request, gate.read.get(), failure.write.get(), in.read.get(), out.write.get(), err.write.get());
    ::setpgid(m_pid, m_pid);
    setNonBlocking(out.read.get());
    setNonBlocking(err.read.get());
    if (in.write.isOpen())
        setNonBlocking(in.write.get());
    input = std::move(in.write);
    output = std::move(out.read);
    errors = std::move(err.read);
    m_gate = std::move(gate.write);
    m_failure = std::move(failure.read);
    m_program = request.arguments.front();
    m_folder = request.workingDirectory;
    return true;
}

std::string Child::release()
{
    if (::write(m_gate.get(), "g", 1) != 1)
        return std::string("The command could not be released: ") + std::strerror(errno);
    m_gate.close();
    Failure failure{};
    ssize_t n = 0;
    do
        n = ::read(m_failure.get(), &failure, sizeof failure);
    while (n < 0 && errno == EINTR);
    m_failure.close();
    if (n != sizeof failure)
        return {};
    const std::string reason = std::strerror(failure.error);
    if (failure.stage == Stage::Folder)
        return "Cannot work in folder " + m_folder + ": " + reason;
    if (failure.error == ENOENT)
        return "Cannot start " + m_program + ": not found. Install it, or put its folder on PATH.";
    return "Cannot start " + m_program + ": " + reason;
}

} // namespace relight::supervisor
