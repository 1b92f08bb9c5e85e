#pragma once
// A child from an earlier life of Relight, known only by its files: waits for it while it runs, then tells its result
// from status and log. Made on the stack of ProcessRunner::attach(), used on that worker's thread.

#include "app/integrations/process/callwatch.h"
#include "app/integrations/process/spooltail.h"
#include "app/integrations/process/supervisor/runfiles.h"
#include "app/ports/processes.h"

#include <atomic>

namespace relight {

// Tells the records of a log as lines to a sink.
[[nodiscard]] SpoolTail::Handler lineTeller(const LineSink &line);

class Attachment
{
public:
    // `left`: once true, a stopped call returns without ending the child.
    Attachment(const QString &directory, const QString &key, const LineSink &line, const std::atomic<bool> &left);

    Result<ProcessResult> wait(CallWatch &watch);

private:
    Result<ProcessResult> follow(CallWatch &watch, const supervisor::PidFile &pids);
    Result<ProcessResult> result(const supervisor::StatusFile &status);
    std::unexpected<Error> lost(const supervisor::PidFile &pids) const;
    void tell(const SpoolRecord &record);

    const std::atomic<bool> &m_left;
    std::string m_directory, m_key;
    SpoolTail::Handler m_teller;
    SpoolTail m_tail;
    qsizetype m_captureLimit = 0;
    QByteArray m_output, m_errorTail;
};

} // namespace relight
