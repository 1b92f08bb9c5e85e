#include "ui/resources/resourcegraphview.h"

#include "ui/resources/resourceedgepainter.h"
#include "ui/resources/resourcenodepainter.h"
#include "ui/theme/textstyle.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

namespace relight {

static constexpr double smallest = 0.15, largest = 3, farAway = 0.45, fitting = 0.75;

static GraphSizes sizesByFonts()
{
    GraphSizes sizes;
    const double lines = QFontMetricsF(textFont(TextStyle::Caption)).height()
        + QFontMetricsF(textFont(TextStyle::BodyStrong)).height();
    sizes.node = {
        std::max(190.0, QFontMetricsF(textFont(TextStyle::Body)).averageCharWidth() * 26), std::max(48.0, lines + 12)};
    sizes.across = sizes.node.width() + 34;
    sizes.down = sizes.node.height() + 22;
    return sizes;
}

ResourceGraphView::ResourceGraphView(const Look &look, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_look(look)
    , m_sizes(sizesByFonts())
{
    setAccessibleName(tr("Graph of the application's resources"));
    setAccessibleDescription(tr("Arrow keys go from resource to resource; the tree shows the same as a list"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    connect(&look, &Look::changed, viewport(), qOverload<>(&QWidget::update));
}

int ResourceGraphView::across() const
{
    const double room = viewport()->width() - 2 * m_sizes.margin + (m_sizes.across - m_sizes.node.width());
    return std::max(2, int(room / m_sizes.across));
}

void ResourceGraphView::setForest(const Application &application, const QList<ResourceItem> &forest)
{
    const bool another = application.key() != m_application.key() || m_geometry.isEmpty();
    m_application = application;
    m_forest = forest;
    if (another) {
        m_geometry = {};
        m_hasCurrent = false;
        horizontalScrollBar()->setValue(0);
        verticalScrollBar()->setValue(0);
    }
    lay();
}

void ResourceGraphView::clear()
{
    m_application = {};
    m_forest.clear();
    m_geometry = {};
    m_hasCurrent = false;
    updateBars();
}

void ResourceGraphView::fit()
{
    const double two = m_sizes.across + m_sizes.node.width() + 2 * m_sizes.margin;
    if (!m_zoomedByPerson)
        m_zoom = std::clamp(viewport()->width() / two, fitting, 1.0);
}

void ResourceGraphView::lay()
{
    fit();
    m_across = across();
    m_geometry = GraphGeometry(resourceGraph(m_application, m_forest, m_across, graph()), m_sizes);
    updateBars();
}

QSize ResourceGraphView::contentSize() const
{
    return (m_geometry.size() * m_zoom).toSize();
}

void ResourceGraphView::updateBars()
{
    const QSize whole = contentSize(), room = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, whole.width() - room.width()));
    horizontalScrollBar()->setPageStep(room.width());
    horizontalScrollBar()->setSingleStep(int(m_sizes.across * m_zoom / 4));
    verticalScrollBar()->setRange(0, std::max(0, whole.height() - room.height()));
    verticalScrollBar()->setPageStep(room.height());
    verticalScrollBar()->setSingleStep(int(m_sizes.down * m_zoom / 4));
    viewport()->update();
}

QPointF ResourceGraphView::origin() const
{
    return {double(-horizontalScrollBar()->value()), double(-verticalScrollBar()->value())};
}

QPointF ResourceGraphView::inGraph(QPointF point) const
{
    return (point - origin()) / m_zoom;
}

int ResourceGraphView::nodeAt(QPoint point) const
{
    return m_geometry.nodeAt(inGraph(point));
}

QRect ResourceGraphView::nodeRect(const QString &id) const
{
    const int node = m_geometry.indexOf(id);
    if (node < 0)
        return {};
    const QRectF box = m_geometry.boxOf(node);
    return QRectF(box.topLeft() * m_zoom + origin(), box.size() * m_zoom).toRect();
}

void ResourceGraphView::setZoom(double zoom)
{
    zoomAbout(QRectF(viewport()->rect()).center(), zoom);
}

void ResourceGraphView::zoomAbout(QPointF point, double zoom)
{
    m_zoomedByPerson = true;
    zoom = std::clamp(zoom, smallest, largest);
    const QPointF at = inGraph(point);
    m_zoom = zoom;
    updateBars();
    const QPointF moved = at * m_zoom - point;
    horizontalScrollBar()->setValue(qRound(moved.x()));
    verticalScrollBar()->setValue(qRound(moved.y()));
}

QString ResourceGraphView::selected() const
{
    return m_hasCurrent ? m_current : QString();
}

int ResourceGraphView::current() const
{
    return m_hasCurrent ? m_geometry.indexOf(m_current) : -1;
}

void ResourceGraphView::select(const QString &id)
{
    const int node = id.isEmpty() ? -1 : m_geometry.indexOf(id);
    if (node >= 0)
        setCurrent(node, false);
    else
        m_hasCurrent = false;
    viewport()->update();
}

void ResourceGraphView::setCurrent(int index, bool byPerson)
{
    const GraphNode &node = m_geometry.node(index);
    m_current = node.id;
    m_hasCurrent = true;
    bringIntoView(index);
    viewport()->update();
    if (!byPerson)
        return;
    QAccessibleAnnouncementEvent said(this, nodeSentence(node));
    QAccessible::updateAccessibility(&said);
    Q_EMIT chosen(node.folded.value(0, node.id));
}

void ResourceGraphView::bringIntoView(int index)
{
    const double around = m_sizes.margin;
    const QRectF box = m_geometry.boxOf(index).adjusted(-around, -around, around, around);
    const auto bring = [](QScrollBar *bar, double from, double to, int room) {
        if (from < bar->value() || to - from > room)
            bar->setValue(qRound(from));
        else if (to > bar->value() + room)
            bar->setValue(qRound(to - room));
    };
    bring(horizontalScrollBar(), box.left() * m_zoom, box.right() * m_zoom, viewport()->width());
    bring(verticalScrollBar(), box.top() * m_zoom, box.bottom() * m_zoom, viewport()->height());
}

void ResourceGraphView::openFold(int index)
{
    if (m_geometry.node(index).count > 1)
        Q_EMIT foldOpened(m_geometry.node(index).folded.first());
}

void ResourceGraphView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
        if (const int node = m_geometry.neighbour(current(), Qt::Key(event->key())); node >= 0)
            setCurrent(node, true);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const int node = current(); node >= 0)
            openFold(node);
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return setZoom(m_zoom * 1.25);
    case Qt::Key_Minus:
        return setZoom(m_zoom / 1.25);
    case Qt::Key_0:
        return setZoom(1);
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void ResourceGraphView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const int node = nodeAt(event->position().toPoint());
    if (node >= 0) {
        setCurrent(node, true);
    } else {
        m_dragFrom = event->position().toPoint();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
}

void ResourceGraphView::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    if (!m_dragFrom) {
        viewport()->setCursor(nodeAt(at) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    const QPoint moved = at - std::exchange(*m_dragFrom, at);
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
}

void ResourceGraphView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragFrom.reset();
    viewport()->unsetCursor();
}

void ResourceGraphView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int node = nodeAt(event->position().toPoint()); node >= 0)
        openFold(node);
}

