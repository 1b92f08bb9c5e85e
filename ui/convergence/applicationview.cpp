#include "ui/convergence/applicationview.h"

#include "ui/convergence/applicationdelegate.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>

namespace relight {

using Kind = ApplicationRow::Kind;

ApplicationView::ApplicationView(const Look &look, ApplicationTreeModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_look(look)
    , m_model(model)
    , m_delegate(new ApplicationDelegate(look, this))
{
    setAccessibleName(tr("Applications"));
    // Before the view itself hears of it: it makes the next row the current one, which nobody chose.
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_going = true; });
    setModel(&model);
    setItemDelegate(m_delegate);
    setUniformRowHeights(true); // thousands of rows
    setIndentation(15);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionBehavior(SelectRows);
    setAllColumnsShowFocus(true);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    makeHeader();
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_going = false;
        if (std::exchange(m_passedOn, false))
            clearSelection();
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ApplicationView::settleRange);
    connect(&model, &QAbstractItemModel::rowsMoved, this,
        [this](const QModelIndex &, int, int, const QModelIndex &to, int row) { settleRange(to, row, row); });
    connect(&model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &from, const QModelIndex &to) { settleRange(from.parent(), from.row(), to.row()); });
    const auto byHand = [this](const QModelIndex &index) {
        if (!m_settling)
            m_byHand.insert(m_model.id(index));
    };
    connect(this, &QTreeView::expanded, this, byHand);
    connect(this, &QTreeView::collapsed, this, byHand);
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        toggle(index);
        choose();
    });
    connect(this, &QTreeView::doubleClicked, this, &ApplicationView::open);
    connect(&look, &Look::changed, this, [this] {
        sizeColumns();
        viewport()->update();
    });
    settleRange({}, 0, model.rowCount() - 1);
}

void ApplicationView::makeHeader()
{
    header()->setStretchLastSection(false);
    header()->setSectionsClickable(true);
    header()->setSectionsMovable(false);
    header()->setMinimumSectionSize(20);
    header()->setAccessibleName(tr("Columns"));
    for (int column = 0; column < ApplicationTreeModel::ColumnCount; ++column)
        header()->setSectionResizeMode(
            column, column == ApplicationTreeModel::NameColumn ? QHeaderView::Stretch : QHeaderView::Fixed);
    header()->setSortIndicatorShown(true);
    header()->setSortIndicator(ApplicationTreeModel::HealthColumn, Qt::AscendingOrder);
    connect(header(), &QHeaderView::sortIndicatorChanged, this, &ApplicationView::makeRoomForNames);
    connect(header(), &QHeaderView::sectionClicked, this, [this](int column) {
        static constexpr ApplicationOrder orders[]{
            ApplicationOrder::Name, ApplicationOrder::Sync, ApplicationOrder::Trouble, ApplicationOrder::Since};
        header()->setSortIndicator(column, Qt::AscendingOrder); // within a wave; what each order means is fixed
        m_model.setOrder(orders[column]);
    });
    sizeColumns();
}

// By the text, which may have another size now.
void ApplicationView::sizeColumns()
{
    header()->setFont(textFont(TextStyle::Caption));
    for (int column = 0; column < ApplicationTreeModel::ColumnCount; ++column) {
        if (const int width = ApplicationDelegate::widthOfColumn(column); width > 0)
            header()->resizeSection(column, width);
    }
    makeRoomForNames();
}

// Names win: how long it has been so is in the tooltip, too. Who goes by that column keeps it.
void ApplicationView::makeRoomForNames()
{
    const int since = ApplicationTreeModel::SinceColumn;
    int left = viewport()->width();
    for (int column = 0; column < ApplicationTreeModel::ColumnCount; ++column)
        left -= ApplicationDelegate::widthOfColumn(column);
    const int wanted = QFontMetrics(textFont(TextStyle::Body)).averageCharWidth() * 13 + 3 * indentation();
    setColumnHidden(since, left < wanted && header()->sortIndicatorSection() != since);
}

void ApplicationView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    makeRoomForNames();
}

void ApplicationView::select(const QString &application)
{
    const QModelIndex index = m_model.indexOf(application);
    if (!index.isValid())
        return clearSelection(); // its row is hidden: no other one is it
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        setExpanded(above, true);
    setCurrentIndex(index);
    scrollTo(index);
}

QString ApplicationView::selected() const
{
    const ApplicationRow *row = m_model.value(currentIndex());
    return row && (row->kind == Kind::Application || row->kind == Kind::Missing) ? row->key : QString();
}

void ApplicationView::setNow(Timestamp now)
{
    m_delegate->setNow(now);
    viewport()->update();
}

