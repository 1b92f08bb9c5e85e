#include "app/commands/commandline.h"
#include "app/commands/output.h"
#include "app/journal/journalreader.h"
#include "app/journal/runfolders.h"
#include "app/journal/runlist.h"
#include "models/run/eventjson.h"
#include "models/run/summary.h"
#include "models/run/words.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace relight {

static QJsonObject summaryJson(const RunSummary &run)
{
    QJsonObject object{{QStringLiteral("id"), run.id}, {QStringLiteral("name"), run.name},
        {QStringLiteral("mode"), word(run.mode)}, {QStringLiteral("state"), word(run.phase)},
        {QStringLiteral("events"), run.events}, {QStringLiteral("running"), run.writer.has_value()}};
    if (run.startedAt)
        object.insert(QStringLiteral("startedAt"), timestampText(*run.startedAt));
    if (run.endedAt)
        object.insert(QStringLiteral("endedAt"), timestampText(*run.endedAt));
    if (run.damage)
        object.insert(QStringLiteral("damage"), run.damage->message);
    return object;
}

static QString remark(const RunSummary &run)
{
    if (run.writer)
        return QStringLiteral("  (%1)").arg(run.writer->text());
    if (run.damage)
        return QStringLiteral("  (damaged: %1)").arg(run.damage->message);
    return {};
}

static QString stateText(const RunSummary &run)
{
    // It does not stand where it was left, as its state would say: its world went with it.
    if (run.mode != RunMode::Live && !run.endedAt && !run.writer)
        return QStringLiteral("%1, not finished").arg(word(run.mode));
    return word(run.phase);
}

int runsCommand(const QStringList &arguments, const Program &)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("One JSON object."));
    parser.addOption(json);
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    if (!parser.positionalArguments().isEmpty()) {
        printError(QStringLiteral("relight runs: takes no argument; relight show RUN tells of one\n"));
        return Usage;
    }
    const QList<RunSummary> runs = listRuns(stateFolder());
    if (parser.isSet(json)) {
        QJsonArray array;
        for (const RunSummary &run : runs)
            array << summaryJson(run);
        printOut(QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("runs"), array}}).toJson());
        return Completed;
    }
    if (runs.isEmpty())
        printError(QStringLiteral("no runs yet in %1\n").arg(runsFolder(stateFolder())));
    for (const RunSummary &run : runs) {
        printOut(QStringLiteral("%1  %2  %3%4\n")
                .arg(run.id, -40)
                .arg(stateText(run), -26)
                .arg(run.startedAt ? timestampText(*run.startedAt) : QString(), remark(run)));
    }
    return Completed;
}

static QString showText(const RunState &state)
{
    QString text = QStringLiteral("%1: %2, %3\n").arg(state.started.runId, state.started.name, word(state.phase));
    if (state.startedAt)
        text += QStringLiteral("started %1 by %2\n").arg(timestampText(*state.startedAt), state.started.operatorName);
    if (state.cluster)
        text += QStringLiteral("cluster %1 (kube-system %2)\n").arg(state.cluster->server, state.cluster->uid);
    for (const StepStatus &step : state.steps) {
        const QString took = step.firstStarted && step.ended
            ? clockText(std::chrono::duration_cast<Seconds>(*step.ended - *step.firstStarted))
            : QString();
        text += QStringLiteral("  %1  %2  %3  %4\n")
                    .arg(word(step.state), -17)
                    .arg(took, 8)
                    .arg(step.planned.id, step.reason.isEmpty() ? QString() : QStringLiteral("— ") + step.reason);
    }
    for (const Decision &decision : state.open)
        text += QStringLiteral("needs you: %1 (%2)\n").arg(decision.title, decision.option);
    for (const Note &note : state.notes)
        text += QStringLiteral("note %1 %2: %3\n").arg(timestampText(note.at), note.by, note.text);
    if (state.end) {
        for (const QString &exception : state.end->exceptions)
            text += QStringLiteral("exception: %1\n").arg(exception);
        for (const QString &half : state.end->leftHalfDone)
            text += QStringLiteral("left half done: %1\n").arg(half);
    }
    return text;
}

int showCommand(const QStringList &arguments, const Program &)
{
    QCommandLineParser parser;
    const QCommandLineOption json(
        QStringLiteral("json"), QStringLiteral("Every event as a line of JSON, then a summary."));
    parser.addOption(json);
    parser.addPositionalArgument(QStringLiteral("RUN"), QStringLiteral("Id of a run (relight runs)."));
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    const QString id = parser.positionalArguments().value(0);
    if (const auto valid = checkRunId(id); !valid || parser.positionalArguments().size() != 1) {
        printError(QStringLiteral("relight show: name one run (relight runs lists them)\n"));
        return Usage;
    }
    const auto contents = readJournal(journalPath(runFolder(stateFolder(), id)));
    if (!contents) {
        const bool unknown = contents.error().code == ErrorCode::NotFound;
        printError(QStringLiteral("relight show: %1\n")
                .arg(unknown ? QStringLiteral("there is no run \"%1\" (relight runs lists them)").arg(id)
                             : contents.error().message));
        return unknown ? Usage : FailedRun;
    }
    RunState state;
    for (const RunEvent &event : contents->events) {
        state = apply(std::move(state), event);
        if (parser.isSet(json))
            printOut(eventToJson(event) + '\n');
    }
    if (contents->damage)
        printError(QStringLiteral("relight show: %1\n").arg(contents->damage->message));
    if (parser.isSet(json))
        printOut(summaryJsonLine(state) + '\n');
    else if (!contents->events.isEmpty())
        printOut(showText(state));
    return contents->damage ? FailedRun : Completed;
}

} // namespace relight
