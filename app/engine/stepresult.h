#pragma once
// What the end of an attempt means for the run, as events. Pure.

#include "app/engine/stepcontext.h"

namespace relight {

struct AttemptView
{
    const RunState &state;
    const StepStatus &status;
    const Step &step;
    int attempt = 1;
    const Consents &consents;
    QString by; // who gave the consents
    Timestamp now;
};

[[nodiscard]] QList<RunEventBody> eventsOfSuccess(
    const AttemptView &view, const QStringList &busy, const Outcome &outcome);

// Another attempt by itself; or a failed or cancelled step, the offer to take back what it began, and, unless the step
// says otherwise, a paused run and a question.
[[nodiscard]] QList<RunEventBody> eventsOfFailure(const AttemptView &view, const Error &error);

// Attempts that were cut off just before the next one, latest first.
[[nodiscard]] QList<int> interruptedAttempts(const StepStatus &status);

} // namespace relight
