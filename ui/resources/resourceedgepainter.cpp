#include "ui/resources/resourceedgepainter.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace relight {

// Of the chain: an arrow, from one to the next, wherever that stands.
static void paintCause(QPainter &painter, const QRectF &from, const QRectF &to)
{
    QPointF begin, end;
    if (from.top() != to.top()) {
        begin = {from.center().x(), from.bottom()};
        end = {to.center().x(), to.top()};
    } else if (to.left() > from.left()) {
        begin = {from.right(), from.center().y()};
        end = {to.left(), to.center().y()};
    } else {
        begin = {from.left(), from.center().y()};
        end = {to.right(), to.center().y()};
    }
    const QPointF along = end - begin;
    const QPointF step = along / std::max(1.0, std::hypot(along.x(), along.y()));
    const QPointF aside(-step.y(), step.x());
    const QPointF tip = end - step * 2, root = tip - step * 10;
    painter.drawLine(begin, root);
    QPainterPath head(tip);
    head.lineTo(root + aside * 5.5);
    head.lineTo(root - aside * 5.5);
    head.closeSubpath();
    painter.fillPath(head, painter.pen().color());
}

// A child that can be seen brings its own edge; one whose two ends cannot passes by as its parent's stem.
void paintEdges(QPainter &painter, const Look &look, const GraphGeometry &geometry, const QRectF &seen)
{
    const double gap = geometry.sizes().across - geometry.sizes().node.width();
    painter.setPen(QPen(look.color(Role::Edge), 1));
    QList<int> causes;
    for (int i = 0; i < geometry.graph().nodes.size(); ++i) {
        const QList<int> &children = geometry.childrenOf(i);
        if (children.isEmpty())
            continue;
        const QRectF from = geometry.boxOf(i), last = geometry.boxOf(children.last());
        if (from.top() > seen.bottom() || std::max(last.bottom(), from.bottom()) < seen.top()
            || from.left() > seen.right())
            continue;
        const double stem = from.right() + gap / 2;
        double until = from.center().y();
        bool hasStem = false;
        for (const int child : children) {
            if (geometry.node(child).chain >= 0) {
                causes << child;
                continue;
            }
            const QRectF to = geometry.boxOf(child);
            until = to.center().y();
            hasStem = true;
            if (to.top() <= seen.bottom() && to.bottom() >= seen.top())
                painter.drawLine(QPointF(stem, until), QPointF(to.left(), until));
            if (to.top() > seen.bottom())
                break;
        }
        if (hasStem) {
            painter.drawLine(QPointF(from.right(), from.center().y()), QPointF(stem, from.center().y()));
            painter.drawLine(QPointF(stem, from.center().y()), QPointF(stem, until));
        }
    }
    painter.setPen(QPen(look.color(Role::Failed), 2.2));
    for (const int child : std::as_const(causes))
        paintCause(painter, geometry.boxOf(geometry.parentOf(child)), geometry.boxOf(child));
}

} // namespace relight
