#include "app/commands/commandline.h"

#include "app/commands/output.h"

#include <QFileInfo>
#include <QMap>

namespace relight {

using Command = int (*)(const QStringList &, const Program &);

static const QMap<QString, Command> &commands()
{
    static const QMap<QString, Command> all{
        {QStringLiteral("drill"), drillCommand},
        {QStringLiteral("follow"), followCommand},
        {QStringLiteral("lint"), lintCommand},
        {QStringLiteral("plan"), planCommand},
        {QStringLiteral("resume"), resumeCommand},
        {QStringLiteral("run"), runCommand},
        {QStringLiteral("runs"), runsCommand},
        {QStringLiteral("scenarios"), scenariosCommand},
        {QStringLiteral("show"), showCommand},
    };
    return all;
}

static const char usage[] = R"(Relight brings a lost Kubernetes cluster back from Git.

  relight [FILE]                 the window, on a recovery manifest
  relight lint FILE…             what is wrong with it        [--json] [--strict]
  relight plan FILE              the recovery plan            [--json | --shell | --checklist]
  relight run FILE               recover
  relight resume RUN             go on with a run
  relight drill FILE             rehearse it: nothing real is touched [--scenario NAME] [--speed N]
  relight scenarios              what can go wrong in a drill [--json]
  relight runs                   the runs of this machine     [--json]
  relight show RUN               what happened in one         [--json]
  relight follow RUN             look on while it is driven elsewhere; also the path of a shared folder
  relight --version

relight COMMAND --help tells the options. Exit status: 0 completed, 1 failed, 2 usage or a manifest that cannot be used,
3 waits for a person, 4 cancelled, 130 interrupted.
)";

QString Program::supervisor() const
{
    return QFileInfo(path).path() + QStringLiteral("/relight-supervisor");
}

bool isCommand(const QString &word)
{
    return commands().contains(word) || word == QLatin1String("--version") || word == QLatin1String("-v")
        || word == QLatin1String("--help") || word == QLatin1String("-h") || word == QLatin1String("help");
}

int runCommandLine(const QStringList &arguments, const Program &program)
{
    const QString word = arguments.value(0);
    if (word == QLatin1String("--version") || word == QLatin1String("-v")) {
        printOut(QStringLiteral("relight %1\n").arg(program.version));
        return Completed;
    }
    if (const auto command = commands().constFind(word); command != commands().cend())
        return (*command)(arguments, program);
    printOut(QString::fromUtf8(usage));
    return word == QLatin1String("--help") || word == QLatin1String("-h") || word == QLatin1String("help") ? Completed
                                                                                                           : Usage;
}

} // namespace relight
