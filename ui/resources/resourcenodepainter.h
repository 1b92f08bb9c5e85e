#pragma once
// How a node of the resource graph looks. GUI thread.

#include "models/convergence/resourcegraph.h"
#include "ui/theme/look.h"

class QPainter;

namespace relight {

// "Pod ×3"
[[nodiscard]] QString kindText(const GraphNode &node);
// What a screen reader and the tooltip say of it.
[[nodiscard]] QString nodeSentence(const GraphNode &node);

struct NodeState
{
    bool isCurrent = false, hasFocus = false;
    bool isFar = false; // too small for words
};

// In `box`, of a painter that is scaled already.
void paintNode(QPainter &painter, const Look &look, const QRectF &box, const GraphNode &node, NodeState state);

} // namespace relight
