#include "ui/theme/rowdelegate.h"

#include <QFontMetrics>
#include <QPainter>

namespace relight {

void RowDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option) const
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, m_look.color(Role::Selection));
        painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), m_look.color(Role::Accent));
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter.fillRect(option.rect, m_look.color(Role::Raised));
    }
}

void RowDelegate::paintFocus(QPainter &painter, const QStyleOptionViewItem &option) const
{
    if (!option.state.testFlag(QStyle::State_HasFocus))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_look.color(Role::Focus), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 3, 3);
    painter.restore();
}

void RowDelegate::paintGlyph(QPainter &painter, const QRect &box, Glyph glyph, Role tint, int size) const
{
    const int side = std::min({scaled(size), box.width(), box.height()});
    const QPoint at(box.left() + (box.width() - side) / 2, box.top() + (box.height() - side) / 2);
    painter.drawPixmap(at, m_look.glyph(glyph, tint, side, painter.device()->devicePixelRatioF()));
}

int RowDelegate::widthOf(const Words &words)
{
    return QFontMetrics(textFont(words.style)).horizontalAdvance(words.text) + 1;
}

void RowDelegate::paintWords(QPainter &painter, const QRect &box, const Words &words) const
{
    if (words.text.isEmpty() || box.width() <= 0)
        return;
    const QFont font = textFont(words.style);
    painter.setFont(font);
    painter.setPen(m_look.color(words.role));
    const QString shown = QFontMetrics(font).elidedText(words.text, words.elide, box.width());
    painter.drawText(box, int(words.align | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
}

int RowDelegate::rowHeight(int least, TextStyle style, int lines)
{
    return std::max(least, QFontMetrics(textFont(style)).height() * lines + 8);
}

} // namespace relight
