#include "app/commands/commandline.h"
#include "app/commands/output.h"
#include "app/engine/digest.h"
#include "app/integrations/git/libgit2.h"
#include "app/integrations/io/systemclock.h"
#include "app/session/runsetup.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace relight {

static QJsonObject fileJson(const QString &file, const LoadedManifest &loaded, Git &git)
{
    QJsonArray diagnostics;
    int errors = 0, warnings = 0;
    for (const Diagnostic &diagnostic : loaded.diagnostics) {
        const bool error = diagnostic.severity == Severity::Error;
        (error ? errors : warnings)++;
        diagnostics << QJsonObject{
            {QStringLiteral("severity"), error ? QStringLiteral("error") : QStringLiteral("warning")},
            {QStringLiteral("line"), diagnostic.at.line}, {QStringLiteral("column"), diagnostic.at.column},
            {QStringLiteral("path"), diagnostic.path}, {QStringLiteral("message"), diagnostic.message}};
    }
    QJsonObject object{{QStringLiteral("file"), file}, {QStringLiteral("errors"), errors},
        {QStringLiteral("warnings"), warnings}, {QStringLiteral("diagnostics"), diagnostics}};
    if (loaded.manifest) {
        const ManifestDigest digest = digestOf(git, loaded.path, loaded.bytes, *loaded.manifest);
        object.insert(QStringLiteral("digest"), digest.text);
        object.insert(
            QStringLiteral("digestCovers"), digest.coversTree ? QStringLiteral("tree") : QStringLiteral("manifest"));
    }
    return object;
}

int lintCommand(const QStringList &arguments, const Program &)
{
    QCommandLineParser parser;
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("One JSON object."));
    const QCommandLineOption strict(QStringLiteral("strict"), QStringLiteral("Warnings fail, too."));
    parser.addOptions({json, strict});
    parser.addPositionalArgument(QStringLiteral("FILE…"), QStringLiteral("Recovery manifests."));
    if (const auto over = parseOptions(parser, arguments))
        return *over;
    if (parser.positionalArguments().isEmpty()) {
        printError(QStringLiteral("relight lint: name a recovery manifest\n"));
        return Usage;
    }
    SystemClock clock;
    LibGit2 git(clock);
    int status = Completed;
    QJsonArray files;
    for (const QString &file : parser.positionalArguments()) {
        const auto loaded = loadManifest(file);
        if (!loaded) {
            printError(QStringLiteral("relight lint: %1\n").arg(loaded.error().message));
            status = Usage;
            continue;
        }
        bool bad = false;
        for (const Diagnostic &diagnostic : loaded->diagnostics)
            bad |= diagnostic.severity == Severity::Error || parser.isSet(strict);
        if (bad && status == Completed)
            status = FailedRun;
        if (parser.isSet(json))
            files << fileJson(file, *loaded, git);
        else {
            for (const QString &line : diagnosticLines(file, loaded->diagnostics))
                printOut(line + u'\n');
        }
    }
    if (parser.isSet(json))
        printOut(QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("files"), files}}).toJson());
    return status;
}

} // namespace relight
