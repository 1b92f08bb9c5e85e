#pragma once
// The checklist with whole sentences for screen readers: glyph, figures and second line are only painted. Owned by the
// window's run models; GUI thread.

#include "models/items/checklistmodel.h"

namespace relight {

class SpokenChecklist : public ChecklistModel
{
    Q_OBJECT
public:
    using ChecklistModel::ChecklistModel;

protected:
    QVariant valueData(const ChecklistRow &row, int column, int role) const override;
};

} // namespace relight
