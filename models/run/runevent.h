#pragma once
// What happened in a run: the journal's records. State is only ever fold(apply, events). Plain values, any thread.

#include "models/base/time.h"
#include "models/plan/planfor.h"

#include <QJsonObject>

#include <variant>

namespace relight {

// What a step looked like when the run started; enough to fold a journal without the manifest.
struct PlannedStep
{
    QString id, title, phase;
    StepKind kind = StepKind::Own;
    QStringList after;
    Seconds low{0}, high{0};
    bool critical = true, approve = false, leftOut = false;
    Automation automation = Automation::Automated;
    FailurePolicy onFailure = FailurePolicy::Pause;
    Seconds timeout{1800};
    int retries = 0; // attempts after the first
    Seconds retryDelay{10};
    bool operator==(const PlannedStep &) const = default;
};

enum class StepState {
    Pending,
    Ready,
    Running,
    Waiting,
    AwaitingApproval,
    Succeeded,
    Failed,
    TimedOut,
    Skipped,
    Cancelled,
    Interrupted
};
enum class AttemptOutcome { Succeeded, Failed, TimedOut, Cancelled, Interrupted };
enum class PauseCause { Operator, FailedStep, Storage, Identity };
enum class RunEnd { Completed, CompletedWithExceptions, Cancelled, Failed };

// What a person is asked. Typed: the cluster name has to be typed (DESIGN.md, "Consents").
enum class DecisionKind {
    Trust,
    Warnings,
    ClusterIdentity,
    LostClusterAnswers,
    StepApproval,
    TerraformPlan,
    Destinations,
    ManualSync,
    RestoreAgain,
    RepeatInterrupted,
    ManualStep,
    FailedStep,
    Exceptions,
    Undo // take back what a failed or cancelled step began
};

struct Decision
{
    QString id; // stable: "approve:update-dns/www", "plan:provision:<sha256>"
    DecisionKind kind = DecisionKind::StepApproval;
    QString stepId;      // empty: of the whole run
    QString title;       // Approve "Update DNS/load balancers: www"
    QString reason;      // why it is asked, in a sentence
    QStringList details; // what exactly: commands, resources, destinations
    QString subject;     // digest, uid or name that the consent is bound to
    QString option;      // the command line that gives it: --approve update-dns/www
    bool typed = false;
    bool operator==(const Decision &) const = default;
};

struct RunStarted
{
    QString runId;
    RunMode mode = RunMode::Live;
    QString name;         // of the manifest
    QString manifestPath; // as opened
    QString digest;
    QString version;      // of Relight
    QString operatorName; // user@host
    std::optional<Timestamp> declaredAt, lostAt;
    std::optional<Seconds> rto, rpo;
    QList<PlannedStep> steps;
    bool operator==(const RunStarted &) const = default;
};
struct RunResumed
{
    QString operatorName;
    qint64 pid = 0;
    QString reason;
    bool operator==(const RunResumed &) const = default;
};
struct PreflightFinished
{
    QStringList blockers, warnings;
    bool operator==(const PreflightFinished &) const = default;
};
struct ClusterPinned
{
    QString uid, caSha256, server, version;
    bool operator==(const ClusterPinned &) const = default;
};
// A figure or name a later step, a resume or the report needs: ("commit", "3f2a…"), ("kubeconfig", path), never a
// secret.
struct FactRecorded
{
    QString stepId, key, value;
    bool operator==(const FactRecorded &) const = default;
};
struct DecisionRequested
{
    Decision decision;
    bool operator==(const DecisionRequested &) const = default;
};
struct DecisionTaken
{
    QString decisionId;
    bool granted = true;
    QString by, comment;
    bool operator==(const DecisionTaken &) const = default;
};
// Nobody has to answer any more: what was asked about changed by itself, or is looked at afresh.
struct DecisionWithdrawn
{
    QString decisionId, reason;
    bool operator==(const DecisionWithdrawn &) const = default;
};
// On disk before the attempt does anything; again, with the same number, when it goes on after a decision.
struct AttemptStarted
{
    QString stepId;
    int attempt = 1;
    bool operator==(const AttemptStarted &) const = default;
};
struct AttemptEnded
{
    QString stepId;
    int attempt = 1;
    AttemptOutcome outcome = AttemptOutcome::Succeeded;
    QString message;                  // failed: what, to what, what to do next; succeeded: one line of what was done
    std::optional<Timestamp> retryAt; // another attempt follows by itself
    bool operator==(const AttemptEnded &) const = default;
};
// The step as a whole is over (or, Waiting, waits for `reason`).
struct StepEnded
{
    QString stepId;
    StepState state = StepState::Succeeded;
    QString reason, by;
    bool operator==(const StepEnded &) const = default;
};
struct StepWaiting
{
    QString stepId, reason;
    bool operator==(const StepWaiting &) const = default;
};
// A person or a new cluster sends it back to pending: retry, or work of the old cluster.
struct StepReset
{
    QString stepId, reason, by;
    bool operator==(const StepReset &) const = default;
};
struct RunPaused
{
    PauseCause cause = PauseCause::Operator;
    QString reason, by;
    bool operator==(const RunPaused &) const = default;
};
struct RunContinued
{
    QString by;
    bool operator==(const RunContinued &) const = default;
};
struct CancelRequested
{
    QString by;
    bool operator==(const CancelRequested &) const = default;
};
struct RunEnded
{
    RunEnd end = RunEnd::Completed;
    QString reason;
    QStringList exceptions, leftHalfDone;
    bool operator==(const RunEnded &) const = default;
};
struct NoteAdded
{
    QString stepId, text, by;
    bool operator==(const NoteAdded &) const = default;
};

using RunEventBody = std::variant<RunStarted, RunResumed, PreflightFinished, ClusterPinned, FactRecorded,
    DecisionRequested, DecisionTaken, AttemptStarted, AttemptEnded, StepEnded, StepWaiting, StepReset, RunPaused,
    RunContinued, CancelRequested, RunEnded, NoteAdded, DecisionWithdrawn>;

struct RunEvent
{
    qint64 sequence = 0; // 1, 2, 3 … within a run
    Timestamp at;        // wall clock; in a drill the world's
    RunEventBody body;
    bool operator==(const RunEvent &) const = default;
};

} // namespace relight
