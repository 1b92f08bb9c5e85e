#include "app/commands/commandline.h"
#include "app/commands/knownids.h"
#include "app/commands/output.h"
#include "app/commands/terminalprompt.h"
#include "app/commands/terminalrun.h"
#include "app/session/liveworld.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <unistd.h>

namespace relight {

static int complain(const QString &command, const QString &message)
{
    printError(QStringLiteral("relight %1: %2\n").arg(command, message));
    return Usage;
}

// A disk that cannot be written is no wrong usage.
static int refuse(const QString &command, const Error &error)
{
    const int usage = complain(command, error.message);
    return error.code == ErrorCode::Storage ? FailedRun : usage;
}

static std::unique_ptr<LiveWorld> makeWorld(const Program &program, const QString &folder, bool interactive)
{
    return std::make_unique<LiveWorld>(LiveWorld::Settings{
        program.supervisor(), folder, interactive ? SecretStore::Prompter(promptOnTerminal) : SecretStore::Prompter()});
}

static int drive(LiveWorld &world, PreparedRun prepared, const RecoverOptions &options, bool interactive)
{
    for (const QString &note : prepared.notes)
        printError(QStringLiteral("relight: %1\n").arg(note));
    LocalRun run(std::move(prepared), world.ports());
    TerminalRun terminal(run, options, interactive, [&world] { world.leaveChildren(); }, world.clock());
    terminal.start();
    QCoreApplication::exec();
    return terminal.exitStatus();
}

int runCommand(const QStringList &arguments, const Program &program)
{
    QCommandLineParser parser;
    addConsentOptions(parser);
    addRunOptions(parser);
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The recovery manifest."));
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    if (parser.positionalArguments().size() != 1)
        return complain(QStringLiteral("run"), QStringLiteral("name one recovery manifest"));
    auto options = readRecoverOptions(parser);
    if (!options)
        return complain(QStringLiteral("run"), options.error().message);
    const QString file = parser.positionalArguments().first();
    const auto loaded = loadManifest(file);
    if (!loaded)
        return complain(QStringLiteral("run"), loaded.error().message);
    for (const QString &line : diagnosticLines(file, loaded->diagnostics))
        printError(line + u'\n');
    if (!loaded->plan)
        return Usage;
    if (const auto known = checkIds(*options, *loaded->plan); !known)
        return complain(QStringLiteral("run"), known.error().message);
    const bool interactive = !options->json && isTerminal(STDIN_FILENO) && isTerminal(STDOUT_FILENO);
    options->run.attended = interactive;
    options->run.version = program.version;
    const auto world = makeWorld(program, QFileInfo(loaded->path).path(), interactive);
    auto prepared = prepareRun(*loaded, options->run, world->git(), world->clock().wall());
    if (!prepared)
        return refuse(QStringLiteral("run"), prepared.error());
    return drive(*world, *std::move(prepared), *options, interactive);
}

int resumeCommand(const QStringList &arguments, const Program &program)
{
    QCommandLineParser parser;
    addConsentOptions(parser);
    addResumeOptions(parser);
    parser.addPositionalArgument(QStringLiteral("RUN"), QStringLiteral("Id of a run (relight runs)."));
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    if (parser.positionalArguments().size() != 1)
        return complain(QStringLiteral("resume"), QStringLiteral("name one run (relight runs lists them)"));
    auto options = readRecoverOptions(parser);
    if (!options)
        return complain(QStringLiteral("resume"), options.error().message);
    const bool interactive = !options->json && isTerminal(STDIN_FILENO) && isTerminal(STDOUT_FILENO);
    options->run.attended = interactive;
    options->run.version = program.version;
    SystemClock clock;
    LibGit2 git(clock);
    auto prepared = prepareResume(parser.positionalArguments().first(), options->run, git, clock.wall());
    if (!prepared)
        return refuse(QStringLiteral("resume"), prepared.error());
    if (const auto known = checkIds(*options, prepared->setup.plan); !known)
        return complain(QStringLiteral("resume"), known.error().message);
    if (prepared->setup.resumed.end) {
        printError(QStringLiteral("relight resume: this run has ended; start a new one\n"));
        return Usage;
    }
    const auto world = makeWorld(program, QFileInfo(prepared->setup.site.manifestPath).path(), interactive);
    return drive(*world, *std::move(prepared), *options, interactive);
}

} // namespace relight
