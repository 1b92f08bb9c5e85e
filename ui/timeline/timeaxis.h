#pragma once
// The head of the timeline: times of the grid, and the flags of now and of the objective. Owned by TimelineView; GUI
// thread.

#include "models/items/timelinerows.h"
#include "ui/theme/look.h"

#include <QHeaderView>

namespace relight {

class TimeWindow;
class TimelineModel;
class TimeScale;

class TimeAxis : public QHeaderView
{
    Q_OBJECT
public:
    TimeAxis(const Look &look, const TimelineModel &model, const TimeWindow &window, QWidget *parent);

    QSize sizeHint() const override;
    [[nodiscard]] static QString nowText(const TimelineFrame &frame); // "now 12:41", "ended 41:20"
    [[nodiscard]] int gridStep(const TimeScale &scale) const;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;

private:
    void paintTicks(QPainter &painter, const TimeScale &scale, const QRect &line) const;
    void paintFlags(QPainter &painter, const TimeScale &scale, const QRect &line) const;

    const Look &m_look;
    const TimeWindow &m_window;
    const TimelineModel &m_model;
};

} // namespace relight
