#pragma once
// The single looks of preflight. Each adds what it found; none of them writes anywhere but into the kept checkout.
// Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

struct PreflightFindings
{
    QStringList blockers;
    QStringList warnings;
};

void checkDisk(StepContext &context, PreflightFindings &findings);
void checkSecrets(
    StepContext &context, PreflightFindings &findings); // resolves every reference; prompts are asked here
void checkPrograms(StepContext &context, PreflightFindings &findings);
void checkTransport(StepContext &context, PreflightFindings &findings); // credentials over plain http
// ls-remote, the commit of this run, the work tree or kept checkout at it. An error ends preflight (cancelled).
[[nodiscard]] Result<> checkGit(StepContext &context, PreflightFindings &findings);
void checkNamedPaths(StepContext &context, PreflightFindings &findings); // needs the commit
void checkHeld(StepContext &context, PreflightFindings &findings);
void checkTerraformState(StepContext &context, PreflightFindings &findings);
void checkBackups(StepContext &context, PreflightFindings &findings);
void checkIdentities(StepContext &context, PreflightFindings &findings); // of the clouds' command lines it names
void checkClock(StepContext &context, PreflightFindings &findings);      // against the Git host, an existing cluster
void checkVault(StepContext &context, PreflightFindings &findings);
// How to reach the existing cluster that the manifest names; none when it makes one, or its kubeconfig is made first.
[[nodiscard]] std::optional<ClusterAccess> existingCluster(const StepContext &context);
void checkRights(StepContext &context, PreflightFindings &findings); // of an existing cluster
// The lost cluster, when the manifest names one: answers → a decision.
[[nodiscard]] Result<std::optional<Decision>> checkLost(StepContext &context);
// The revision's trees are not what was trusted: a decision about the fuller digest.
[[nodiscard]] Result<std::optional<Decision>> checkTrust(StepContext &context, PreflightFindings &findings);

// Programs that a shell command starts with, as far as that can be told without running it: "pg_restore" of "pg_restore
// -d main".
[[nodiscard]] QStringList programsIn(const QString &shell);

// Empty: near enough. `ahead`: ours minus theirs.
[[nodiscard]] QString skewWarning(const QString &whose, Milliseconds ahead);

} // namespace relight
