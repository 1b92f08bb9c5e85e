// What tests need as a child: `lines N` writes N numbered lines; `daemon MARK SECONDS` leaves a process in a session of
// its own that keeps our pipes; `stubborn` ignores SIGTERM, with a child that does, too; `run SUPERVISOR DIRECTORY
// SHELL` is a Relight that a test can kill.

#include "app/integrations/io/systemclock.h"
#include "app/integrations/process/processrunner.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <unistd.h>

using namespace relight;

static int lines(int count)
{
    for (int i = 0; i < count; ++i)
        std::printf("line %d of many, with a few more words in it\n", i);
    return 0;
}

static int leaveDaemon(const char *mark, unsigned seconds)
{
    if (::fork() == 0) {
        ::setsid();
        ::sleep(seconds);
        std::puts(mark);
        std::fflush(stdout);
        ::_exit(0);
    }
    std::puts("leader says good-bye");
    return 0;
}

static int stubborn()
{
    std::signal(SIGTERM, SIG_IGN);
    ::fork();
    std::puts("not so fast");
    std::fflush(stdout);
    for (;;)
        ::pause();
}

static int runChild(const QString &supervisor, const QString &directory, const QString &shell)
{
    SystemClock clock;
    ProcessRunner runner(clock, {.supervisor = supervisor});
    ProcessRequest request{.key = QStringLiteral("k"), .directory = directory, .shell = shell};
    request.environment = {{QStringLiteral("PATH"), qEnvironmentVariable("PATH")}};
    const auto result = runner.run(request, {}, {});
    return result ? result->exitCode : 99;
}

int main(int argc, char *argv[])
{
    const std::string_view what = argc > 1 ? argv[1] : "";
    if (what == "lines" && argc > 2)
        return lines(std::atoi(argv[2]));
    if (what == "daemon" && argc > 3)
        return leaveDaemon(argv[2], unsigned(std::atoi(argv[3])));
    if (what == "stubborn")
        return stubborn();
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    return arguments.size() == 5 ? runChild(arguments[2], arguments[3], arguments[4]) : 98;
}
