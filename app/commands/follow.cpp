#include "app/commands/commandline.h"
#include "app/commands/output.h"
#include "app/commands/terminalview.h"
#include "app/integrations/io/systemclock.h"
#include "app/session/followedrun.h"
#include "models/run/eventjson.h"
#include "models/run/summary.h"

#include <QCoreApplication>
#include <QTimer>

#include <unistd.h>

namespace relight {

static int statusOf(const RunState &state)
{
    switch (state.end->end) {
    case RunEnd::Cancelled:
        return CancelledRun;
    case RunEnd::Failed:
        return FailedRun;
    default:
        return Completed;
    }
}

// For the step that watches them, as it says it itself where the run is driven.
static StepProgress healthyCount(const RunState &state, const QHash<QString, HealthStatus> &health)
{
    StepProgress progress;
    for (const StepStatus &step : state.steps) {
        if (step.planned.kind == StepKind::MonitorSync)
            progress.stepId = step.planned.id;
    }
    progress.text = QStringLiteral("%1 of %2 applications healthy")
                        .arg(std::ranges::count(health, HealthStatus::Healthy))
                        .arg(health.size());
    return progress;
}

// Needs nothing but to read: an interrupt ends it at once.
int followCommand(const QStringList &arguments, const Program &)
{
    QCommandLineParser parser;
    const QCommandLineOption json(
        QStringLiteral("json"), QStringLiteral("Every event as a line of JSON, then a summary."));
    parser.addOption(json);
    parser.addPositionalArgument(QStringLiteral("RUN"),
        QStringLiteral(
            "Id of a run of this machine (relight runs), or the path of a run's folder, also a shared one."));
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    if (parser.positionalArguments().size() != 1) {
        printError(QStringLiteral("relight follow: name one run (relight runs lists them)\n"));
        return Usage;
    }
    const auto folder = folderOfRun(parser.positionalArguments().first());
    if (!folder) {
        printError(QStringLiteral("relight follow: %1\n").arg(folder.error().message));
        return Usage;
    }
    const bool isJson = parser.isSet(json);
    const bool live = !isJson && isTerminal(STDOUT_FILENO);
    SystemClock clock;
    FollowedRun run(*folder);
    TerminalView view(live);
    QTimer redraw;
    QObject::connect(&redraw, &QTimer::timeout, &run, [&] { view.draw(run.state(), clock.wall()); });
    QObject::connect(&run, &RunControl::happened, &run, [&](const QList<RunEvent> &events) {
        for (const RunEvent &event : events) {
            if (isJson)
                printOut(eventToJson(event) + '\n');
            else
                view.event(event, run.state());
        }
    });
    QHash<QString, HealthStatus> health;
    QObject::connect(&run.observations(), &Observations::applicationsChanged, &run,
        [&](const QList<Application> &changed, const QStringList &removed) {
            for (const Application &application : changed)
                health.insert(application.key(), application.health);
            for (const QString &key : removed)
                health.remove(key);
            if (live) // in lines of their own they would bury the events
                view.progress(healthyCount(run.state(), health));
        });
    const auto tell = [&](const QString &text) {
        view.clear();
        printError(QStringLiteral("relight follow: %1\n").arg(text));
    };
    QObject::connect(&run, &FollowedRun::trouble, &run, [&](const Error &error) { tell(error.message); });
    QObject::connect(&run, &FollowedRun::ok, &run, [&] { tell(QStringLiteral("the journal answers again")); });
    QObject::connect(&run, &FollowedRun::beganAnew, &run, [&] {
        health.clear();
        tell(QStringLiteral("the journal was written anew: all of it comes again"));
    });
    QObject::connect(&run, &FollowedRun::caughtUp, &run, [&] {
        if (!run.state().end && !isJson)
            redraw.start(200);
    });
    QObject::connect(
        &run, &RunControl::ended, &run,
        [&] {
            view.clear();
            if (isJson)
                printOut(summaryJsonLine(run.state()) + '\n');
            QCoreApplication::exit(statusOf(run.state()));
        },
        Qt::QueuedConnection);
    run.start();
    return QCoreApplication::exec();
}

} // namespace relight
