#include "ui/timeline/timewindow.h"

#include <algorithm>
#include <array>

namespace relight {

static constexpr qint64 growth = 300;

Seconds wholeSpan(const TimelineFrame &frame)
{
    double needed = std::max(double(frame.plannedEnd.count()), double(frame.now.count()) * 1.05);
    if (frame.objective)
        needed = std::max(needed, double(frame.objective->count()) * 1.2);
    if (frame.forecast)
        needed = std::max(needed, double(frame.forecast->nineInTen.count()) * 1.1);
    return Seconds((qint64(needed) / growth + 1) * growth);
}

void TimeWindow::follow(const TimelineFrame &frame)
{
    const double whole = double(wholeSpan(frame).count());
    if (whole <= m_whole)
        return;
    m_whole = whole;
    Q_EMIT changed();
}

void TimeWindow::zoom(double factor, double anchor)
{
    const double least = std::max(60.0, m_whole / 256);
    const double wanted = std::max(least, span() / factor);
    if (wanted >= m_whole)
        return showAll();
    const double share = std::clamp((anchor - m_from) / span(), 0.0, 1.0);
    m_span = wanted;
    m_from = std::clamp(anchor - share * wanted, 0.0, m_whole - wanted);
    Q_EMIT changed();
}

void TimeWindow::showAll()
{
    m_from = m_span = 0;
    Q_EMIT changed();
}

void TimeWindow::moveTo(double from)
{
    const double wanted = std::clamp(from, 0.0, std::max(0.0, m_whole - span()));
    if (wanted == m_from)
        return;
    m_from = wanted;
    Q_EMIT changed();
}

TimeScale::TimeScale(const TimeWindow &window, const QRect &column, bool mirrored)
    : m_area(mirrored ? column.adjusted(16, 0, -10, 0) : column.adjusted(10, 0, -16, 0))
    , m_from(window.from())
    , m_span(window.span())
    , m_mirrored(mirrored)
{
}

qreal TimeScale::x(double seconds) const
{
    const double along = (seconds - m_from) / m_span * m_area.width();
    return m_mirrored ? m_area.left() + m_area.width() - along : m_area.left() + along;
}

double TimeScale::secondsAt(qreal x) const
{
    const double along = m_mirrored ? m_area.left() + m_area.width() - x : x - m_area.left();
    return m_from + along / std::max(1, m_area.width()) * m_span;
}

bool TimeScale::shows(Seconds time) const
{
    const double seconds = double(time.count());
    return seconds >= m_from && seconds <= m_from + m_span;
}

QRectF TimeScale::box(Seconds from, Seconds to, qreal top, qreal height) const
{
    const qreal one = x(from), other = x(to);
    const qreal width = std::max(3.0, std::abs(other - one));
    return {m_mirrored ? one - width : one, top, width, height};
}

int TimeScale::step(int labelWidth) const
{
    static constexpr std::array steps{10, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400};
    for (const int step : steps) {
        if (step / m_span * m_area.width() >= labelWidth)
            return step;
    }
    const int days = int(labelWidth * m_span / (86400.0 * std::max(1, m_area.width()))) + 1;
    return days * 86400;
}

} // namespace relight
