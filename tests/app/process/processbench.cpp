#include "tests/app/process/processbench.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

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

bool forbidProcessDescriptors()
{
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_open, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{std::size(program), program};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

} // namespace relight
