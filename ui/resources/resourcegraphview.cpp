#include "ui/resources/resourcegraphview.h"

#include "ui/resources/resourcenodepainter.h"
#include "ui/theme/textstyle.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

namespace relight {

static constexpr double smallest = 0.15, largest = 3, farAway = 0.45, fitting = 0.75;

struct ResourceGraphView::Sizes
{
    QSizeF node;
    double across, down; // from one to the next
    double margin = 12;

    Sizes()
    {
        const double lines = QFontMetricsF(textFont(TextStyle::Caption)).height()
            + QFontMetricsF(textFont(TextStyle::BodyStrong)).height();
        node = {std::max(190.0, QFontMetricsF(textFont(TextStyle::Body)).averageCharWidth() * 26),
            std::max(48.0, lines + 12)};
        across = node.width() + 34;
        down = node.height() + 22;
    }
};

ResourceGraphView::ResourceGraphView(const Look &look, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_look(look)
    , m_sizes(std::make_unique<Sizes>())
{
    setAccessibleName(tr("Graph of the application's resources"));
    setAccessibleDescription(tr("Arrow keys go from resource to resource; the tree shows the same as a list"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    connect(&look, &Look::changed, viewport(), qOverload<>(&QWidget::update));
}

ResourceGraphView::~ResourceGraphView() = default;

const ResourceGraphView::Sizes &ResourceGraphView::sizes() const
{
    return *m_sizes;
}

int ResourceGraphView::across() const
{
    const double room = viewport()->width() - 2 * sizes().margin + (sizes().across - sizes().node.width());
    return std::max(2, int(room / sizes().across));
}

void ResourceGraphView::setForest(const Application &application, const QList<ResourceItem> &forest)
{
    const bool another = application.key() != m_application.key() || m_graph.nodes.isEmpty();
    m_application = application;
    m_forest = forest;
    if (another) {
        m_graph = {};
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
    m_graph = {};
    m_hasCurrent = false;
    index();
    updateBars();
}

void ResourceGraphView::fit()
{
    const double two = sizes().across + sizes().node.width() + 2 * sizes().margin;
    if (!m_zoomedByPerson)
        m_zoom = std::clamp(viewport()->width() / two, fitting, 1.0);
}

void ResourceGraphView::lay()
{
    fit();
    m_across = across();
    m_graph = resourceGraph(m_application, m_forest, m_across, m_graph);
    index();
    updateBars();
}

// What the painter and the keyboard ask for again and again.
void ResourceGraphView::index()
{
    const qsizetype count = m_graph.nodes.size();
    m_byRow = QList<QList<int>>(m_graph.rows);
    m_parents = QList<int>(count, -1);
    m_below = QList<QList<int>>(count);
    QHash<QString, int> at;
    for (int i = 0; i < count; ++i)
        at.insert(m_graph.nodes.at(i).id, i);
    for (int i = 0; i < count; ++i) {
        const GraphNode &node = m_graph.nodes.at(i);
        m_byRow[node.row] << i;
        if (node.id.isEmpty())
            continue;
        m_parents[i] = at.value(node.parent, -1);
        if (m_parents.at(i) >= 0)
            m_below[m_parents.at(i)] << i;
    }
    const auto by = [this](auto member) {
        return [this, member](int a, int b) { return m_graph.nodes.at(a).*member < m_graph.nodes.at(b).*member; };
    };
    for (QList<int> &row : m_byRow)
        std::ranges::sort(row, by(&GraphNode::column));
    for (QList<int> &children : m_below)
        std::ranges::stable_sort(children, by(&GraphNode::row));
}

QSize ResourceGraphView::contentSize() const
{
    if (m_graph.nodes.isEmpty())
        return {};
    const Sizes &s = sizes();
    return QSizeF(((m_graph.columns - 1) * s.across + s.node.width() + 2 * s.margin) * m_zoom,
        ((m_graph.rows - 1) * s.down + s.node.height() + 2 * s.margin) * m_zoom)
        .toSize();
}

void ResourceGraphView::updateBars()
{
    const QSize whole = contentSize(), room = viewport()->size();
    horizontalScrollBar()->setRange(0, std::max(0, whole.width() - room.width()));
    horizontalScrollBar()->setPageStep(room.width());
    horizontalScrollBar()->setSingleStep(int(sizes().across * m_zoom / 4));
    verticalScrollBar()->setRange(0, std::max(0, whole.height() - room.height()));
    verticalScrollBar()->setPageStep(room.height());
    verticalScrollBar()->setSingleStep(int(sizes().down * m_zoom / 4));
    viewport()->update();
}

QPointF ResourceGraphView::origin() const
{
    return {double(-horizontalScrollBar()->value()), double(-verticalScrollBar()->value())};
}

QRectF ResourceGraphView::boxOf(const GraphNode &node) const
{
    const Sizes &s = sizes();
    return {{s.margin + node.column * s.across, s.margin + node.row * s.down}, s.node};
}

QRect ResourceGraphView::nodeRect(const QString &id) const
{
    const GraphNode *node = m_graph.find(id);
    if (!node)
        return {};
    const QRectF box = boxOf(*node);
    return QRectF(box.topLeft() * m_zoom + origin(), box.size() * m_zoom).toRect();
}

int ResourceGraphView::nodeAt(QPoint point) const
{
    const QPointF at = (point - origin()) / m_zoom;
    const int row = int((at.y() - sizes().margin) / sizes().down);
    for (const int node : m_byRow.value(row)) {
        if (boxOf(m_graph.nodes.at(node)).contains(at))
            return node;
    }
    return -1;
}

void ResourceGraphView::setZoom(double zoom)
{
    zoomAbout(QRectF(viewport()->rect()).center(), zoom);
}

void ResourceGraphView::zoomAbout(QPointF point, double zoom)
{
    m_zoomedByPerson = true;
    zoom = std::clamp(zoom, smallest, largest);
    const QPointF at = (point - origin()) / m_zoom;
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

void ResourceGraphView::select(const QString &id)
{
    const GraphNode *node = id.isEmpty() ? nullptr : m_graph.find(id);
    if (node)
        setCurrent(int(node - m_graph.nodes.constData()), false);
    else
        m_hasCurrent = false;
    viewport()->update();
}

void ResourceGraphView::setCurrent(int index, bool byPerson)
{
    const GraphNode &node = m_graph.nodes.at(index);
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
    const double around = sizes().margin;
    const QRectF box = boxOf(m_graph.nodes.at(index)).adjusted(-around, -around, around, around);
    const auto bring = [](QScrollBar *bar, double from, double to, int room) {
        if (from < bar->value() || to - from > room)
            bar->setValue(qRound(from));
        else if (to > bar->value() + room)
            bar->setValue(qRound(to - room));
    };
    bring(horizontalScrollBar(), box.left() * m_zoom, box.right() * m_zoom, viewport()->width());
    bring(verticalScrollBar(), box.top() * m_zoom, box.bottom() * m_zoom, viewport()->height());
}

// Left and right along the edges, up and down within the column.
int ResourceGraphView::neighbour(int key) const
{
    const GraphNode *current = m_hasCurrent ? m_graph.find(m_current) : nullptr;
    if (!current)
        return m_graph.nodes.isEmpty() ? -1 : 0;
    const int from = int(current - m_graph.nodes.constData());
    switch (key) {
    case Qt::Key_Left:
        return m_parents.at(from);
    case Qt::Key_Right:
        return m_below.at(from).value(0, -1);
    case Qt::Key_Home:
        return 0;
    case Qt::Key_End: {
        const auto cause = std::ranges::find_if(m_graph.nodes, &GraphNode::rootCause);
        return cause == m_graph.nodes.cend() ? -1 : int(cause - m_graph.nodes.cbegin());
    }
    default:
        break;
    }
    const int step = key == Qt::Key_Up ? -1 : 1;
    for (int row = current->row + step; row >= 0 && row < m_graph.rows; row += step) {
        for (const int node : m_byRow.at(row)) {
            if (m_graph.nodes.at(node).column == current->column)
                return node;
        }
    }
    return -1;
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
        if (const int node = neighbour(event->key()); node >= 0)
            setCurrent(node, true);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const GraphNode *node = m_hasCurrent ? m_graph.find(m_current) : nullptr; node && node->count > 1)
            Q_EMIT foldOpened(node->folded.first());
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
    const int index = nodeAt(event->position().toPoint());
    if (index >= 0 && m_graph.nodes.at(index).count > 1)
        Q_EMIT foldOpened(m_graph.nodes.at(index).folded.first());
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
    if (!m_graph.nodes.isEmpty() && across() != m_across)
        return lay();
    fit();
    updateBars();
}

bool ResourceGraphView::event(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        m_sizes = std::make_unique<Sizes>();
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
            QToolTip::showText(help->globalPos(), nodeSentence(m_graph.nodes.at(node)).toHtmlEscaped(), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

// Of the chain: an arrow, from one to the next, wherever that stands.
static void paintCause(QPainter &painter, const QRectF &from, const QRectF &to)
{
    QPointF begin, end;
    if (from.top() != to.top()) {
        begin = {from.center().x(), from.bottom()};
        end = {to.center().x(), to.top()};
    } else if (to.left() > from.left()) {
        begin = {from.right(), from.center().y()};
        end = {to.left(), to.center().y()};
    } else {
        begin = {from.left(), from.center().y()};
        end = {to.right(), to.center().y()};
    }
    const QPointF along = end - begin;
    const QPointF step = along / std::max(1.0, std::hypot(along.x(), along.y()));
    const QPointF aside(-step.y(), step.x());
    const QPointF tip = end - step * 2, root = tip - step * 10;
    painter.drawLine(begin, root);
    QPainterPath head(tip);
    head.lineTo(root + aside * 5.5);
    head.lineTo(root - aside * 5.5);
    head.closeSubpath();
    painter.fillPath(head, painter.pen().color());
}

// A child that can be seen brings its own edge; one whose two ends cannot passes by as its parent's stem.
void ResourceGraphView::paintEdges(QPainter &painter, const QRectF &seen) const
{
    const double gap = sizes().across - sizes().node.width();
    painter.setPen(QPen(m_look.color(Role::Edge), 1));
    QList<int> causes;
    for (int i = 0; i < m_graph.nodes.size(); ++i) {
        if (m_below.at(i).isEmpty())
            continue;
        const QRectF from = boxOf(m_graph.nodes.at(i));
        const QRectF last = boxOf(m_graph.nodes.at(m_below.at(i).last()));
        if (from.top() > seen.bottom() || std::max(last.bottom(), from.bottom()) < seen.top()
            || from.left() > seen.right())
            continue;
        const double stem = from.right() + gap / 2;
        double until = from.center().y();
        bool hasStem = false;
        for (const int child : m_below.at(i)) {
            const GraphNode &node = m_graph.nodes.at(child);
            if (node.chain >= 0) {
                causes << child;
                continue;
            }
            const QRectF to = boxOf(node);
            until = to.center().y();
            hasStem = true;
            if (to.top() <= seen.bottom() && to.bottom() >= seen.top())
                painter.drawLine(QPointF(stem, until), QPointF(to.left(), until));
            if (to.top() > seen.bottom())
                break;
        }
        if (hasStem) {
            painter.drawLine(QPointF(from.right(), from.center().y()), QPointF(stem, from.center().y()));
            painter.drawLine(QPointF(stem, from.center().y()), QPointF(stem, until));
        }
    }
    painter.setPen(QPen(m_look.color(Role::Failed), 2.2));
    for (const int child : std::as_const(causes))
        paintCause(painter, boxOf(m_graph.nodes.at(m_parents.at(child))), boxOf(m_graph.nodes.at(child)));
}

void ResourceGraphView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_look.color(Role::Sunken));
    if (m_graph.nodes.isEmpty())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.translate(origin());
    painter.scale(m_zoom, m_zoom);
    const QRectF seen
        = QRectF((QPointF(event->rect().topLeft()) - origin()) / m_zoom, QSizeF(event->rect().size()) / m_zoom);
    paintEdges(painter, seen);
    const Sizes &s = sizes();
    const int first = std::max(0, int((seen.top() - s.margin - s.node.height()) / s.down));
    const int last = std::min(m_graph.rows - 1, int((seen.bottom() - s.margin) / s.down) + 1);
    for (int row = first; row <= last; ++row) {
        for (const int i : m_byRow.at(row)) {
            const GraphNode &node = m_graph.nodes.at(i);
            const QRectF box = boxOf(node);
            if (!box.adjusted(-4, -4, 4, 4).intersects(seen))
                continue;
            const bool current = m_hasCurrent && node.id == m_current;
            paintNode(painter, m_look, box, node, {current, current && hasFocus(), m_zoom < farAway});
        }
    }
}

} // namespace relight
