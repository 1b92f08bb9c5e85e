#pragma once
// Runs commands under supervisors (supervisor/), and finds them again after Relight itself was gone. Made by main with
// the path of the supervisor program; thread-safe, blocking: each call waits on its own worker's thread, no thread of
// ours is needed.
//
// Files of a child in `directory`: KEY.log and KEY.idx (SpoolReader), KEY.pid, KEY.status. A key that is used again
// replaces the files of a finished child; Conflict while that child runs.

#include "app/ports/clock.h"
#include "app/ports/processes.h"

#include <atomic>

namespace relight {

namespace supervisor {
struct Request;
}

class ProcessRunner : public Processes
{
public:
    struct Settings
    {
        QString supervisor;            // path of relight-supervisor; never from /proc/self/exe, which may be the loader
        qint64 minimumFree = 64 << 20; // bytes; with less on the disk a log stops
        Milliseconds patience{10'000}; // with a supervisor that does not obey, beyond the grace of its child
        std::function<std::vector<QByteArray>()> knownSecrets; // scrubbed from every child besides its own
    };

    ProcessRunner(Clock &clock, Settings settings);

    Result<ProcessResult> run(const ProcessRequest &request, const Call &call, const LineSink &line) override;
    // Lines are told from the first one on. Output of a child with sensitiveOutput is not kept by anyone: its result
    // has none.
    Result<ProcessResult> attach(
        const QString &directory, const QString &key, const Call &call, const LineSink &line) override;
    Result<QString> find(const QString &program) override;

    // Relight goes away and the run does not: from now on a stop leaves children to their supervisors instead of ending
    // them.
    void leaveChildren() { m_left = true; }

private:
    Result<supervisor::Request> prepare(const ProcessRequest &request) const;

    Clock &m_clock;
    Settings m_settings;
    std::atomic<bool> m_left = false;
};

} // namespace relight
