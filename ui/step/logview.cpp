#include "ui/step/logview.h"

#include "models/items/logmodel.h"
#include "ui/theme/textstyle.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace relight {

static constexpr int padding = 10, gutter = 20;
static constexpr int timeColumns = 10, sourceColumns = 13;

LogView::LogView(const Look &look, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_look(look)
    , m_font(textFont(TextStyle::Code))
{
    const QFontMetrics metrics(m_font);
    m_lineHeight = metrics.height() + 3;
    m_character = metrics.horizontalAdvance(u'0');
    setAccessibleName(tr("Log"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    viewport()->setCursor(Qt::IBeamCursor);
    connect(&look, &Look::changed, viewport(), qOverload<>(&QWidget::update));
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (!m_updating)
            setFollowing(value >= verticalScrollBar()->maximum());
    });
}

void LogView::setModel(LogModel *model)
{
    if (model == m_model)
        return;
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    m_anchor = m_cursor = -1;
    m_widest = 0;
    if (model) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &LogView::grown);
        connect(model, &QAbstractItemModel::rowsRemoved, this,
            [this](const QModelIndex &, int first, int last) { leftAtFront(last - first + 1); });
        connect(model, &QObject::destroyed, this, [this] { m_model = nullptr; });
    }
    setFollowing(true);
    grown();
}

int LogView::rows() const
{
    return m_model ? m_model->rowCount() : 0;
}

int LogView::visibleRows() const
{
    return std::max(1, (viewport()->height() - 8) / m_lineHeight);
}

int LogView::textLeft() const
{
    return padding + (timeColumns + sourceColumns) * m_character + gutter;
}

void LogView::updateRanges()
{
    m_updating = true;
    verticalScrollBar()->setRange(0, std::max(0, rows() - visibleRows()));
    verticalScrollBar()->setPageStep(visibleRows());
    const int width = textLeft() + m_widest + padding;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_character * 4);
    if (m_following)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    m_updating = false;
    viewport()->update();
}

void LogView::grown()
{
    updateRanges();
}

void LogView::leftAtFront(int count)
{
    m_anchor = std::max(-1, m_anchor - count);
    m_cursor = std::max(-1, m_cursor - count);
    if (!m_following) {
        m_updating = true;
        verticalScrollBar()->setValue(verticalScrollBar()->value() - count); // the reader keeps the place
        m_updating = false;
    }
    updateRanges();
}

void LogView::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    Q_EMIT followingChanged(following);
}

void LogView::followEnd()
{
    setFollowing(true);
    updateRanges();
}

QSize LogView::sizeHint() const
{
    return {480, m_lineHeight * 12 + 8};
}

void LogView::paintRow(QPainter &painter, int row, int y) const
{
    const LogLine &line = m_model->line(row);
    const QRect all(0, y, viewport()->width(), m_lineHeight);
    const bool selected = m_anchor >= 0 && row >= std::min(m_anchor, m_cursor) && row <= std::max(m_anchor, m_cursor);
    if (selected)
        painter.fillRect(all, m_look.color(Role::Selection));
    else if (line.error)
        painter.fillRect(all, m_look.color(Role::RowError));
    const int shift = horizontalScrollBar()->value();
    int x = padding - shift;
    const auto put = [&](int columns, const QString &text, Role role) {
        painter.setPen(m_look.color(role));
        painter.drawText(QRect(x, y, columns * m_character - 4, m_lineHeight), Qt::AlignVCenter | Qt::TextSingleLine,
            painter.fontMetrics().elidedText(text, Qt::ElideRight, columns * m_character - 4));
        x += columns * m_character;
    };
    put(timeColumns, timestampText(line.at).sliced(11, 8), Role::Muted);
    put(sourceColumns, line.source, Role::Muted);
    if (line.error)
        painter.drawPixmap(
            x, y + (m_lineHeight - 14) / 2, m_look.glyph(Glyph::Failed, Role::Failed, 14, devicePixelRatioF()));
    x += gutter;
    painter.setPen(m_look.color(Role::Text));
    painter.drawText(QRect(x, y, 1 << 20, m_lineHeight), Qt::AlignVCenter | Qt::TextSingleLine, line.text.left(4000));
}

