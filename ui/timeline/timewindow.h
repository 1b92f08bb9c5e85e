#pragma once
// The stretch of time that is shown: all of it, or a part when a person zooms. Shared by axis, bars, landing and
// scroll bar. Owned by the timeline page; GUI thread.

#include "models/items/timelinerows.h"

#include <QObject>
#include <QRect>

namespace relight {

// All that a run may need: the objective and a fifth, the late landing and a tenth, the plan; in whole five minutes.
[[nodiscard]] Seconds wholeSpan(const TimelineFrame &frame);

class TimeWindow : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void follow(const TimelineFrame &frame); // the whole only grows, so that bars stay where they were
    double whole() const { return m_whole; } // seconds
    double from() const { return m_from; }
    double span() const { return m_span > 0 ? m_span : m_whole; }
    bool zoomed() const { return m_span > 0; }

    void zoom(double factor, double anchor); // `anchor`, in seconds, stays where it is
    void showAll();
    void moveTo(double from);

Q_SIGNALS:
    void changed();

private:
    double m_whole = 300, m_from = 0;
    double m_span = 0; // 0: all
};

// Where a time lies in a column; right to left where the language runs so.
class TimeScale
{
public:
    TimeScale(const TimeWindow &window, const QRect &column, bool mirrored);

    qreal x(double seconds) const;
    qreal x(Seconds time) const { return x(double(time.count())); }
    double secondsAt(qreal x) const;
    bool shows(Seconds time) const;
    QRectF box(Seconds from, Seconds to, qreal top, qreal height) const; // at least 3 px wide
    const QRect &area() const { return m_area; }
    bool mirrored() const { return m_mirrored; }
    // Between the lines of the grid; labels of that width have room.
    int step(int labelWidth) const;

private:
    QRect m_area;
    double m_from, m_span;
    bool m_mirrored;
};

} // namespace relight
