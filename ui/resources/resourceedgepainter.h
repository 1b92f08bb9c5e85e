#pragma once
// The edges of the resource graph: who made whom, and as arrows the chain of causes. GUI thread.

#include "ui/resources/graphgeometry.h"
#include "ui/theme/look.h"

class QPainter;

namespace relight {

// Of a painter that is scaled already; only what can be seen in `seen`.
void paintEdges(QPainter &painter, const Look &look, const GraphGeometry &geometry, const QRectF &seen);

} // namespace relight
