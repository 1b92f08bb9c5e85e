#include "ui/step/logrow.h"

#include "ui/theme/textstyle.h"

#include <QFontMetrics>
#include <QPainter>

namespace relight {

static constexpr int gutter = 20;
static constexpr int timeColumns = 10, sourceColumns = 13;

LogRow::LogRow(const Look &look)
    : m_look(look)
{
    measure();
}

void LogRow::measure()
{
    m_font = textFont(TextStyle::Code);
    const QFontMetrics metrics(m_font);
    m_height = metrics.height() + 3;
    m_character = metrics.horizontalAdvance(u'0');
}

int LogRow::textLeft() const
{
    return padding + (timeColumns + sourceColumns) * m_character + gutter;
}

void LogRow::paint(QPainter &painter, const LogLine &line, const Shown &shown) const
{
    if (shown.selected)
        painter.fillRect(shown.box, m_look.color(Role::Selection));
    else if (line.error)
        painter.fillRect(shown.box, m_look.color(Role::RowError));
    const int y = shown.box.top();
    int x = padding - shown.shift;
    const auto put = [&](int columns, const QString &text) {
        const int width = columns * m_character - 4;
        painter.setPen(m_look.color(Role::Muted));
        painter.drawText(QRect(x, y, width, m_height), Qt::AlignVCenter | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(text, Qt::ElideRight, width));
        x += columns * m_character;
    };
    put(timeColumns, timestampText(line.at).sliced(11, 8));
    put(sourceColumns, line.source);
    if (line.error)
        painter.drawPixmap(x, y + (m_height - 14) / 2,
            m_look.glyph(Glyph::Failed, Role::Failed, 14, painter.device()->devicePixelRatioF()));
    x += gutter;
    const QString text = line.text.left(charactersPainted);
    markSought(painter, text, x, shown);
    painter.setPen(m_look.color(Role::Text));
    painter.drawText(QRect(x, y, 1 << 20, m_height), Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void LogRow::markSought(QPainter &painter, const QString &text, int left, const Shown &shown) const
{
    if (shown.sought.isEmpty())
        return;
    const QFontMetrics metrics(m_font);
    painter.setPen(m_look.color(Role::Accent));
    for (qsizetype at = text.indexOf(shown.sought, 0, Qt::CaseInsensitive); at >= 0;
        at = text.indexOf(shown.sought, at + shown.sought.size(), Qt::CaseInsensitive)) {
        const int from = left + metrics.horizontalAdvance(text.left(at));
        const int width = metrics.horizontalAdvance(text.mid(at, shown.sought.size()));
        const QRect mark(from - 1, shown.box.top() + 1, width + 1, m_height - 3);
        painter.fillRect(mark, m_look.color(Role::Selection));
        painter.drawRect(mark);
    }
}

} // namespace relight
