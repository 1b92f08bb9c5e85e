#pragma once
// The two checklists of a run at a moment. Pure, any thread.

#include "models/items/checklistrow.h"
#include "models/items/mergingtreemodel.h"

namespace relight {

struct ChecklistInput
{
    RunState run; // without a runId: the lines alone
    QList<ReadinessLine> readiness;
    QHash<QString, StepProgress> progress; // by step id
    Timestamp now;
};

[[nodiscard]] std::vector<TreeRow<ChecklistRow>> checklistRows(const ChecklistInput &input);

} // namespace relight
