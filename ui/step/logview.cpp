#include "ui/step/logview.h"

#include "models/items/logmodel.h"
#include "ui/step/logspeech.h"
#include "ui/theme/textstyle.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace relight {

static constexpr int margin = 4; // above the first line

LogView::LogView(const Look &look, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_look(look)
    , m_row(look)
{
    speakLogs(); // before the name: with it the view becomes known
    setAccessibleName(tr("Log"));
    setFocusPolicy(Qt::StrongFocus);
    setFrameShape(NoFrame);
    viewport()->setCursor(Qt::IBeamCursor);
    connect(&look, &Look::changed, this, [this] {
        m_row.measure();
        m_widest = 0;
        updateRanges();
        viewport()->update();
    });
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
    return std::max(1, (viewport()->height() - 2 * margin) / m_row.height());
}

void LogView::updateRanges()
{
    m_updating = true;
    verticalScrollBar()->setRange(0, std::max(0, rows() - visibleRows()));
    verticalScrollBar()->setPageStep(visibleRows());
    const int width = m_row.textLeft() + m_widest + LogRow::padding;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(m_row.character() * 4);
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
    return {480, m_row.height() * 12 + 2 * margin};
}

void LogView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_look.color(Role::Sunken));
    painter.setFont(m_row.font());
    if (rows() == 0) {
        painter.setPen(m_look.color(Role::Muted));
        painter.setFont(textFont(TextStyle::Body));
        painter.drawText(viewport()->rect().adjusted(LogRow::padding, 0, -LogRow::padding, 0),
            Qt::AlignCenter | Qt::TextWordWrap,
            tr("Nothing was logged yet. Lines appear here as the step writes them."));
    }
    const int first = verticalScrollBar()->value();
    const int last = std::min(rows() - 1, first + visibleRows() + 1);
    int widest = m_widest;
    for (int row = first; row <= last; ++row) {
        const LogLine &line = m_model->line(row);
        m_row.paint(painter, line,
            {QRect(0, margin + (row - first) * m_row.height(), viewport()->width(), m_row.height()),
                horizontalScrollBar()->value(), isSelected(row), m_sought});
        widest = std::max(widest, int(std::min(line.text.size(), LogRow::charactersPainted)) * m_row.character());
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

bool LogView::isSelected(int row) const
{
    return m_anchor >= 0 && row >= std::min(m_anchor, m_cursor) && row <= std::max(m_anchor, m_cursor);
}

void LogView::reveal(int row)
{
    moveTo(row, false);
    const int first = verticalScrollBar()->value();
    if (m_cursor <= first || m_cursor >= first + visibleRows() - 1) // with lines around it
        verticalScrollBar()->setValue(m_cursor - visibleRows() / 2);
}

void LogView::setSought(const QString &text)
{
    m_sought = text;
    viewport()->update();
}

int LogView::rowAt(int y) const
{
    return std::clamp(verticalScrollBar()->value() + (y - margin) / m_row.height(), 0, std::max(0, rows() - 1));
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

QString LogView::textOf(int row) const
{
    const LogLine &line = m_model->line(row);
    return QStringLiteral("%1 %2 %3").arg(timestampText(line.at), line.source, line.text);
}

QString LogView::selectedText() const
{
    QStringList lines;
    for (int row = 0; m_anchor >= 0 && row < rows(); ++row) {
        if (isSelected(row))
            lines << textOf(row);
    }
    return lines.join(u'\n');
}

QString LogView::visibleText() const
{
    QStringList lines;
    const int first = verticalScrollBar()->value();
    for (int row = first; row < std::min(rows(), first + visibleRows()); ++row)
        lines << textOf(row);
    return lines.join(u'\n');
}

void LogView::copy() const
{
    if (const QString text = selectedText(); !text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

} // namespace relight
