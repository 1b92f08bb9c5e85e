#include "ui/manifest/diffview.h"

#include <QPainter>
#include <QTextBlock>

namespace relight {

static QString signOf(DiffLine::Kind kind)
{
    return kind == DiffLine::Kind::Added  ? QStringLiteral("+")
        : kind == DiffLine::Kind::Removed ? QStringLiteral("\u2212")
                                          : QStringLiteral(" ");
}

DiffView::DiffView(const Look &look, QWidget *parent)
    : CodeView(look, parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setAccessibleName(tr("Changes against Git's HEAD"));
    connect(&look, &Look::changed, this, &DiffView::tint);
}

void DiffView::setLines(const QList<DiffLine> &lines)
{
    m_lines = lines;
    QStringList text;
    for (const DiffLine &line : lines)
        text << signOf(line.kind) + u' ' + line.text;
    setPlainText(text.join(u'\n'));
    tint();
    updateGutter();
    moveCursor(QTextCursor::Start);
    if (!lines.isEmpty() && lines.first().kind == DiffLine::Kind::Same)
        nextChange();
}

int DiffView::changes() const
{
    return int(std::ranges::count_if(m_lines, [](const DiffLine &line) { return line.kind != DiffLine::Kind::Same; }));
}

// The first line of the next run of changes, round the end.
void DiffView::nextChange()
{
    const int here = textCursor().blockNumber(), all = int(m_lines.size());
    for (int step = 1; step <= all; ++step) {
        const int row = (here + step) % all;
        const bool begins
            = m_lines[row].kind != DiffLine::Kind::Same && (row == 0 || m_lines[row - 1].kind == DiffLine::Kind::Same);
        if (begins) {
            goTo(row + 1, 1);
            centerCursor();
            return;
        }
    }
}

void DiffView::tint()
{
    QList<QTextEdit::ExtraSelection> rows;
    for (int i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].kind == DiffLine::Kind::Same)
            continue;
        const bool added = m_lines[i].kind == DiffLine::Kind::Added;
        QTextEdit::ExtraSelection row;
        row.cursor = QTextCursor(document()->findBlockByNumber(i));
        row.format.setBackground(look().color(added ? Role::RowAdd : Role::RowError));
        row.format.setProperty(QTextFormat::FullWidthSelection, true);
        rows.append(row);
        QTextEdit::ExtraSelection sign;
        sign.cursor = row.cursor;
        sign.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
        sign.format.setForeground(look().color(added ? Role::Ok : Role::Failed));
        rows.append(sign);
    }
    setExtraSelections(rows);
}

int DiffView::gutterWidth() const
{
    const int digits = std::max(3, int(QString::number(m_lines.size()).size()));
    return 8 + 2 * (fontMetrics().horizontalAdvance(u'0') * digits + 10);
}

void DiffView::paintGutterLine(QPainter &painter, const QTextBlock &block, const QRect &row) const
{
    const DiffLine line = m_lines.value(block.blockNumber());
    painter.setPen(look().color(Role::Muted));
    const int half = row.width() / 2;
    const auto number = [&](int left, int value) {
        if (value > 0)
            painter.drawText(QRect(left, row.top(), half - 8, row.height()), Qt::AlignRight | Qt::AlignVCenter,
                QString::number(value));
    };
    number(0, line.before);
    number(half, line.after);
}

} // namespace relight
