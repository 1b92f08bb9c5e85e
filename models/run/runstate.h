#pragma once
// The state of a run: the fold of its events, and nothing else. A value, any thread.

#include "models/run/runevent.h"

#include <QHash>

namespace relight {

enum class RunPhase {
    Pending, Running, PausedByOperator, PausedByFailedStep, AwaitingApproval, Verifying, Completed,
    CompletedWithExceptions, Cancelled, Failed
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
    QString by; // who ended it, where a person did
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
    qint64 sequence = 0; // of the last event
    std::optional<Timestamp> startedAt, endedAt, lastEventAt;
    QList<StepStatus> steps; // in the plan's order
    QHash<QString, int> stepIndex;
    QList<Decision> open; // decisions that nobody has taken yet, oldest first
    QHash<QString, DecisionTaken> taken; // by decision id, the latest
    std::optional<ClusterPinned> cluster;
    QHash<QString, QString> facts; // "step/key" or "key"
    QStringList blockers, warnings;
    bool preflightDone = false;
    bool cancelRequested = false;
    std::optional<RunPaused> paused; // stays until RunContinued
    std::optional<RunEnded> end;
    QList<Note> notes;
    bool operator==(const RunState &) const = default;

    const StepStatus *step(QStringView id) const; // nullptr: none
    bool granted(const QString &decisionId) const;
    bool dependenciesMet(const StepStatus &step) const;
};

// Met: succeeded, skipped with a reason, or failed on a non-critical step with on-failure: continue (then StepEnded came with Failed
// and the run was not paused). Every other state is not.
[[nodiscard]] bool isFinal(StepState state);

// Pure. Unknown step ids and out-of-order sequences change nothing but `sequence`; never throws.
[[nodiscard]] RunState apply(RunState state, const RunEvent &event);

} // namespace relight
