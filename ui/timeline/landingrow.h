#pragma once
// How the run lands: the distribution of all courses with "half by" and "9 in 10 by", and the share before and after
// the objective; after the end what came of it. Under the bars, on their scale. Owned by the timeline page; GUI thread.

#include "models/items/timelinerows.h"
#include "ui/theme/look.h"

#include <QWidget>

namespace relight {

class TimeScale;
class TimeWindow;
class TimelineView;

class LandingRow : public QWidget
{
    Q_OBJECT
public:
    // Both outlive the row.
    LandingRow(const Look &look, const TimelineView &view, const TimeWindow &window, QWidget *parent = nullptr);

    void follow(const TimelineFrame &frame);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintName(QPainter &painter, const QRect &box) const;
    void paintShape(QPainter &painter, const TimeScale &scale, const QRect &box) const;
    void paintShares(QPainter &painter, const TimeScale &scale, const QRect &line) const;
    void paintMarks(QPainter &painter, const TimeScale &scale, const QRect &box) const;
    void paintOutcome(QPainter &painter, const TimeScale &scale, const QRect &box) const;

    const Look &m_look;
    const TimelineView &m_view;
    const TimeWindow &m_window;
    TimelineFrame m_frame;
};

} // namespace relight
