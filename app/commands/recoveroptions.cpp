#include "app/commands/recoveroptions.h"

namespace relight {

static QString name(const char *text)
{
    return QString::fromLatin1(text);
}

void addConsentOptions(QCommandLineParser &parser)
{
    const auto add = [&](const char *option, const char *text, const char *value = nullptr) {
        parser.addOption(value ? QCommandLineOption(name(option), name(text), name(value))
                               : QCommandLineOption(name(option), name(text)));
    };
    add("trust", "Trust the manifest with this digest: its commands will run.", "DIGEST");
    add("new-cluster", "Accept the cluster that this run's provision step makes.");
    add("cluster-identity",
        "Accept exactly the cluster with this kube-system UID; UID:CA, as shown, once it answers under another "
        "certificate authority.",
        "UID");
    add("approve", "Approve a step that asks (again for more; a comma parts several).", "ID");
    add("approve-all", "Approve every step that asks, and syncs of manual applications; nothing else.");
    add("approve-plan", "Approve the saved terraform plan with this SHA-256, which destroys something.", "SHA256");
    add("approve-destinations", "Approve the shown applications that write to other clusters.", "SHA256");
    add("accept-warnings", "Go on with preflight's warnings.");
    add("accept-exceptions", "Go on without these applications, exactly as shown.", "NAMES");
    add("lost-answers", "Go on although the lost cluster answers.", "CLUSTER");
    add("restore-again", "Do a finished or half-done restore or switch again.", "NAME");
    add("done", "This manual step is done by hand.", "ID");
    add("undo", "Run the undo-command of this step when it failed or was cancelled.", "ID");
    add("json", "One event a line, then a summary.");
}

void addRunOptions(QCommandLineParser &parser)
{
    parser.addOption(QCommandLineOption(name("declared-at"),
        name("When the incident was declared (RFC 3339): the recovery clock starts there."), name("TIME")));
    parser.addOption(QCommandLineOption(
        name("lost-at"), name("When the cluster was lost: data loss is counted from there."), name("TIME")));
    parser.addOption(
        QCommandLineOption(name("run-id"), name("Id of the run; made from time and name unless given."), name("ID")));
}

void addResumeOptions(QCommandLineParser &parser)
{
    parser.addOption(QCommandLineOption(name("retry"), name("Run this step again."), name("ID")));
    parser.addOption(QCommandLineOption(
        name("skip"), name("Skip this step, with a reason of 10 characters or more."), name("ID=REASON")));
}

static QStringList list(const QCommandLineParser &parser, const char *option)
{
    QStringList values;
    for (const QString &value : parser.values(name(option)))
        values << value.split(u',', Qt::SkipEmptyParts);
    return values;
}

static Result<std::optional<Timestamp>> time(const QCommandLineParser &parser, const char *option)
{
    if (!parser.isSet(name(option)))
        return std::nullopt;
    const auto read = parseTimestamp(parser.value(name(option)));
    if (!read)
        return failure(ErrorCode::Invalid,
            QStringLiteral("--%1 takes a time like 2026-08-01T02:14:00Z, not \"%2\"")
                .arg(name(option), parser.value(name(option))));
    return read;
}

Result<RecoverOptions> readRecoverOptions(const QCommandLineParser &parser)
{
    RecoverOptions options;
    Consents &consents = options.run.consents;
    consents.trust = parser.value(name("trust"));
    consents.newCluster = parser.isSet(name("new-cluster"));
    consents.clusterIdentity = parser.value(name("cluster-identity"));
    if (consents.newCluster && !consents.clusterIdentity.isEmpty())
        return failure(ErrorCode::Invalid,
            QStringLiteral("--new-cluster and --cluster-identity exclude each other: say which one is meant"));
    consents.approve = list(parser, "approve");
    consents.approveAll = parser.isSet(name("approve-all"));
    consents.approvePlans = list(parser, "approve-plan");
    consents.approveDestinations = parser.value(name("approve-destinations"));
    consents.acceptWarnings = parser.isSet(name("accept-warnings"));
    consents.acceptExceptions = parser.value(name("accept-exceptions"));
    consents.lostAnswers = parser.value(name("lost-answers"));
    consents.restoreAgain = list(parser, "restore-again");
    consents.done = list(parser, "done");
    consents.undo = list(parser, "undo");
    options.json = parser.isSet(name("json"));
    const QStringList known = parser.optionNames();
    if (known.contains(name("retry")))
        consents.retry = list(parser, "retry");
    if (known.contains(name("skip"))) {
        for (const QString &value : parser.values(name("skip"))) {
            const QString id = value.section(u'=', 0, 0);
            const QString reason = value.section(u'=', 1);
            if (id.isEmpty() || reason.trimmed().size() < 10)
                return failure(ErrorCode::Invalid,
                    QStringLiteral("--skip takes ID=REASON with a reason of 10 characters or more, not \"%1\"")
                        .arg(value));
            options.skips.emplace_back(id, reason);
        }
    }
    for (const auto &[option, target] :
        {std::pair{"declared-at", &options.run.declaredAt}, {"lost-at", &options.run.lostAt}}) {
        if (!known.contains(name(option)))
            continue;
        const auto read = time(parser, option);
        if (!read)
            return std::unexpected(read.error());
        *target = *read;
    }
    if (known.contains(name("run-id")))
        options.run.runId = parser.value(name("run-id"));
    return options;
}

} // namespace relight
