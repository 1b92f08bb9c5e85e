#include "ui/checklist/spokenchecklist.h"

#include "ui/checklist/checklistdelegate.h"

namespace relight {

QVariant SpokenChecklist::valueData(const ChecklistRow &row, int column, int role) const
{
    if (role == Qt::AccessibleTextRole)
        return ChecklistDelegate::sentence(row);
    return ChecklistModel::valueData(row, column, role);
}

} // namespace relight
