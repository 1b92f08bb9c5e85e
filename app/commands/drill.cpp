#include "app/commands/commandline.h"
#include "app/commands/output.h"
#include "app/commands/recoveroptions.h"
#include "app/commands/terminalrun.h"
#include "app/drill/drillreport.h"
#include "app/drill/scenarios.h"
#include "models/scenario/verdict.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

#include <unistd.h>

namespace relight {

namespace {

struct DrillOptions
{
    QString file, scenario, runId;
    quint64 seed = 1;
    double speed = 1;
    int applications = 0, resources = 0;
    bool json = false, interactive = false;
};

int complain(const QString &message)
{
    printError(QStringLiteral("relight drill: %1\n").arg(message));
    return Usage;
}

void addOptions(QCommandLineParser &parser)
{
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The recovery manifest."));
    parser.addOptions({
        {QStringLiteral("scenario"),
            QStringLiteral(
                "What goes wrong: one of `relight scenarios`, or a file. Nothing said: everything goes well."),
            QStringLiteral("NAME|FILE"), QStringLiteral("everything-goes-well")},
        {QStringLiteral("seed"), QStringLiteral("Another number, another world; the same number, the same drill."),
            QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("speed"), QStringLiteral("Times real time, 0.1 to 1000."), QStringLiteral("N"),
            QStringLiteral("60")},
        {QStringLiteral("applications"), QStringLiteral("A made-up estate of so many applications."),
            QStringLiteral("N"), QStringLiteral("0")},
        {QStringLiteral("resources"), QStringLiteral("And of about so many resources."), QStringLiteral("N"),
            QStringLiteral("0")},
        {QStringLiteral("interactive"), QStringLiteral("Ask in the terminal instead of a simulated operator.")},
        {QStringLiteral("json"), QStringLiteral("Print the journal's events, one a line, then a summary.")},
        {QStringLiteral("run-id"), QStringLiteral("Name of the drill's run."), QStringLiteral("ID")},
    });
}

Result<DrillOptions> readOptions(const QCommandLineParser &parser)
{
    DrillOptions options;
    if (parser.positionalArguments().size() != 1)
        return failure(ErrorCode::Invalid, QStringLiteral("name one recovery manifest"));
    options.file = parser.positionalArguments().first();
    options.scenario = parser.value(QStringLiteral("scenario"));
    options.runId = parser.value(QStringLiteral("run-id"));
    options.json = parser.isSet(QStringLiteral("json"));
    options.interactive = parser.isSet(QStringLiteral("interactive"));
    bool isSeed = false, isSpeed = false;
    options.seed = parser.value(QStringLiteral("seed")).toULongLong(&isSeed);
    options.speed = parser.value(QStringLiteral("speed")).toDouble(&isSpeed);
    bool isCount = false, isOther = false;
    options.applications = parser.value(QStringLiteral("applications")).toInt(&isCount);
    options.resources = parser.value(QStringLiteral("resources")).toInt(&isOther);
    if (!isCount || !isOther || options.applications < 0 || options.resources < 0 || options.applications > 20'000
        || options.resources > 200'000)
        return failure(
            ErrorCode::Invalid, QStringLiteral("--applications takes a number up to 20000, --resources up to 200000"));
    if (!isSeed)
        return failure(ErrorCode::Invalid, QStringLiteral("--seed takes a whole number"));
    if (!isSpeed || options.speed < 0.1 || options.speed > 1000)
        return failure(ErrorCode::Invalid, QStringLiteral("--speed takes a number from 0.1 to 1000"));
    if (options.interactive && options.json)
        return failure(ErrorCode::Invalid, QStringLiteral("--interactive and --json exclude each other"));
    return options;
}

int play(DrillSession &session, const DrillOptions &options)
{
    RecoverOptions shown;
    shown.json = options.json;
    if (!options.json) {
        const Scenario &scenario = session.scenario();
        printOut(QStringLiteral("Drill: %1\n%2\n").arg(scenario.title, scenario.teaches));
        if (!scenario.briefing.isEmpty())
            printOut(u'\n' + scenario.briefing.trimmed() + QStringLiteral("\n\n"));
    }
    for (const QString &note : session.notes())
        printError(QStringLiteral("relight drill: %1\n").arg(note));
    TerminalRun terminal(session.makeRun(), shown, options.interactive, [] { }, session.world().clock());
    if (!options.interactive)
        terminal.stayWhileWaiting();
    QList<RunEvent> events;
    QObject::connect(
        &session.run(), &LocalRun::happened, &terminal, [&](const QList<RunEvent> &more) { events += more; });
    QElapsedTimer real;
    real.start();
    session.start([&terminal](const Error &error) {
        QMetaObject::invokeMethod(&terminal, [&terminal, error] { terminal.giveUp(error); });
    });
    QCoreApplication::exec();
    session.end();
    const DrillWorld &world = session.world();
    printError(QStringLiteral("%1 of drill time in %2 s, %3 moments\n")
            .arg(clockText(std::chrono::floor<Seconds>(world.clock().elapsed())))
            .arg(double(real.elapsed()) / 1000, 0, 'f', 1)
            .arg(world.driver().moments()));
    if (const auto report = writeReport(session); report)
        printError(QStringLiteral("report: %1\n").arg(*report));
    else
        printError(QStringLiteral("relight drill: no report: %1\n").arg(report.error().message));
    if (options.interactive || !session.run().state().end)
        return terminal.exitStatus();
    // What a scenario is about has to happen; how the run ended is part of it.
    const QStringList unmet = unmetExpectations(session.scenario(), events);
    for (const QString &sentence : unmet)
        printError(QStringLiteral("relight drill: not as the scenario %1 means it: %2\n")
                .arg(session.scenario().name, sentence));
    return unmet.isEmpty() ? Completed : FailedRun;
}

} // namespace

int drillCommand(const QStringList &arguments, const Program &program)
{
    QCommandLineParser parser;
    addOptions(parser);
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    const auto options = readOptions(parser);
    if (!options)
        return complain(options.error().message);
    auto scenario = findScenario(options->scenario);
    if (!scenario)
        return complain(scenario.error().message);
    const auto loaded = loadManifest(options->file);
    if (!loaded)
        return complain(loaded.error().message);
    for (const QString &line : diagnosticLines(options->file, loaded->diagnostics))
        printError(line + u'\n');
    if (!loaded->plan)
        return Usage;
    if (options->applications > 0)
        scenario->estate = {options->applications, options->resources};
    DrillSession::Options drill;
    drill.programs = QFileInfo(program.path).path();
    drill.version = program.version;
    drill.runId = options->runId;
    drill.scenario = *std::move(scenario);
    drill.seed = options->seed;
    drill.speed = options->speed;
    drill.attendance = options->interactive ? Attendance::Attended : Attendance::Unattended;
    auto session = DrillSession::create(*loaded, std::move(drill));
    if (!session) {
        const int usage = complain(session.error().message);
        return session.error().code == ErrorCode::Invalid ? usage : FailedRun;
    }
    return play(**session, *options);
}

} // namespace relight
