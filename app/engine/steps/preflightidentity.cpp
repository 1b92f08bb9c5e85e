#include "app/engine/steps/cloudidentity.h"
#include "app/engine/steps/commandrunner.h"
#include "app/engine/steps/preflightchecks.h"

namespace relight {

namespace {

// One program and the secrets it is given: two restores with other credentials are two identities.
struct Actor
{
    QString program, what;
    SecretEnvironment secrets;
};

} // namespace

static QList<Actor> actors(const RecoveryManifest &manifest)
{
    QList<Actor> all;
    const auto add = [&](const QString &shell, const QString &what, const SecretEnvironment &secrets) {
        for (const QString &program : programsIn(shell)) {
            const bool known = std::ranges::any_of(
                all, [&](const Actor &actor) { return actor.program == program && actor.secrets == secrets; });
            if (!known)
                all << Actor{program, what, secrets};
        }
    };
    add(manifest.cluster.command, QStringLiteral("provision"), {});
    if (manifest.cluster.kubeconfig.kind == KubeconfigSource::Kind::Command)
        add(manifest.cluster.kubeconfig.value, QStringLiteral("the kubeconfig"), {});
    for (const DataItem &item : manifest.data) {
        for (const QString &command : {item.backupTimeCommand, item.restoreCommand, item.verifyCommand})
            add(command, item.name, item.environment);
    }
    for (const TrafficItem &item : manifest.traffic) {
        for (const QString &command : {item.command, item.undoCommand})
            add(command, item.name, item.environment);
    }
    for (const VerificationItem &item : manifest.verification)
        add(item.command, item.name, item.environment);
    for (const StepSettings &settings : manifest.steps)
        add(settings.run, settings.id, settings.environment);
    return all;
}

static ProcessResult asked(StepContext &context, const QStringList &question, const QString &key, const Actor &actor)
{
    ProcessResult none;
    none.exitCode = -1;
    if (question.isEmpty())
        return none;
    CommandSpec spec;
    spec.key = key;
    spec.arguments = question;
    spec.secrets = actor.secrets;
    spec.sensitiveOutput = true;
    spec.readOnly = true;
    spec.quiet = true;
    StepContext brief{context.manifest, context.plan, context.step, context.site, context.consents, context.ports,
        context.host, context.call.within(context.ports.clock.now(), Seconds{15}), context.attempt,
        context.interrupted};
    const auto result = runCommand(brief, spec);
    if (!result)
        none.errorTail = result.error().message.toUtf8();
    return result.value_or(none);
}

static void judge(
    StepContext &context, PreflightFindings &findings, const CloudQuestion &question, const Actor &actor, int index)
{
    const auto key
        = [&](const char *part) { return QStringLiteral("identity-%1-%2").arg(index).arg(QLatin1StringView(part)); };
    const ProcessResult who = asked(context, question.who, key("who"), actor);
    const CloudIdentity identity
        = readCloudIdentity(who, who.exitCode == 0 ? asked(context, question.expiry, key("until"), actor) : who);
    const QString name = QStringLiteral("%1 (for %2)").arg(actor.program, actor.what);
    const Timestamp now = context.ports.clock.wall();
    const bool over = identity.expires && *identity.expires <= now;
    if (identity.state == CloudIdentity::State::Expired || over) {
        findings.blockers << QStringLiteral("the identity of %1 has expired%2: %3, then check again")
                                 .arg(name,
                                     identity.why.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(identity.why),
                                     question.login);
        return;
    }
    if (identity.state == CloudIdentity::State::Missing) {
        findings.warnings << QStringLiteral("%1 has no identity (%2): %3").arg(name, identity.why, question.login);
        return;
    }
    if (!identity.who.isEmpty())
        context.log(QStringLiteral("%1 acts as %2").arg(name, identity.who));
    const Seconds length = context.plan.criticalPath.high;
    if (identity.expires && *identity.expires < now + length) {
        const auto left = std::chrono::duration_cast<Seconds>(*identity.expires - now);
        findings.warnings << QStringLiteral("the identity of %1 ends in %2, the plan may take %3: %4 first")
                                 .arg(name, durationText(left), durationText(length), question.login);
    }
}

void checkIdentities(StepContext &context, PreflightFindings &findings)
{
    int index = 0;
    for (const Actor &actor : actors(context.manifest)) {
        const auto question = std::ranges::find(cloudQuestions(), actor.program, &CloudQuestion::program);
        // A program that is missing is a blocker already.
        if (question != cloudQuestions().end() && context.ports.processes.find(actor.program))
            judge(context, findings, *question, actor, ++index);
    }
}

} // namespace relight
