#pragma once
// The pieces of the timeline's bars, as rows and legend paint them. Values on the stack; GUI thread.

#include "ui/theme/look.h"

#include <QRectF>

class QPainter;

namespace relight {

class BarPainter
{
public:
    BarPainter(QPainter &painter, const Look &look)
        : m_painter(painter)
        , m_look(look)
    {
    }

    void planned(const QRectF &box) const;                      // a hollow bar
    void actual(const QRectF &box, bool over) const;            // solid, quieter when over
    void ended(const QRectF &box, Role role, bool cross) const; // an attempt that came to nothing
    void forecast(const QRectF &box) const;                     // hatched: half are over by its end
    void tail(const QRectF &box, bool mirrored) const;          // fades until 9 in 10 are over
    void critical(qreal from, qreal to, qreal y) const;

private:
    QPainter &m_painter;
    const Look &m_look;
};

} // namespace relight
