#pragma once
// Paints a step of the timeline: its name with what it took, and its bars. Owned by TimelineView; GUI thread.

#include "models/items/timelinerows.h"
#include "ui/theme/rowdelegate.h"

namespace relight {

class TimeWindow;
class TimeScale;

class TimelineDelegate : public RowDelegate
{
    Q_OBJECT
public:
    TimelineDelegate(const Look &look, const TimeWindow &window, QObject *parent);

    void setRowHeight(int height);
    static int leastHeight() { return 26; }
    static int fullHeight() { return 36; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    // Where the line of the critical path lies in a row, from where to where.
    [[nodiscard]] static qreal criticalLine(const QRect &row);
    [[nodiscard]] static std::optional<std::pair<Seconds, Seconds>> criticalSpan(const TimelineRow &row);

private:
    void paintName(QPainter &painter, const QRect &box, const TimelineRow &row) const;
    void paintBars(QPainter &painter, const QRect &box, const TimelineRow &row, bool mirrored) const;
    void paintAttempts(QPainter &painter, const TimeScale &scale, qreal top, const TimelineRow &row) const;

    const TimeWindow &m_window;
    int m_height = 36;
};

} // namespace relight
