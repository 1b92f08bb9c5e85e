#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/preflightchecks.h"

#include <QRegularExpression>

namespace relight {

QStringList programsIn(const QString &shell)
{
    static const QStringList builtins{QStringLiteral("test"), QStringLiteral("["), QStringLiteral("cd"),
        QStringLiteral("echo"), QStringLiteral("exit"), QStringLiteral("export"), QStringLiteral("set"),
        QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("printf"), QStringLiteral("exec"),
        QStringLiteral("if"), QStringLiteral("for"), QStringLiteral("while"), QStringLiteral("case"),
        QStringLiteral("until"), QStringLiteral("."), QStringLiteral("eval"), QStringLiteral(":"),
        QStringLiteral("then"), QStringLiteral("else"), QStringLiteral("fi"), QStringLiteral("do"),
        QStringLiteral("done"), QStringLiteral("esac"), QStringLiteral("!")};
    static const QRegularExpression word(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_.+-]*$"));
    static const QRegularExpression ends(QStringLiteral("[\\n;]|&&|\\|\\|"));
    if (shell.contains(QLatin1String("<<")))
        return {}; // a here-document: its lines are no commands
    QStringList programs;
    for (const QString &part : shell.split(ends, Qt::SkipEmptyParts)) {
        const QStringList words = part.split(u' ', Qt::SkipEmptyParts);
        const auto first = std::ranges::find_if(words, [](const QString &text) { return !text.contains(u'='); });
        const QString program = first == words.end() ? QString() : first->trimmed();
        if (word.match(program).hasMatch() && !builtins.contains(program) && !programs.contains(program))
            programs << program;
        // A quoted text that spans lines makes what follows unreadable to us.
        if (part.count(u'\'') % 2 != 0 || part.count(u'"') % 2 != 0)
            break;
    }
    return programs;
}

// Which version does the work, for the journal's reader. Only programs that are known to say it at once, without a
// network.
static void logVersion(StepContext &context, const QString &program)
{
    static const QMap<QString, QString> ask{{QStringLiteral("terraform"), QStringLiteral("version")},
        {QStringLiteral("tofu"), QStringLiteral("version")},
        {QStringLiteral("pg_restore"), QStringLiteral("--version")},
        {QStringLiteral("psql"), QStringLiteral("--version")}, {QStringLiteral("mysql"), QStringLiteral("--version")},
        {QStringLiteral("kubectl"), QStringLiteral("version --client")},
        {QStringLiteral("velero"), QStringLiteral("version --client-only")},
        {QStringLiteral("talosctl"), QStringLiteral("version --client --short")},
        {QStringLiteral("sops"), QStringLiteral("--version --disable-version-check")}};
    if (!ask.contains(program))
        return;
    CommandSpec spec;
    spec.key = QStringLiteral("version-") + program;
    spec.arguments = QStringList{program} + ask.value(program).split(u' ');
    spec.readOnly = true;
    spec.quiet = true;
    const auto result = runCommand(context, spec);
    const QString said = result ? QString::fromUtf8(result->output).section(u'\n', 0, 0).trimmed() : QString();
    context.log(said.isEmpty() ? QStringLiteral("%1 does not say its version").arg(program) : said);
}

void checkPrograms(StepContext &context, PreflightFindings &findings)
{
    const RecoveryManifest &manifest = context.manifest;
    QList<std::pair<QString, QString>> needed; // program, for what
    if (manifest.cluster.provisioner == Provisioner::Terraform)
        needed.emplace_back(QStringLiteral("terraform"), QStringLiteral("provision"));
    if (manifest.cluster.provisioner == Provisioner::OpenTofu)
        needed.emplace_back(QStringLiteral("tofu"), QStringLiteral("provision"));
    const auto add = [&](const QString &shell, const QString &what) {
        for (const QString &program : programsIn(shell))
            needed.emplace_back(program, what);
    };
    add(manifest.cluster.command, QStringLiteral("provision"));
    for (const DataItem &item : manifest.data) {
        add(item.restoreCommand, item.name);
        add(item.verifyCommand, item.name);
    }
    for (const TrafficItem &item : manifest.traffic)
        add(item.command, item.name);
    for (const VerificationItem &item : manifest.verification)
        add(item.command, item.name);
    for (const StepSettings &settings : manifest.steps)
        add(settings.run, settings.id);
    QStringList said;
    for (const auto &[program, what] : needed) {
        if (said.contains(program))
            continue;
        said << program;
        if (context.ports.processes.find(program))
            logVersion(context, program);
        else
            findings.blockers << QStringLiteral("%1 (for %2) is not on the PATH: install it").arg(program, what);
    }
}

} // namespace relight
