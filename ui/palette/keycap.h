#pragma once
// A shortcut in its little frame, as the palette, the menu bar and the shortcuts page show it. GUI thread.

#include "ui/theme/look.h"

#include <QPainter>

namespace relight {

[[nodiscard]] int keyCapWidth(const QString &keys);
// At the trailing edge of the box, in the middle of its height. Returns the room it took.
int paintKeyCap(
    QPainter &painter, const Look &look, const QRect &box, const QString &keys, Qt::LayoutDirection direction);

} // namespace relight
