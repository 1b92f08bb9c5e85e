#include "ui/wall/wallpart.h"

#include "ui/theme/textstyle.h"

#include <QPainter>
#include <QTextLayout>

namespace relight {

WallPart::WallPart(const Look &look, const WallFacts &facts, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_facts(facts)
{
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void WallPart::refresh()
{
    if (const QString text = spoken(); text != accessibleName())
        setAccessibleName(text);
    update();
}

double WallPart::scale() const
{
    // A picture that is narrower than 16:10 would cut the figures.
    return std::min(window()->height() / 900.0, window()->width() / 1280.0);
}

QFont WallPart::font(Points points, QFont::Weight weight) const
{
    QFont made = textFont(TextStyle::Body);
    const double size = points == Least ? 20.5 : double(points);
    made.setPixelSize(std::max(1, int(std::lround(size * 96 / 72 * scale()))));
    made.setWeight(weight);
    return made;
}

void WallPart::paintGlyph(QPainter &painter, QPoint at, Glyph glyph, Role tint, int size) const
{
    painter.drawPixmap(at, m_look.glyph(glyph, tint, size, devicePixelRatioF()));
}

int WallPart::paintLine(
    QPainter &painter, const QRect &box, const QString &text, const QFont &font, Role role, Qt::Alignment align) const
{
    painter.setFont(font);
    painter.setPen(color(role));
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideMiddle, box.width());
    painter.drawText(box, int(align) | Qt::TextSingleLine, shown);
    return painter.fontMetrics().horizontalAdvance(shown);
}

int WallPart::paintLines(
    QPainter &painter, const QRect &box, const QString &text, const QFont &font, Role role, int most) const
{
    painter.setFont(font);
    painter.setPen(color(role));
    const QFontMetrics metrics(font);
    QTextLayout layout(text.simplified(), font);
    layout.beginLayout();
    int lines = 0;
    const int fit = std::max(1, std::min(most, box.height() / metrics.lineSpacing()));
    for (; lines < fit; ++lines) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(box.width());
        const bool last = lines == fit - 1;
        const QString words = layout.text().mid(line.textStart(), last ? -1 : line.textLength());
        const QRect row(box.left(), box.top() + lines * metrics.lineSpacing(), box.width(), metrics.lineSpacing());
        painter.drawText(row, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(words, Qt::ElideRight, box.width()));
    }
    layout.endLayout();
    return lines * metrics.lineSpacing();
}

} // namespace relight
