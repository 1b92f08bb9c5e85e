#pragma once
// A runner over the real supervisor in a folder of its own, for one test.

#include "app/integrations/io/systemclock.h"
#include "app/integrations/process/processrunner.h"

#include <QTemporaryDir>

#include <signal.h>

namespace relight {

struct ProcessBench
{
    explicit ProcessBench(qint64 minimumFree = 0, std::vector<QByteArray> known = {});

    ProcessRequest shell(const QString &text) const; // with PATH only
    ProcessRequest program(const QStringList &arguments) const;
    Result<ProcessResult> run(const ProcessRequest &request, const Call &call = {});
    QByteArray file(const char *suffix) const; // of key "k"
    bool anyFileHolds(const QByteArray &text) const;

    QTemporaryDir folder;
    SystemClock clock;
    ProcessRunner runner;
    QList<std::pair<OutputStream, QByteArray>> lines; // of the last run
};

// Every process whose environment holds this text, except ourselves.
QList<pid_t> processesMarked(const QByteArray &text);

// From here on this thread, and what it starts, gets no descriptor for a process. False: such filters are not allowed
// here.
[[nodiscard]] bool forbidProcessDescriptors();

} // namespace relight
