#include "ui/wall/wallpart.h"

#include "ui/theme/textstyle.h"

#include <QPainter>
#include <QTextLayout>

namespace relight {

double wallScale(QSize picture)
{
    // A picture that is narrower than 16:10 would cut the figures.
    return std::min(picture.height() / 900.0, picture.width() / 1280.0);
}

bool isOver(const WallFacts &facts)
{
    return facts.phase == RunPhase::Completed || facts.phase == RunPhase::CompletedWithExceptions
        || facts.phase == RunPhase::Cancelled || facts.phase == RunPhase::Failed;
}

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

// As they are painted.
static QStringList wrapped(const QString &text, const QFont &font, int width, int most)
{
    QStringList lines;
    QTextLayout layout(text.simplified(), font);
    QTextOption option; // a long word is broken rather than cut
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    while (lines.size() < most) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const bool last = lines.size() == most - 1;
        lines << layout.text().mid(line.textStart(), last ? -1 : line.textLength()).trimmed(); // no space is cut for
    }
    layout.endLayout();
    return lines;
}

int WallPart::linesOf(const QString &text, const QFont &font, int width)
{
    static constexpr int enough = 50; // no wall has more
    return text.isEmpty() ? 0 : int(wrapped(text, font, width, enough).size());
}

int WallPart::paintLines(
    QPainter &painter, const QRect &box, const QString &text, const QFont &font, Role role, int most) const
{
    painter.setFont(font);
    painter.setPen(color(role));
    const QFontMetrics metrics(font);
    const int fit = std::max(1, std::min(most, box.height() / metrics.lineSpacing()));
    const QStringList lines = wrapped(text, font, box.width(), fit);
    QRect row(box.left(), box.top(), box.width(), metrics.lineSpacing());
    for (const QString &line : lines) {
        painter.drawText(row, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(line, Qt::ElideRight, box.width()));
        row.translate(0, metrics.lineSpacing());
    }
    return int(lines.size()) * metrics.lineSpacing();
}

} // namespace relight
