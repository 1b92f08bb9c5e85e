#pragma once
// The one set of shapes, drawn from SVG and tinted by role. Kept by size, device pixel ratio and scheme. Owned by Look;
// GUI thread.

#include "ui/theme/theme.h"

#include <QHash>
#include <QPixmap>

namespace relight {

enum class Glyph {
    Pending,
    Ready,
    Running,
    Waiting,
    NeedsYou,
    Ok,
    Warn,
    Failed,
    TimedOut,
    Skipped,
    Cancelled,
    Interrupted,
    Stale,
    OutOfSync,
    Healthy,
    Degraded,
    Missing,
    Unknown,
    Note,
    Dot,
    Count
};

class Glyphs
{
public:
    // `size` in device-independent pixels.
    QPixmap pixmap(Glyph glyph, Role tint, int size, qreal ratio, const Theme &theme) const;

private:
    mutable QHash<quint64, QPixmap> m_drawn;
};

} // namespace relight
