#pragma once
// Relight's end of one supervisor: starts the program, gives it the request over a socket pair, hears its frames. Owned
// by the worker that runs the command, used on that thread only. Its destructor leaves the supervisor and its child
// alone.

#include "app/integrations/process/supervisor/descriptor.h"
#include "app/integrations/process/supervisor/messages.h"
#include "models/base/error.h"

#include <optional>

namespace relight {

// A process that is not our child, held so that its number cannot come to mean another. Where the system gives no
// descriptor for it (too many open files, a filter of system calls), its start time tells it from another.
class ProcessHandle
{
public:
    ProcessHandle() = default;
    explicit ProcessHandle(qint64 pid);

    bool isSet() const { return m_pid > 0; }
    std::optional<uint64_t> startTime() const { return m_start; } // when the handle was made; none: it ran no more
    bool runs() const;
    int descriptor() const { return m_descriptor.get(); } // readable once the process has ended; -1: none to be had
    void terminate() const;                               // SIGTERM

private:
    qint64 m_pid = -1;
    supervisor::Descriptor m_descriptor;
    std::optional<uint64_t> m_start;
};

class SupervisedChild
{
public:
    // Wipes the request. Failed: the supervisor program cannot be started.
    static Result<SupervisedChild> start(const QString &program, supervisor::Request request);

    int socket() const { return m_socket.get(); }
    // Takes what has arrived. False: the supervisor is gone.
    bool receive();
    std::optional<supervisor::Frame> nextFrame() { return supervisor::takeFrame(m_received); }

private:
    explicit SupervisedChild(supervisor::Descriptor socket)
        : m_socket(std::move(socket))
    {
    }
    Result<> send(supervisor::Request request);

    supervisor::Descriptor m_socket;
    std::string m_received;
};

} // namespace relight