void ResourceGraphView::wheelEvent(QWheelEvent *event)
{
    if (event->modifiers().testFlag(Qt::ControlModifier))
        zoomAbout(event->position(), m_zoom * std::pow(1.0015, event->angleDelta().y()));
    else
        QAbstractScrollArea::wheelEvent(event);
}

void ResourceGraphView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ResourceGraphView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

void ResourceGraphView::resizeEvent(QResizeEvent *)
{
    if (!m_geometry.isEmpty() && across() != m_across)
        return lay();
    fit();
    updateBars();
}

bool ResourceGraphView::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        m_sizes = sizesByFonts();
        lay();
    }
    return QAbstractScrollArea::event(event);
}

bool ResourceGraphView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int node = nodeAt(help->pos());
        if (node >= 0)
            QToolTip::showText(help->globalPos(), nodeSentence(m_geometry.node(node)).toHtmlEscaped(), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void ResourceGraphView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_look.color(Role::Sunken));
    if (m_geometry.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(origin());
    painter.scale(m_zoom, m_zoom);
    const QRectF seen(inGraph(event->rect().topLeft()), QSizeF(event->rect().size()) / m_zoom);
    paintEdges(painter, m_look, m_geometry, seen);
    for (const int index : m_geometry.nodesWithin(seen)) {
        const GraphNode &node = m_geometry.node(index);
        const bool current = m_hasCurrent && node.id == m_current;
        paintNode(painter, m_look, m_geometry.boxOf(index), node, {current, current && hasFocus(), m_zoom < farAway});
    }
}

} // namespace relight
