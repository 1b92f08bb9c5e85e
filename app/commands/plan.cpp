#include "app/commands/commandline.h"
#include "app/commands/output.h"
#include "app/engine/digest.h"
#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/systemclock.h"
#include "app/session/runsetup.h"
#include "models/plan/planjson.h"
#include "models/plan/shellscript.h"

namespace relight {

static QString planText(const LoadedManifest &loaded, const ManifestDigest &digest)
{
    const RecoveryPlan &plan = *loaded.plan;
    QString text = QStringLiteral("Recovery plan of %1\n%2 (covers %3)\n")
                       .arg(plan.name, digest.text,
                           digest.coversTree ? QStringLiteral("the manifest and what it names")
                                             : QStringLiteral("the manifest only"));
    if (plan.rto)
        text += QStringLiteral("objective: %1 to recover%2\n")
                    .arg(durationText(*plan.rto),
                        plan.rpo ? QStringLiteral(", %1 of data loss").arg(durationText(*plan.rpo)) : QString());
    text += u'\n';
    qsizetype width = 0;
    for (const Step &step : plan.steps)
        width = std::max(width, step.id.size());
    for (const Step &step : plan.steps) {
        QStringList marks;
        if (plan.criticalPath.stepIds.contains(step.id))
            marks << QStringLiteral("critical path");
        if (step.approve)
            marks << QStringLiteral("asks for approval");
        if (step.automation == Automation::NotAutomated)
            marks << QStringLiteral("by hand: not automated in this version");
        else if (step.automation == Automation::Manual)
            marks << (step.leftOut ? QStringLiteral("not in the manifest") : QStringLiteral("by hand"));
        text += QStringLiteral("  %1  %2  %3\n")
                    .arg(step.id, -width)
                    .arg(estimateText(step.estimate), -10)
                    .arg(marks.join(QStringLiteral(", ")));
        if (!step.after.isEmpty())
            text
                += QStringLiteral("  %1  after %2\n").arg(QString(), -width).arg(step.after.join(QStringLiteral(", ")));
        for (const QString &command : step.commands)
            text += QStringLiteral("  %1    %2\n")
                        .arg(QString(), -width)
                        .arg(QString(command).replace(u'\n', QStringLiteral(" ⏎ ")));
    }
    text += QStringLiteral("\nIn all %1 to %2 (longest path by the estimates; they are estimates)\n")
                .arg(durationText(plan.criticalPath.low), durationText(plan.criticalPath.high));
    return text;
}

int planCommand(const QStringList &arguments, const Program &)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("The plan as JSON."));
    const QCommandLineOption shell(
        QStringLiteral("shell"), QStringLiteral("The whole recovery as a POSIX shell script for standard tools."));
    const QCommandLineOption checklist(
        QStringLiteral("checklist"), QStringLiteral("The checklist as Markdown, to print."));
    parser.addOptions({json, shell, checklist});
    parser.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("The recovery manifest."));
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    if (parser.positionalArguments().size() != 1
        || int(parser.isSet(json)) + int(parser.isSet(shell)) + int(parser.isSet(checklist)) > 1) {
        printError(QStringLiteral(
            "relight plan: name one recovery manifest and at most one of --json, --shell, --checklist\n"));
        return Usage;
    }
    const QString file = parser.positionalArguments().first();
    const auto loaded = loadManifest(file);
    if (!loaded) {
        printError(QStringLiteral("relight plan: %1\n").arg(loaded.error().message));
        return Usage;
    }
    for (const QString &line : diagnosticLines(file, loaded->diagnostics))
        printError(line + u'\n');
    if (!loaded->plan)
        return Usage;
    SystemClock clock;
    LibGit2 git(clock);
    const ManifestDigest digest = digestOf(git, loaded->path, loaded->bytes, *loaded->manifest);
    if (parser.isSet(json))
        printOut(planToJson(
            *loaded->plan, digest.text, digest.coversTree ? QStringLiteral("tree") : QStringLiteral("manifest")));
    else if (parser.isSet(shell))
        printOut(recoveryScript(*loaded->manifest, *loaded->plan));
    else if (parser.isSet(checklist))
        printOut(checklistMarkdown(*loaded->plan));
    else
        printOut(planText(*loaded, digest));
    return Completed;
}

} // namespace relight
