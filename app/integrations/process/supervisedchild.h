#pragma once
// Relight's end of one supervisor: starts the program, gives it the request over a socket pair, hears its frames. Owned
// by the worker that runs the command, used on that thread only. Its destructor leaves the supervisor and its child
// alone.

#include "app/integrations/process/supervisor/descriptor.h"
#include "app/integrations/process/supervisor/messages.h"
#include "models/base/error.h"

#include <optional>

namespace relight {

// A process that is not our child, held so that its number cannot come to mean another.
class ProcessHandle
{
public:
    // Closed if it runs no more.
    explicit ProcessHandle(qint64 pid = -1);
    bool isOpen() const { return m_descriptor.isOpen(); }
    int descriptor() const { return m_descriptor.get(); } // readable once the process has ended
    void terminate() const;                               // SIGTERM

private:
    supervisor::Descriptor m_descriptor;
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
