#pragma once
// The state of a run: the fold of its events, and nothing else. A value, any thread.

#include "models/run/runevent.h"

#include <QHash>

namespace relight {

enum class RunPhase {
    Pending,
    Running,
    PausedByOperator,
    PausedByFailedStep,
    AwaitingApproval,
    Verifying,
    Completed,
    CompletedWithExceptions,
    Cancelled,
    Failed
};

struct AttemptRecord
{
    int number = 1;
    Timestamp started;
    std::optional<Timestamp> ended;
    std::optional<AttemptOutcome> outcome;
    QString message;
    bool operator==(const AttemptRecord &) const = default;
};

struct StepStatus
{
    PlannedStep planned;
    StepState state = StepState::Pending;
    QList<AttemptRecord> attempts;
    std::optional<Timestamp> firstStarted, ended;
    std::optional<Timestamp> retryAt;
    QString reason; // why it waits, failed or was skipped; when succeeded: what was done
    QString by;     // who ended it, where a person did
    bool operator==(const StepStatus &) const = default;
};

struct Note
{
    Timestamp at;
    QString stepId, text, by;
    bool operator==(const Note &) const = default;
};

struct RunState
{
    RunStarted started; // identity, plan; runId empty: nothing happened yet
    RunPhase phase = RunPhase::Pending;
    qint64 sequence = 0;                                                 // of the last event
    std::optional<Timestamp> startedAt, resumedAt, endedAt, lastEventAt; // resumedAt: the last time
    QList<StepStatus> steps;                                             // in the plan's order
    QHash<QString, int> stepIndex;
    QList<Decision> open;                // decisions that nobody has taken yet, oldest first
    QHash<QString, DecisionTaken> taken; // by decision id, the latest; also consents given before they were asked for
    QHash<QString, Decision> asked;      // every decision that was requested, by id, the latest
    std::optional<ClusterPinned> cluster;
    QHash<QString, QString> facts; // "step/key" or "key"
    QStringList blockers, warnings;
    bool preflightDone = false;
    bool cancelRequested = false;
    std::optional<RunPaused> paused; // stays until RunContinued
    std::optional<RunEnded> end;
    QList<Note> notes;
    QList<QList<int>> dependents; // by position in `steps`: who waits for it
    int active = 0;               // steps that run, or wait and go on by themselves
    int verifying = 0;            // of these, verify-health
    bool operator==(const RunState &) const = default;

    const StepStatus *step(QStringView id) const; // nullptr: none
    bool granted(const QString &decisionId) const;
    bool isOpen(const QString &decisionId) const; // asked, and nobody has answered
    bool dependenciesMet(const StepStatus &step) const;
};

// Succeeded, failed, timed out, skipped, cancelled: nothing follows unless a person resets it. Interrupted is not.
[[nodiscard]] bool isFinal(StepState state);

// Met: succeeded, skipped, or failed (timed out) on a non-critical step with on-failure: continue. Every other state is
// not.
[[nodiscard]] bool meetsDependency(const StepStatus &step);

// Folds one event in place; `apply` is the same on a copy. Pure; never throws; total over any events:
// - an event whose sequence is not above `state.sequence` was folded already and changes nothing; unknown step ids
// change nothing but
//   `sequence` and `lastEventAt` (a note is kept whatever it names);
// - nothing counts before RunStarted, and after RunEnded only notes do;
// - RunStarted: steps without dependencies are Ready at once; StepEnded makes those Ready whose dependencies are now
// met;
// - AttemptStarted of an attempt that is there and has no end goes on with it: its start stays;
// - AttemptEnded with retryAt: Waiting. Without: the step stays as it is until StepEnded says more (outcome
// Interrupted: Interrupted);
// - RunResumed: attempts without an end become Interrupted (their end stays unknown), and so does their step; a step
// that ran and whose
//   StepEnded is missing too. Open decisions stay open;
// - DecisionRequested for a step that is not over: AwaitingApproval (FailedStep and Undo change no step). Asked again,
// an earlier answer is void.
//   DecisionTaken, granted, and no other is open for the step: Ready, or Pending where its dependencies went away;
//   refused: Waiting with that reason. Undo, granted: its step is Ready again, for the undo, and nothing else of it is
//   open. DecisionWithdrawn of an open one: as granted, but no consent is left behind;
// - StepReset: Ready or Pending; its dependents that were Ready go back to Pending; attempts stay; its open decisions
// are dropped; of the
//   taken ones those for one attempt are forgotten (RepeatInterrupted, TerraformPlan, RestoreAgain, ManualStep,
//   FailedStep, Undo), those for the step stay (StepApproval, Destinations, ManualSync and what is of the whole run);
// - phase: ended, else paused (Storage and Identity count as a failed step), else Verifying while verify-health is
// active, Running while any
//   step is, AwaitingApproval when none is and a decision is open, else Running.
void fold(RunState &state, const RunEvent &event);
[[nodiscard]] RunState apply(RunState state, const RunEvent &event);

} // namespace relight
