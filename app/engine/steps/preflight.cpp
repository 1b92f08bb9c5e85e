#include "app/engine/steps/actions.h"
#include "app/engine/steps/preflightchecks.h"

namespace relight {

Result<Outcome> preflight(StepContext &context)
{
    PreflightFindings findings;
    const auto stage = [&](const QString &what) { context.progress(QStringLiteral("preflight: ") + what); };
    stage(QStringLiteral("disk"));
    checkDisk(context, findings);
    checkTransport(context, findings);
    stage(QStringLiteral("secrets"));
    checkSecrets(context, findings);
    stage(QStringLiteral("programs"));
    checkPrograms(context, findings);
    stage(QStringLiteral("cloud identities"));
    checkIdentities(context, findings);
    stage(QStringLiteral("Git"));
    if (const auto git = checkGit(context, findings); !git)
        return std::unexpected(git.error());
    if (!context.fact({}, QStringLiteral("commit")).isEmpty()) {
        checkNamedPaths(context, findings);
        checkHeld(context, findings);
        const auto trust = checkTrust(context, findings);
        if (!trust)
            return std::unexpected(trust.error());
        if (*trust)
            return Outcome::needs(**trust);
    }
    checkTerraformState(context, findings);
    stage(QStringLiteral("clocks"));
    checkClock(context, findings);
    stage(QStringLiteral("backups"));
    checkBackups(context, findings);
    stage(QStringLiteral("Vault"));
    checkVault(context, findings);
    checkRights(context, findings);
    stage(QStringLiteral("the lost cluster"));
    const auto lost = checkLost(context);
    if (!lost)
        return std::unexpected(lost.error());
    if (*lost && findings.blockers.isEmpty())
        return Outcome::needs(**lost);
    if (context.call.stop.stop_requested())
        return failure(ErrorCode::Cancelled, QStringLiteral("preflight was cancelled"));
    for (const QString &blocker : findings.blockers)
        context.warn(QStringLiteral("blocker: ") + blocker);
    for (const QString &warning : findings.warnings)
        context.warn(QStringLiteral("warning: ") + warning);
    if (const auto recorded = context.host.record(PreflightFinished{findings.blockers, findings.warnings}); !recorded)
        return std::unexpected(recorded.error());
    return Outcome::done(
        QStringLiteral("%1 blockers, %2 warnings").arg(findings.blockers.size()).arg(findings.warnings.size()));
}

} // namespace relight
