// The program: a terminal command, or the window.
#include "app/commands/commandline.h"
#include "app/commands/output.h"
#include "app/window/window.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLoggingCategory>

#include <csignal>
#include <sys/prctl.h>

// Started through a private root's loader, /proc/self/exe is that loader; argv[0] is then the program's path.
static QString ownPath(const char *word)
{
    const QString given = QString::fromLocal8Bit(word);
    return given.contains(u'/') ? QFileInfo(given).absoluteFilePath()
                                : QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget();
}

// Where a run is driven, signals are read from a descriptor on the main thread; every thread made from here on has them
// blocked.
static void blockStopSignals()
{
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

// A terminal belongs to the run: what our parts tell as they go, and what Qt says of a socket that closed, is for
// whoever sets QT_LOGGING_RULES, which is stronger than this ("relight.*=true;default=true").
static void keepTheTerminalQuiet()
{
    QLoggingCategory::setFilterRules(
        QStringLiteral("relight.*.debug=false\nrelight.*.info=false\ndefault.warning=false"));
}

int main(int argc, char **argv)
{
    // This process holds secrets: no core dump, and no other process of this user may read its memory.
    prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGPIPE, SIG_IGN);
    const relight::Program program{ownPath(argv[0]), QStringLiteral(RELIGHT_VERSION)};
    const QString word = QString::fromLocal8Bit(argc > 1 ? argv[1] : "");
    const bool command = relight::isCommand(word);
    const bool file = !command && QFileInfo(word).isFile();
    const bool window = word.isEmpty() || file || word == QLatin1String("--drill") || word == QLatin1String("--resume")
        || word == QLatin1String("--screenshots") || word == QLatin1String("--follow");
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    if ((!command && word != QLatin1String("--follow")) || word == QLatin1String("run") || word == QLatin1String("resume") || word == QLatin1String("drill"))
        blockStopSignals();
    if (window && display)
        return relight::runWindow(argc, argv, program);
    if (window) {
        relight::printError(QStringLiteral("relight: there is no display to open a window on; in the terminal: relight "
                                           "plan FILE, relight run FILE, relight --help\n"));
        return relight::Usage;
    }
    keepTheTerminalQuiet();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("relight"));
    QCoreApplication::setApplicationVersion(program.version);
    return relight::runCommandLine(application.arguments().mid(1), program);
}
