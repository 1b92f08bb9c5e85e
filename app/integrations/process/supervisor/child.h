#pragma once
// Starts the child: in its own process group, its streams on pipes, held back until its pid file is on disk. Owned by
// Attempt, one thread.

#include "app/integrations/process/supervisor/descriptor.h"
#include "app/integrations/process/supervisor/messages.h"

#include <sys/types.h>

namespace relight::supervisor {

class Child
{
public:
    // Forks. The child waits for release(); if we die before that, it ends without having run anything. False with
    // errno.
    bool fork(const Request &request);
    // Lets it run the program. Empty: it does; else why not.
    std::string release();
    // The supervisor's ends of the pipes; moved out by the caller.
    Descriptor input, output, errors;

    pid_t pid() const { return m_pid; }

private:
    pid_t m_pid = -1;
    Descriptor m_gate, m_failure;
    std::string m_program, m_folder;
};

} // namespace relight::supervisor
