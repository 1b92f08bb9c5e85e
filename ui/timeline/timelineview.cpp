#include "ui/timeline/timelineview.h"

#include "ui/timeline/timeaxis.h"
#include "ui/timeline/timelinedelegate.h"
#include "ui/timeline/timewindow.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

namespace relight {

TimelineView::TimelineView(const Look &look, TimelineModel &model, TimeWindow &window, QWidget *parent)
    : QTreeView(parent)
    , m_look(look)
    , m_model(model)
    , m_window(window)
    , m_delegate(new TimelineDelegate(look, window, this))
    , m_axis(new TimeAxis(look, model, window, this))
    , m_repaint(this, [this] { refresh(); })
{
    setAccessibleName(tr("Timeline of the steps"));
    setHeader(m_axis);
    setModel(&model);
    setItemDelegate(m_delegate);
    for (int column = TimelineModel::PlannedColumn; column < TimelineModel::ColumnCount; ++column)
        setColumnHidden(column, true);
    m_axis->resizeSection(TimelineModel::TitleColumn, scaled(250, 330));
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // time scrolls, names stay
    setVerticalScrollMode(ScrollPerPixel);
    connect(&model, &TimelineModel::frameChanged, this, [this] { m_repaint.ask(); });
    connect(&model, &QAbstractItemModel::rowsInserted, this, &TimelineView::setHeights);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &TimelineView::setHeights);
    connect(&window, &TimeWindow::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&look, &Look::changed, this, [this] {
        m_axis->resizeSection(TimelineModel::TitleColumn, scaled(250, 330));
        setHeights();
        viewport()->update();
    });
    connect(
        this, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) { Q_EMIT opened(m_model.id(index)); });
    setHeights();
}

void TimelineView::select(const QString &stepId)
{
    const QModelIndex index = m_model.indexOf(stepId);
    if (!index.isValid() || index.row() == currentIndex().row())
        return;
    m_quiet = true;
    setCurrentIndex(index);
    scrollTo(index);
    m_quiet = false;
}

QString TimelineView::selected() const
{
    return m_model.id(currentIndex());
}

void TimelineView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (current.isValid() && !m_quiet)
        Q_EMIT chosen(m_model.id(current));
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() & ~Qt::KeypadModifier)
            return event->ignore();
        if (currentIndex().isValid())
            Q_EMIT opened(selected());
        return;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const bool later = (event->key() == Qt::Key_Right) != isRightToLeft();
        return m_window.moveTo(m_window.from() + (later ? 0.1 : -0.1) * m_window.span());
    }
    default:
        QTreeView::keyPressEvent(event);
    }
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    if (event->modifiers() & Qt::ControlModifier) {
        m_window.zoom(std::pow(1.25, turned.y() / 120.0), scale().secondsAt(event->position().x()));
        return event->accept();
    }
    const int across = event->modifiers() & Qt::ShiftModifier ? turned.x() + turned.y() : turned.x();
    if (across != 0 && m_window.zoomed()) {
        m_window.moveTo(m_window.from() - across / 1200.0 * m_window.span() * (isRightToLeft() ? -1 : 1));
        return event->accept();
    }
    QTreeView::wheelEvent(event);
}

void TimelineView::zoom(double factor)
{
    const Seconds now = m_model.frame().now;
    m_window.zoom(factor, scale().shows(now) ? double(now.count()) : m_window.from() + m_window.span() / 2);
}

void TimelineView::dataChanged(const QModelIndex &, const QModelIndex &, const QList<int> &)
{
    m_repaint.ask(); // all rows are equally high, and no editor is open
}

void TimelineView::refresh()
{
    m_axis->viewport()->update();
    viewport()->update();
}

void TimelineView::fit(int height)
{
    m_room = height;
    setHeights();
}

void TimelineView::setHeights()
{
    const int rows = std::max(1, m_model.rowCount());
    const int room = (m_room - m_axis->sizeHint().height()) / rows;
    m_delegate->setRowHeight(std::clamp(room, TimelineDelegate::leastHeight(), TimelineDelegate::fullHeight()));
    setMaximumHeight(m_axis->sizeHint().height() + rows * m_delegate->sizeHint({}, {}).height());
    scheduleDelayedItemsLayout();
}

