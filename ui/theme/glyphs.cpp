#include "ui/theme/glyphs.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

#include <array>
#include <cmath>

namespace relight {

namespace {

constexpr std::array<const char *, std::size_t(Glyph::Count)> names{"pending", "ready", "running", "waiting",
    "needs-you", "ok", "warn", "failed", "timed-out", "skipped", "cancelled", "interrupted", "stale", "out-of-sync",
    "healthy", "degraded", "missing", "unknown", "note", "dot"};

// currentColor: the tint. context-fill: the lamp. context-stroke: what is drawn upon a fill.
QByteArray tinted(Glyph glyph, const QColor &tint, const Theme &theme)
{
    QFile file(QStringLiteral(":/relight/icons/%1.svg").arg(QLatin1String(names[std::size_t(glyph)])));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const Role ink = glyph == Glyph::NeedsYou ? Role::NeedsInk : Role::Surface;
    QByteArray svg = file.readAll();
    svg.replace("currentColor", tint.name().toLatin1());
    svg.replace("context-fill", theme.color(Role::NeedsLamp).name().toLatin1());
    svg.replace("context-stroke", theme.color(ink).name().toLatin1());
    return svg;
}

} // namespace

QPixmap Glyphs::pixmap(Glyph glyph, Role tint, int size, qreal ratio, const Theme &theme) const
{
    const auto percent = quint64(std::lround(ratio * 100));
    const quint64 key
        = quint64(glyph) | quint64(tint) << 8 | quint64(theme.scheme()) << 16 | quint64(size) << 24 | percent << 40;
    if (const auto drawn = m_drawn.constFind(key); drawn != m_drawn.cend())
        return *drawn;
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(tinted(glyph, theme.color(tint), theme));
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, size, size));
    m_drawn.insert(key, pixmap);
    return pixmap;
}

} // namespace relight
