#include "ui/timeline/spokentimeline.h"

#include "ui/timeline/timelinewords.h"

namespace relight {

QVariant SpokenTimeline::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn:
        return tr("Phase or step");
    case BarColumn:
        return tr("Time");
    case PlannedColumn:
        return tr("Planned");
    case ActualColumn:
        return tr("Actual");
    case ForecastColumn:
        return tr("Forecast");
    case OverColumn:
        return tr("Against plan");
    default:
        return {};
    }
}

QVariant SpokenTimeline::valueData(const TimelineRow &row, int column, int role) const
{
    if (role == Qt::AccessibleTextRole && column <= BarColumn)
        return rowFacts(row).join(QStringLiteral(" · "));
    if (role == Qt::ToolTipRole)
        return rowFacts(row).join(u'\n');
    if (role != Qt::DisplayRole)
        return TimelineModel::valueData(row, column, role);
    switch (column) {
    case PlannedColumn:
        return plannedText(row);
    case ActualColumn:
        return actualText(row);
    case ForecastColumn:
        return forecastText(row);
    case OverColumn:
        return overText(row);
    default:
        return TimelineModel::valueData(row, column, role);
    }
}

} // namespace relight
