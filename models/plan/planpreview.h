#pragma once
// A plan beside the text it comes from, while that is written: what cannot be planned stays in its place and names the
// line. Pure, any thread.

#include "models/manifest/diagnostic.h"
#include "models/plan/recoveryplan.h"

#include <QHash>

namespace relight {

struct StepTrouble
{
    Severity severity = Severity::Error;
    int line = 1;
    QString message;
    bool operator==(const StepTrouble &) const = default;
};

struct PlanPreview
{
    RecoveryPlan plan;                    // the last one there was; the ten bare steps before there was any
    bool current = false;                 // it is this text's
    QHash<QString, StepTrouble> troubles; // by step id: the worst, and the first of its kind
    int elsewhere = 0;                    // errors that belong to no step
};

// `latest`: of an earlier text; none: there was none.
[[nodiscard]] PlanPreview previewOf(const QList<Diagnostic> &diagnostics, const std::optional<RecoveryPlan> &plan,
    const std::optional<RecoveryPlan> &latest);

} // namespace relight
