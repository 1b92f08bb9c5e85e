#pragma once
// The words of an application's row, for painting, tooltips and screen readers. Pure; GUI thread (translations).

#include "models/items/applicationrows.h"
#include "ui/theme/states.h"

namespace relight {

[[nodiscard]] QString applicationCount(int count);           // "57 applications"
[[nodiscard]] QString rowTitle(const ApplicationRow &row);   // "payments", "Wave 2", "12 more"
[[nodiscard]] QString rowCount(const ApplicationRow &row);   // muted, beside it: "16 · 3 broken"
[[nodiscard]] StateLook syncLook(const ApplicationRow &row); // also an operation; no word: nothing to say
[[nodiscard]] StateLook healthLook(const ApplicationRow &row);
[[nodiscard]] QString falseGreenWord(FalseGreenKind kind);                // "no resources"
[[nodiscard]] QString rowSince(const ApplicationRow &row, Timestamp now); // "2:04"
[[nodiscard]] QString rowSentence(const ApplicationRow &row);

} // namespace relight
