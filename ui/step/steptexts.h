#pragma once
// Sentences of the step page that are put together from the run. Pure; GUI thread (translations).

#include "models/plan/step.h"
#include "models/run/runstate.h"

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

} // namespace relight
