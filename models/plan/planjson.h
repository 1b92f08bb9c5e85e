#pragma once
// A plan for other programs and for paper: `relight plan --json` and `relight plan --checklist`. Pure, any thread.

#include "models/plan/recoveryplan.h"

#include <QByteArray>

namespace relight {

// Format 1:
// {"format":1,"name","digest","digestCovers","objectives":{"rtoSeconds","rpoSeconds"},"steps":[{"id","title","phase","kind",
// "after","estimateSeconds":{"low","high"},"critical","approve","automated","commands"}],"criticalPathSeconds":{"low","high"}}.
// An objective that is not stated is null; `digestCovers` ("tree", "manifest") is left out when empty. Ends with a line
// feed.
[[nodiscard]] QByteArray planToJson(const RecoveryPlan &plan, const QString &digest, const QString &digestCovers);

// The article's seven and ten lines as a Markdown checklist, with who does a step, its estimate and its parts.
[[nodiscard]] QString checklistMarkdown(const RecoveryPlan &plan);

// "5m–15m", "20m", "–" for nothing to do.
[[nodiscard]] QString estimateText(const Estimate &estimate);

} // namespace relight
