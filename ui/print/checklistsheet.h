#pragma once
// The checklist on paper, for the war room's table: every item with a box to tick, its owner, what it should take, and
// room to write. Pure; GUI thread (translations).

#include "models/items/checklistrows.h"

namespace relight {

struct SheetHead
{
    QString name;   // of the manifest
    QString digest; // empty: not known
    Timestamp printedAt;
};

// HTML for printSheet(). Before a run the boxes are empty; in one, what is done is ticked and says how long it took.
[[nodiscard]] QString checklistSheet(const ChecklistInput &input, const SheetHead &head);

} // namespace relight
