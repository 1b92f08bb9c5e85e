#include "ui/palette/keycap.h"

#include "ui/theme/textstyle.h"

#include <QFontMetrics>
#include <QStyle>

namespace relight {

static constexpr int padding = 6;

int keyCapWidth(const QString &keys)
{
    return keys.isEmpty() ? 0 : QFontMetrics(textFont(TextStyle::Caption)).horizontalAdvance(keys) + 2 * padding;
}

int paintKeyCap(
    QPainter &painter, const Look &look, const QRect &box, const QString &keys, Qt::LayoutDirection direction)
{
    if (keys.isEmpty())
        return 0;
    const QFont font = textFont(TextStyle::Caption);
    const QSize size(keyCapWidth(keys), std::min(box.height() - 2, QFontMetrics(font).height() + 4));
    const QRect cap = QStyle::alignedRect(direction, Qt::AlignRight | Qt::AlignVCenter, size, box);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.color(Role::Border), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setFont(font);
    painter.setPen(look.color(Role::Muted));
    painter.drawText(cap, Qt::AlignCenter, keys);
    painter.restore();
    return size.width();
}

} // namespace relight
