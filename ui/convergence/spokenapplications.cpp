#include "ui/convergence/spokenapplications.h"

#include "ui/convergence/applicationwords.h"

namespace relight {

QVariant SpokenApplications::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == SinceColumn ? Qt::AlignTrailing : Qt::AlignLeading) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Application");
    case SyncColumn:
        return tr("Sync");
    case HealthColumn:
        return tr("Health");
    default:
        return tr("Since");
    }
}

QVariant SpokenApplications::valueData(const ApplicationRow &row, int column, int role) const
{
    if (role == Qt::DisplayRole && column == NameColumn)
        return rowTitle(row);
    if (role == Qt::AccessibleTextRole)
        return column == NameColumn  ? rowSentence(row)
            : column == SyncColumn   ? syncLook(row).word
            : column == HealthColumn ? healthLook(row).word
                                     : QString();
    return ApplicationTreeModel::valueData(row, column, role);
}

} // namespace relight
