#pragma once
// What the end of an attempt means for the run, as events. Pure.

#include "app/engine/stepcontext.h"

namespace relight {

[[nodiscard]] QList<RunEventBody> eventsOfSuccess(
    const RunState &state, const QStringList &busy, const QString &stepId, int attempt, const Outcome &outcome);

// Another attempt by itself, or a failed step and, unless the step says otherwise, a paused run and a question.
[[nodiscard]] QList<RunEventBody> eventsOfFailure(
    const StepStatus &status, const Step &step, int attempt, const Error &error, Timestamp now);

// Attempts that were cut off just before the next one, latest first.
[[nodiscard]] QList<int> interruptedAttempts(const StepStatus &status);

} // namespace relight
