#include "app/drill/scenarios.h"
#include "app/commands/commandline.h"
#include "app/commands/output.h"
#include "app/session/runsetup.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace relight {

namespace {

QJsonObject scenarioJson(const ScenarioFile &file)
{
    const Scenario &scenario = *file.parsed.scenario;
    QJsonObject object{{QStringLiteral("name"), scenario.name}, {QStringLiteral("title"), scenario.title},
        {QStringLiteral("teaches"), scenario.teaches},
        {QStringLiteral("source"), file.own ? QStringLiteral("own") : QStringLiteral("relight")}};
    if (file.own)
        object.insert(QStringLiteral("file"), file.path);
    return object;
}

void printText(const QList<ScenarioFile> &files)
{
    for (const ScenarioFile &file : files) {
        if (!file.parsed.scenario)
            continue;
        const Scenario &scenario = *file.parsed.scenario;
        printOut(QStringLiteral("%1  %2%3\n%4  %5\n")
                .arg(scenario.name, -24)
                .arg(scenario.title, file.own ? QStringLiteral(" (your own)") : QString())
                .arg(QString(), -24)
                .arg(scenario.teaches));
    }
}

} // namespace

int scenariosCommand(const QStringList &arguments, const Program &)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("One JSON object."));
    parser.addOption(json);
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    if (!parser.positionalArguments().isEmpty()) {
        printError(
            QStringLiteral("relight scenarios: takes no argument; relight drill FILE --scenario NAME plays one\n"));
        return Usage;
    }
    const QList<ScenarioFile> files = allScenarios();
    QJsonArray array;
    for (const ScenarioFile &file : files) {
        for (const QString &line : diagnosticLines(file.path, file.parsed.diagnostics))
            printError(line + u'\n');
        if (file.parsed.scenario)
            array << scenarioJson(file);
    }
    if (parser.isSet(json))
        printOut(
            QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("scenarios"), array}}).toJson());
    else
        printText(files);
    const bool bad = std::ranges::any_of(files, [](const ScenarioFile &file) { return file.parsed.hasErrors(); });
    return bad ? FailedRun : Completed;
}

} // namespace relight