void LogView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_look.color(Role::Sunken));
    painter.setFont(m_font);
    if (rows() == 0) {
        painter.setPen(m_look.color(Role::Muted));
        painter.setFont(textFont(TextStyle::Body));
        painter.drawText(viewport()->rect().adjusted(padding, 0, -padding, 0), Qt::AlignCenter | Qt::TextWordWrap,
            tr("Nothing was logged yet. Lines appear here as the step writes them."));
    }
    const int first = verticalScrollBar()->value();
    const int last = std::min(rows() - 1, first + visibleRows() + 1);
    int widest = m_widest;
    for (int row = first; row <= last; ++row) {
        paintRow(painter, row, 4 + (row - first) * m_lineHeight);
        widest = std::max(widest, int(std::min<qsizetype>(m_model->line(row).text.size(), 4000)) * m_character);
    }
    if (widest > m_widest) {
        m_widest = widest;
        QMetaObject::invokeMethod(this, &LogView::updateRanges, Qt::QueuedConnection);
    }
    painter.setPen(QPen(m_look.color(hasFocus() ? Role::Focus : Role::Border), hasFocus() ? 2 : 1));
    painter.drawRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateRanges();
}

void LogView::scrollContentsBy(int, int)
{
    viewport()->update();
}

int LogView::rowAt(int y) const
{
    return std::clamp(verticalScrollBar()->value() + (y - 4) / m_lineHeight, 0, std::max(0, rows() - 1));
}

void LogView::moveTo(int row, bool extend)
{
    if (rows() == 0)
        return;
    m_cursor = std::clamp(row, 0, rows() - 1);
    if (!extend || m_anchor < 0)
        m_anchor = m_cursor;
    QScrollBar *bar = verticalScrollBar();
    if (m_cursor < bar->value())
        bar->setValue(m_cursor);
    else if (m_cursor >= bar->value() + visibleRows())
        bar->setValue(m_cursor - visibleRows() + 1);
    viewport()->update();
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        moveTo(rowAt(int(event->position().y())), event->modifiers().testFlag(Qt::ShiftModifier));
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        moveTo(rowAt(int(event->position().y())), true);
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::SelectAll))
        return selectAll();
    const bool extend = event->modifiers().testFlag(Qt::ShiftModifier);
    const int from = m_cursor >= 0 ? m_cursor : verticalScrollBar()->value();
    switch (event->key()) {
    case Qt::Key_Up:
        return moveTo(from - 1, extend);
    case Qt::Key_Down:
        return moveTo(from + 1, extend);
    case Qt::Key_PageUp:
        return moveTo(from - visibleRows(), extend);
    case Qt::Key_PageDown:
        return moveTo(from + visibleRows(), extend);
    case Qt::Key_Home:
        return moveTo(0, extend);
    case Qt::Key_End:
        moveTo(rows() - 1, extend);
        return followEnd();
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void LogView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copyLines = menu->addAction(tr("Copy"));
    copyLines->setShortcut(QKeySequence::Copy);
    copyLines->setEnabled(m_anchor >= 0);
    connect(copyLines, &QAction::triggered, this, &LogView::copy);
    connect(menu->addAction(tr("Select all")), &QAction::triggered, this, &LogView::selectAll);
    connect(menu->addAction(tr("Follow the end")), &QAction::triggered, this, &LogView::followEnd);
    menu->popup(event->globalPos());
}

void LogView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void LogView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void LogView::selectAll()
{
    if (rows() == 0)
        return;
    m_anchor = 0;
    m_cursor = rows() - 1;
    viewport()->update();
}

QString LogView::selectedText() const
{
    QStringList lines;
    if (m_anchor < 0 || rows() == 0)
        return {};
    for (int row = std::min(m_anchor, m_cursor); row <= std::min(std::max(m_anchor, m_cursor), rows() - 1); ++row) {
        const LogLine &line = m_model->line(row);
        lines << QStringLiteral("%1 %2 %3").arg(timestampText(line.at), line.source, line.text);
    }
    return lines.join(u'\n');
}

void LogView::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace relight
