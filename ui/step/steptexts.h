#pragma once
// Sentences of the step page that are put together from the run. Pure; GUI thread (translations).

#include "models/plan/step.h"
#include "models/run/runstate.h"
#include "ui/theme/states.h"

namespace relight {

struct StepFact
{
    QString name, value;
    bool operator==(const StepFact &) const = default;
};

// Under the title: state, since when, after what.
[[nodiscard]] QString stepSummary(const RunState &run, const StepStatus &status, Timestamp now);

// The table at the right. `step` may be absent (a run whose manifest this version cannot plan).
[[nodiscard]] QList<StepFact> stepFacts(const RunState &run, const StepStatus &status, const Step *step);

// The same of the run as a whole.
[[nodiscard]] QList<StepFact> runFacts(const RunState &run);

// The page of the run as a whole.
struct RunWords
{
    StateLook state;
    QString title, summary, found;
};
[[nodiscard]] RunWords preflightWords(const RunState &run);
[[nodiscard]] RunWords endWords(const RunState &run); // run.end is set

} // namespace relight
