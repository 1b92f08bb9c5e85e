#include "ui/timeline/barpainter.h"

#include <QLinearGradient>
#include <QPainter>

namespace relight {

void BarPainter::planned(const QRectF &box) const
{
    m_painter.setPen(QPen(m_look.color(Role::Planned), 1));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(QRectF(box.toAlignedRect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void BarPainter::actual(const QRectF &box, bool over) const
{
    m_painter.save();
    m_painter.setOpacity(over ? 0.72 : 1);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_look.color(Role::Running));
    m_painter.drawRoundedRect(box, 1.5, 1.5);
    m_painter.restore();
}

void BarPainter::ended(const QRectF &box, Role role, bool cross) const
{
    m_painter.setPen(QPen(m_look.color(role), 1.4));
    m_painter.setBrush(Qt::NoBrush);
    const QRectF inner = box.adjusted(0.7, 0.7, -0.7, -0.7);
    m_painter.drawRect(inner);
    if (!cross)
        return;
    const qreal arm = 2.4;
    const QPointF at(inner.width() > 12 ? inner.right() - 5.5 : inner.center().x(), inner.center().y());
    m_painter.drawLine(at + QPointF(-arm, -arm), at + QPointF(arm, arm));
    m_painter.drawLine(at + QPointF(-arm, arm), at + QPointF(arm, -arm));
}

// With lines of our own: brush patterns are in device pixels and vanish at 200 %.
void BarPainter::forecast(const QRectF &box) const
{
    const QRectF inner = box.adjusted(0.5, 0.5, -0.5, -0.5);
    m_painter.save();
    m_painter.setClipRect(inner, Qt::IntersectClip);
    QColor line = m_look.color(Role::Forecast);
    line.setAlphaF(0.75F);
    m_painter.setPen(QPen(line, 1.1));
    const QRectF seen = m_painter.clipBoundingRect(); // zoomed in, a bar is many screens long
    const qreal first = inner.left() + std::max(0.0, std::floor((seen.left() - inner.left()) / 5)) * 5;
    for (qreal x = first - inner.height(); x < std::min(inner.right(), seen.right()); x += 5)
        m_painter.drawLine(QPointF(x, inner.bottom()), QPointF(x + inner.height(), inner.top()));
    m_painter.restore();
    m_painter.setPen(QPen(m_look.color(Role::Forecast), 1));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(inner);
}

void BarPainter::tail(const QRectF &box, bool mirrored) const
{
    QColor from = m_look.color(Role::Forecast), to = from;
    from.setAlphaF(0.45F);
    to.setAlphaF(0.06F);
    QLinearGradient fade(mirrored ? box.topRight() : box.topLeft(), mirrored ? box.topLeft() : box.topRight());
    fade.setColorAt(0, from);
    fade.setColorAt(1, to);
    m_painter.fillRect(box, fade);
}

void BarPainter::critical(qreal from, qreal to, qreal y) const
{
    m_painter.setPen(QPen(m_look.color(Role::Text), 2.4, Qt::SolidLine, Qt::FlatCap));
    m_painter.drawLine(QPointF(std::min(from, to), y), QPointF(std::max(from, to), y));
}

} // namespace relight
