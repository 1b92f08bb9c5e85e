// P7: the lines of a child, scrubbed and indexed, against `producer | cat > file` on the same machine in the same
// minutes. Goal: at least half as fast, at most 30 MB more memory (the supervisor, and what this process grew by).
//
// bench_spool [LINES [ROUNDS]]; ends with 1 if the goal is missed. Best of the rounds, which take turns.

#include "app/integrations/io/systemclock.h"
#include "app/integrations/process/processrunner.h"
#include "app/integrations/process/spoolreader.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <cstdlib>

using namespace relight;

using RealClock = std::chrono::steady_clock;

static double secondsSince(RealClock::time_point start)
{
    return std::chrono::duration<double>(RealClock::now() - start).count();
}

// kB of a field of /proc/PID/status, 0 if there is none.
static long memoryOf(const QByteArray &pid, const char *field)
{
    QFile file(QStringLiteral("/proc/%1/status").arg(QString::fromLatin1(pid)));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const qsizetype at = text.indexOf(field);
    return at < 0 ? 0 : std::atol(text.constData() + at + qsizetype(qstrlen(field)) + 1);
}

static QByteArray supervisorOf(const QString &pidFile)
{
    QFile file(pidFile);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return file.readLine().trimmed().mid(11); // "supervisor="
}

struct Measured
{
    double seconds = 1e9;
    long supervisorKb = 0;
};

static Measured throughSupervisor(const QString &folder, long lines)
{
    SystemClock clock;
    ProcessRunner runner(clock, {.supervisor = QStringLiteral(SUPERVISOR)});
    ProcessRequest request{.key = QStringLiteral("bench"), .directory = folder};
    request.arguments = {QStringLiteral(PRODUCER), QString::number(lines)};
    request.secrets = {"hunter2-hunter2", "ghp_0123456789abcdefghijABCDEFGHIJ456789", "correct horse battery",
        "s.VaultToken0123456789",
        "-----BEGIN "
        "KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7\nVJTUt9Us8cKjMzEfYyjiWA4R4/"
        "M2bS1GB4t7NXp98C3SC6dVMvDu\n"};
    Measured result;
    long told = 0;
    const auto start = RealClock::now();
    const auto ended = runner.run(request, {}, [&](OutputStream, const QByteArray &) {
        if (told++ % 500'000 == 400'000)
            result.supervisorKb
                = std::max(result.supervisorKb, memoryOf(supervisorOf(folder + QStringLiteral("/bench.pid")), "VmHWM"));
    });
    result.seconds = secondsSince(start);
    const auto log = SpoolReader::open(folder, QStringLiteral("bench"));
    if (!ended || ended->exitCode != 0 || told != lines || !log || log->lineCount() != lines) {
        std::fprintf(stderr, "the run went wrong: %ld of %ld lines\n", told, lines);
        std::exit(2);
    }
    return result;
}

static double throughCat(const QString &folder, long lines)
{
    const QByteArray command = QByteArray(PRODUCER) + ' ' + QByteArray::number(qint64(lines)) + " | cat > '"
        + QFile::encodeName(folder) + "/plain'";
    const auto start = RealClock::now();
    if (std::system(command.constData()) != 0)
        std::exit(2);
    return secondsSince(start);
}

int main(int argc, char *argv[])
{
    const long lines = argc > 1 ? std::atol(argv[1]) : 10'000'000;
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 3;
    const QTemporaryDir folder;
    throughSupervisor(folder.path(), 10'000); // what a first use allocates is not growth
    const long before = memoryOf("self", "VmRSS");
    Measured best;
    double plain = 1e9;
    for (int round = 0; round < rounds; ++round) {
        plain = std::min(plain, throughCat(folder.path(), lines));
        QFile::remove(folder.filePath(QStringLiteral("plain")));
        const Measured now = throughSupervisor(folder.path(), lines);
        best = {std::min(best.seconds, now.seconds), std::max(best.supervisorKb, now.supervisorKb)};
    }
    const long grown = std::max(0L, memoryOf("self", "VmHWM") - before);
    const double speed = plain / best.seconds;
    const double memory = double(best.supervisorKb + grown) / 1024;
    const bool good = speed >= 0.5 && memory <= 30;
    std::printf("P7 %ld lines: cat %.2f s, supervised %.2f s (%.0f lines/s), speed %.2f x (goal 0.5), memory +%.1f MB "
                "(goal 30): %s\n",
        lines, plain, best.seconds, double(lines) / best.seconds, speed, memory, good ? "reached" : "missed");
    return good ? 0 : 1;
}
