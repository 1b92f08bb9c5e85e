#include "ui/theme/codebox.h"

#include "ui/theme/textstyle.h"

#include <QPainter>
#include <QTextBlock>

namespace relight {

CodeBox::CodeBox(const Look &look, int least, int most, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_look(look)
    , m_least(least)
    , m_most(most)
{
    setReadOnly(true);
    setFont(textFont(TextStyle::Code));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    document()->setDocumentMargin(8);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    const auto paint = [this] {
        QPalette own = m_look.theme().palette();
        own.setColor(QPalette::Base, m_look.color(Role::Sunken));
        setPalette(own);
    };
    connect(&look, &Look::changed, this, paint);
    paint();
}

void CodeBox::setLines(const QStringList &lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    setPlainText(lines.join(u'\n'));
    count();
    updateGeometry();
}

void CodeBox::count()
{
    int rows = 0;
    for (QTextBlock block = document()->begin(); !m_lines.isEmpty() && block.isValid(); block = block.next()) {
        blockBoundingRect(block); // lays it out
        rows += std::max(1, block.layout()->lineCount());
    }
    if (rows != std::exchange(m_rows, rows))
        updateGeometry();
    // A bar that comes and goes would change the width and with it the rows.
    setVerticalScrollBarPolicy(height() < heightFor(rows) ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
}

void CodeBox::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    count();
}

int CodeBox::heightFor(int lines) const
{
    return QFontMetrics(font()).lineSpacing() * lines + 20;
}

QSize CodeBox::sizeHint() const
{
    return {320, heightFor(std::clamp(m_rows, m_least, m_most))};
}

QSize CodeBox::minimumSizeHint() const
{
    return {160, heightFor(m_least)};
}

void CodeBox::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    QPainter painter(viewport());
    painter.setPen(QPen(m_look.color(hasFocus() ? Role::Focus : Role::Border), hasFocus() ? 2 : 1));
    painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace relight
