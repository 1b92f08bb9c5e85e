#pragma once
// Where labels at the edge of a chart stand so that none covers another. Pure.

#include <QList>

namespace relight {

// `wanted`: the middles, in any order; each label is `height` tall. Returns the middles in the order given, as near as
// possible to what was wanted, between `top` and `bottom`; where there is no room for all they overlap evenly.
[[nodiscard]] QList<double> pushedApart(const QList<double> &wanted, double height, double top, double bottom);

} // namespace relight
