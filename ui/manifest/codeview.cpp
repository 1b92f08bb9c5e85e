#include "ui/manifest/codeview.h"

#include "ui/theme/textstyle.h"

#include <QMouseEvent>
#include <QPainter>
#include <QTextBlock>

namespace relight {

CodeView::CodeView(const Look &look, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_look(look)
    , m_gutter(new QWidget(this))
{
    setFont(textFont(TextStyle::Code));
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true); // no keyboard trap; YAML has no tabs anyway
    setFrameShape(NoFrame);
    // YAML is read from left to right whatever language the window speaks.
    setLayoutDirection(Qt::LeftToRight);
    document()->setDocumentMargin(6);
    m_gutter->installEventFilter(this);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &area, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, area.y(), m_gutter->width(), area.height());
    });
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::updateGutter);
    const auto paint = [this] {
        QPalette own = m_look.theme().palette();
        own.setColor(QPalette::Base, m_look.color(Role::Sunken));
        setPalette(own);
        m_gutter->update();
    };
    connect(&look, &Look::changed, this, paint);
    connect(&look, &Look::changed, this, &CodeView::updateGutter); // as wide as its figures now
    paint();
}

void CodeView::updateGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inside = contentsRect();
    m_gutter->setGeometry(inside.left(), inside.top(), gutterWidth(), inside.height());
    m_gutter->update();
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateGutter();
}

int CodeView::lineAt(const QPoint &point) const
{
    const QTextBlock block = cursorForPosition(point).block();
    const QRectF row = blockBoundingGeometry(block).translated(contentOffset());
    return point.y() > row.bottom() ? 0 : block.blockNumber() + 1;
}

void CodeView::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(std::clamp(line - 1, 0, document()->blockCount() - 1));
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + std::clamp(column - 1, 0, block.length() - 1));
    const QRect before = cursorRect(cursor);
    setTextCursor(cursor);
    if (before.top() < 0 || before.bottom() > viewport()->height())
        centerCursor();
}

void CodeView::paintGutter()
{
    QPainter painter(m_gutter);
    painter.fillRect(m_gutter->rect(), m_look.color(Role::Sunken));
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    int top = qRound(blockBoundingGeometry(block).translated(contentOffset()).top());
    while (block.isValid() && top <= m_gutter->height()) {
        const int height = qRound(blockBoundingRect(block).height());
        painter.save();
        paintGutterLine(painter, block, QRect(0, top, m_gutter->width(), height));
        painter.restore();
        top += height;
        block = block.next();
    }
}

bool CodeView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_gutter)
        return QPlainTextEdit::eventFilter(watched, event);
    if (event->type() == QEvent::Paint) {
        paintGutter();
        return true;
    }
    if (event->type() == QEvent::MouseButtonPress) {
        const int line = lineAt(QPoint(0, int(static_cast<QMouseEvent *>(event)->position().y())));
        if (line > 0)
            pressedInGutter(line);
        return true;
    }
    return false;
}

void CodeView::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(m_look.color(Role::Focus), 2));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

} // namespace relight
