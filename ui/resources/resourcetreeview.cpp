#include "ui/resources/resourcetreeview.h"

#include "ui/theme/states.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace relight {

using Model = ResourceTreeModel;

QString resourceSentence(const ResourceItem &item)
{
    QStringList parts{item.key.kind + u' ' + item.key.name};
    if (!item.key.resourceNamespace.isEmpty())
        parts << ResourceTreeView::tr("namespace %1").arg(item.key.resourceNamespace);
    if (item.rootCause)
        parts << ResourceTreeView::tr("root cause");
    if (item.sync)
        parts << lookOf(*item.sync).word;
    if (item.health)
        parts << lookOf(*item.health).word;
    if (!item.message.isEmpty())
        parts << item.message.simplified();
    return parts.join(QStringLiteral(", "));
}

QVariant SpokenResources::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString heads[]{tr("Resource"), tr("Sync"), tr("Health"), tr("Message")};
    return section >= 0 && section < ColumnCount ? heads[section] : QString();
}

QVariant SpokenResources::valueData(const ResourceItem &item, int column, int role) const
{
    if (role == Qt::AccessibleTextRole && column == NameColumn)
        return resourceSentence(item);
    return ResourceTreeModel::valueData(item, column, role);
}

QSize ResourceDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {60, rowHeight(25, TextStyle::Body)};
}

void ResourceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const Model *>(index.model());
    const ResourceItem *item = model ? model->value(index) : nullptr;
    if (!item)
        return;
    painter->save();
    painter->setLayoutDirection(option.direction);
    const QRect box = option.rect;
    const auto place = [&](int from, int width) {
        return QStyle::visualRect(option.direction, box, QRect(box.left() + from, box.top(), width, box.height()));
    };
    const auto state = [&](const StateLook &look) {
        paintGlyph(*painter, place(0, 16), look.glyph, look.tint);
        paintWords(*painter, place(24, box.width() - 28),
            {look.word, TextStyle::Body, look.tint == Role::Ok ? Role::Muted : Role::Text});
    };
    if (index.column() == Model::NameColumn) {
        const Words kind{item->key.kind, TextStyle::Caption, Role::Muted};
        const Words cause{tr("root cause"), TextStyle::CaptionStrong, Role::Failed, Qt::AlignTrailing};
        const int first = std::min(widthOf(kind), box.width() / 3);
        const int last = item->rootCause ? widthOf(cause) + 12 : 0;
        paintWords(*painter, place(2, first), kind);
        paintWords(*painter, place(first + 10, box.width() - first - last - 18),
            {item->key.name, item->chain > 0 ? TextStyle::BodyStrong : TextStyle::Body, Role::Text, Qt::AlignLeading,
                Qt::ElideMiddle});
        if (item->rootCause)
            paintWords(*painter, place(box.width() - last, last - 8), cause);
    } else if (index.column() == Model::SyncColumn && item->sync) {
        state(lookOf(*item->sync));
    } else if (index.column() == Model::HealthColumn && item->health) {
        state(lookOf(*item->health));
    } else if (index.column() == Model::MessageColumn) {
        paintWords(*painter, place(0, box.width() - 6), {item->message.simplified(), TextStyle::Small, Role::Muted});
    }
    painter->restore();
}

bool ResourceDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &, const QModelIndex &index)
{
    const auto *model = qobject_cast<const Model *>(index.model());
    if (event->type() != QEvent::ToolTip || !model || !model->value(index))
        return false;
    QToolTip::showText(
        event->globalPos(), resourceSentence(*model->value(index)).toHtmlEscaped(), view, view->visualRect(index));
    return true;
}

ResourceTreeView::ResourceTreeView(const Look &look, ResourceTreeModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_delegate(new ResourceDelegate(look, this))
{
    setAccessibleName(tr("Resources of the application"));
    // Before the view itself hears of it: it makes the next row the current one, which nobody chose.
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this] { m_going = true; });
    setModel(&model);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, [this] {
        m_going = false;
        if (std::exchange(m_passedOn, false))
            clearSelection();
    });
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) { Q_EMIT chosen(m_model.id(index)); });
    setItemDelegate(m_delegate);
    setUniformRowHeights(true);
    setIndentation(15);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionBehavior(SelectRows);
    setAllColumnsShowFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setFont(textFont(TextStyle::Caption));
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    header()->setAccessibleName(tr("Columns"));
    header()->setSectionResizeMode(Model::NameColumn, QHeaderView::Stretch);
    header()->setSectionResizeMode(Model::MessageColumn, QHeaderView::Stretch);
    fitColumns();
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ResourceTreeView::openChain);
    connect(&look, &Look::changed, this, [this] {
        fitColumns();
        viewport()->update();
    });
}

void ResourceTreeView::fitColumns()
{
    const QFontMetrics metrics(textFont(TextStyle::Body));
    for (const auto &[column, word] : {std::pair(Model::SyncColumn, lookOf(SyncStatus::OutOfSync).word),
             std::pair(Model::HealthColumn, lookOf(HealthStatus::Progressing).word)}) {
        header()->setSectionResizeMode(column, QHeaderView::Fixed);
        header()->resizeSection(column, metrics.horizontalAdvance(word) + scaled(24) + 12);
    }
}

// The way to the cause is open from the start, the rest is folded.
void ResourceTreeView::openChain(const QModelIndex &above, int first, int last)
{
    const ResourceItem *parent = m_model.value(above);
    for (int row = first; row <= last; ++row) {
        const ResourceItem *item = m_model.value(m_model.index(row, 0, above));
        if (parent && item && (item->chain > 0 || (parent->chain > 0 && !isExpanded(above))))
            expand(above);
    }
}

void ResourceTreeView::select(const QString &id)
{
    const QModelIndex index = m_model.indexOf(id);
    if (!index.isValid()) {
        setCurrentIndex({});
        return;
    }
    setCurrentIndex(index);
    scrollTo(index);
}

QString ResourceTreeView::selected() const
{
    return m_model.id(currentIndex());
}

// Where there is little room names come before messages, which the summary and the tooltip have, too.
void ResourceTreeView::resizeEvent(QResizeEvent *event)
{
    setColumnHidden(Model::MessageColumn, width() < 640);
    QTreeView::resizeEvent(event);
}

void ResourceTreeView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_going)
        m_passedOn = true;
    else
        Q_EMIT chosen(m_model.id(current));
}

void ResourceTreeView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    row.rect = QRect(0, option.rect.top(), viewport()->width(), option.rect.height());
    row.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
    row.state.setFlag(QStyle::State_HasFocus, hasFocus() && currentIndex() == index);
    m_delegate->paintGround(*painter, row);
    QStyleOptionViewItem plain = option;
    plain.state.setFlag(QStyle::State_HasFocus, false);
    QTreeView::drawRow(painter, plain, index);
    m_delegate->paintFocus(*painter, row);
}

} // namespace relight