void ApplicationView::expandForFilter(bool filtered)
{
    if (m_filtered == filtered)
        return;
    m_filtered = filtered;
    if (filtered) {
        m_settling = true;
        expandAll();
        m_settling = false;
    }
}

void ApplicationView::settleRange(const QModelIndex &above, int first, int last)
{
    settle(above);
    for (int row = first; row <= last; ++row)
        settle(m_model.index(row, 0, above));
}

// What has something to show is open, the folded stays folded.
void ApplicationView::settle(const QModelIndex &index)
{
    const ApplicationRow *row = m_model.value(index);
    if (!row || m_byHand.contains(m_model.id(index)) || !m_model.hasChildren(index))
        return;
    const bool root = !index.parent().isValid();
    const bool open = row->kind != Kind::More && (m_filtered || root || row->worst != Trouble::Well);
    if (open == isExpanded(index))
        return;
    m_settling = true;
    setExpanded(index, open);
    m_settling = false;
}

bool ApplicationView::toggle(const QModelIndex &index)
{
    const ApplicationRow *row = m_model.value(index);
    if (!row || (row->kind != Kind::Wave && row->kind != Kind::More))
        return false;
    const QModelIndex first = index.siblingAtColumn(0);
    setExpanded(first, !isExpanded(first));
    return true;
}

void ApplicationView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return QTreeView::keyPressEvent(event);
    if (event->modifiers() & ~Qt::KeypadModifier)
        return event->ignore();
    if (!toggle(currentIndex()))
        open();
}

// Also of the row that is current already: another application may be shown meanwhile, one that has no row.
void ApplicationView::choose()
{
    if (selected().isEmpty())
        return;
    if (!selectionModel()->isSelected(currentIndex()))
        selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    Q_EMIT chosen(selected());
}

void ApplicationView::open()
{
    choose();
    if (!selected().isEmpty())
        Q_EMIT opened(selected());
}

void ApplicationView::hold(int more)
{
    m_holds = std::max(0, m_holds + more);
    m_model.holdRows(m_holds > 0);
}

void ApplicationView::mousePressEvent(QMouseEvent *event)
{
    // A right button's release may go to the menu.
    if (event->button() == Qt::LeftButton && !std::exchange(m_pressed, true))
        hold(1);
    QTreeView::mousePressEvent(event);
}

void ApplicationView::mouseReleaseEvent(QMouseEvent *event)
{
    QTreeView::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && std::exchange(m_pressed, false))
        hold(-1);
}

void ApplicationView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    if (!m_menu || selected().isEmpty() || (!byKey && !indexAt(event->pos()).isValid()))
        return;
    choose(); // what the menu acts on
    hold(1);
    connect(m_menu, &QMenu::aboutToHide, this, [this] { hold(-1); }, Qt::SingleShotConnection);
    m_menu->popup(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
}

void ApplicationView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_going)
        m_passedOn = true;
    else if (!selected().isEmpty())
        Q_EMIT chosen(selected());
}

void ApplicationView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem whole = option;
    whole.rect = QRect(0, option.rect.top(), viewport()->width(), option.rect.height());
    const bool selected = selectionModel()->isSelected(index);
    whole.state.setFlag(QStyle::State_Selected, selected);
    whole.state.setFlag(QStyle::State_MouseOver,
        viewport()->underMouse() && whole.rect.contains(viewport()->mapFromGlobal(QCursor::pos())));
    whole.state.setFlag(QStyle::State_HasFocus, hasFocus() && currentIndex().siblingAtColumn(0) == index);
    m_delegate->paintGround(*painter, whole);
    QTreeView::drawRow(painter, option, index);
    if (selected) { // over what the style fills beside the branches
        const int bar = isRightToLeft() ? whole.rect.right() - 2 : 0;
        painter->fillRect(QRect(bar, whole.rect.top(), 3, whole.rect.height()), m_look.color(Role::Accent));
    }
    m_delegate->paintFocus(*painter, whole);
}

void ApplicationView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!m_model.hasChildren(index))
        return;
    const bool mirrored = isRightToLeft();
    const qreal x = mirrored ? rect.left() + 7 : rect.right() - 7, y = rect.center().y() + 1;
    QPolygonF triangle;
    if (isExpanded(index))
        triangle << QPointF(x - 3.5, y - 2.5) << QPointF(x + 3.5, y - 2.5) << QPointF(x, y + 2.5);
    else if (mirrored)
        triangle << QPointF(x + 2.5, y - 4) << QPointF(x - 2.5, y) << QPointF(x + 2.5, y + 4);
    else
        triangle << QPointF(x - 2.5, y - 4) << QPointF(x + 2.5, y) << QPointF(x - 2.5, y + 4);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_look.color(Role::Muted));
    painter->drawPolygon(triangle);
    painter->restore();
}

} // namespace relight
