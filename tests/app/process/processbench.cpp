#include "tests/app/process/processbench.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <unistd.h>

namespace relight {

ProcessBench::ProcessBench(qint64 minimumFree, std::vector<QByteArray> known)
    : runner(clock, {.supervisor = QStringLiteral(SUPERVISOR), .minimumFree = minimumFree, .knownSecrets = [known] {
                         return known;
                     }})
{
}

ProcessRequest ProcessBench::shell(const QString &text) const
{
    ProcessRequest request{
        .key = QStringLiteral("k"), .directory = folder.filePath(QStringLiteral("spool")), .shell = text};
    request.workingDirectory = folder.path();
    request.environment = {{QStringLiteral("PATH"), qEnvironmentVariable("PATH")}};
    return request;
}

ProcessRequest ProcessBench::program(const QStringList &arguments) const
{
    ProcessRequest request = shell({});
    request.arguments = arguments;
    return request;
}

Result<ProcessResult> ProcessBench::run(const ProcessRequest &request, const Call &call)
{
    lines.clear();
    return runner.run(
        request, call, [this](OutputStream stream, const QByteArray &line) { lines.append({stream, line}); });
}

QByteArray ProcessBench::file(const char *suffix) const
{
    QFile file(folder.filePath(QStringLiteral("spool/k.") + QLatin1String(suffix)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool ProcessBench::anyFileHolds(const QByteArray &text) const
{
    QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

QList<pid_t> processesMarked(const QByteArray &text)
{
    QList<pid_t> result;
    for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        const pid_t pid = name.toInt();
        QFile environment(QStringLiteral("/proc/%1/environ").arg(name));
        if (pid > 0 && pid != ::getpid() && environment.open(QIODevice::ReadOnly)
            && environment.readAll().contains(text))
            result.append(pid);
    }
    return result;
}

} // namespace relight