QRect TimelineView::barColumn() const
{
    const int section = TimelineModel::BarColumn;
    return {m_axis->sectionViewportPosition(section), 0, m_axis->sectionSize(section), viewport()->height()};
}

TimeScale TimelineView::scale() const
{
    return {m_window, barColumn(), isRightToLeft()};
}

QRect TimelineView::rowRect(const QModelIndex &index) const
{
    const int height = m_delegate->sizeHint({}, {}).height();
    return {0, index.row() * height - verticalOffset(), viewport()->width(), height};
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    const TimeScale now = scale();
    {
        QPainter painter(viewport());
        paintGrid(painter, now);
    }
    QTreeView::paintEvent(event);
    QPainter painter(viewport());
    painter.setClipRect(barColumn());
    painter.setRenderHint(QPainter::Antialiasing);
    paintJoins(painter, now);
    paintLines(painter, now);
}

void TimelineView::paintGrid(QPainter &painter, const TimeScale &scale) const
{
    const QRect bars = barColumn();
    painter.setClipRect(viewport()->rect());
    QColor line = m_look.color(Role::Border);
    line.setAlphaF(0.55F);
    painter.setPen(QPen(line, 1));
    const int step = m_axis->gridStep(scale);
    for (double at = std::ceil(m_window.from() / step) * step; at <= m_window.from() + m_window.span(); at += step) {
        const int x = qRound(scale.x(at));
        painter.drawLine(x, 0, x, bars.bottom());
    }
    const int height = m_delegate->sizeHint({}, {}).height();
    for (int y = height - 1 - verticalOffset() % height; y < viewport()->height(); y += height)
        painter.drawLine(0, y, viewport()->width(), y);
    if (const auto objective = m_model.frame().objective) {
        QColor after = m_look.color(Role::Objective);
        after.setAlphaF(0.06F);
        const int x = std::clamp(qRound(scale.x(*objective)), scale.area().left(), scale.area().right() + 1);
        QRect tinted = scale.area();
        scale.mirrored() ? tinted.setRight(x) : tinted.setLeft(x);
        painter.fillRect(tinted, after);
    }
}

// From the end of a step's line down to the start of the next one's.
void TimelineView::paintJoins(QPainter &painter, const TimeScale &scale) const
{
    painter.setPen(QPen(m_look.color(Role::Text), 1.2));
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QModelIndex index = m_model.index(row, 0);
        const TimelineRow *next = m_model.value(index);
        if (next->criticalBefore.isEmpty())
            continue;
        const QModelIndex before = m_model.indexOf(next->criticalBefore);
        const TimelineRow *last = m_model.value(before);
        const auto from = last ? TimelineDelegate::criticalSpan(*last) : std::nullopt;
        const auto to = TimelineDelegate::criticalSpan(*next);
        if (!from || !to)
            continue;
        const qreal x = scale.x(from->second), y = TimelineDelegate::criticalLine(rowRect(index));
        painter.drawLine(QPointF(x, TimelineDelegate::criticalLine(rowRect(before))), QPointF(x, y));
        painter.drawLine(QPointF(x, y), QPointF(scale.x(to->first), y));
    }
}

void TimelineView::paintLines(QPainter &painter, const TimeScale &scale) const
{
    const TimelineFrame &frame = m_model.frame();
    if (!frame.begun)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (frame.objective && scale.shows(*frame.objective)) {
        painter.setPen(QPen(m_look.color(Role::Objective), 2, Qt::CustomDashLine, Qt::FlatCap));
        QPen dashed = painter.pen();
        dashed.setDashPattern({3, 2});
        painter.setPen(dashed);
        const int x = qRound(scale.x(*frame.objective));
        painter.drawLine(x, 0, x, viewport()->height());
    }
    if (scale.shows(frame.now))
        painter.fillRect(QRectF(qRound(scale.x(frame.now)) - 1, 0, 2, viewport()->height()), m_look.color(Role::Text));
}

} // namespace relight
