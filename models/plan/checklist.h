#pragma once
// The article's two checklists as data: stable ids and its own words for the lines. Constant values, any thread.

#include "models/plan/step.h"

namespace relight {

struct ChecklistLine
{
    QString id;    // before: "manifests-in-git" …; during: the step id
    QString words; // the line as the article has it
};

// "Pre-Disaster (do now)": seven lines.
[[nodiscard]] const QList<ChecklistLine> &preDisasterChecklist();

// "During Recovery": ten lines; their ids are the ten step ids.
[[nodiscard]] const QList<ChecklistLine> &recoveryChecklist();

// "install-argocd"; Own: "own".
[[nodiscard]] QString stepKindId(StepKind kind);

// The checklist line a kind of step belongs to; Own: "Own steps".
[[nodiscard]] QString phaseWords(StepKind kind);

} // namespace relight
