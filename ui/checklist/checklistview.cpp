#include "ui/checklist/checklistview.h"

#include "models/items/checklistmodel.h"
#include "ui/checklist/checklistdelegate.h"

#include <QKeyEvent>

namespace relight {

ChecklistView::ChecklistView(const Look &look, ChecklistModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_delegate(new ChecklistDelegate(look, this))
{
    setAccessibleName(tr("Checklist"));
    setModel(&model);
    setItemDelegate(m_delegate);
    setHeaderHidden(true);
    setIndentation(0);
    setRootIsDecorated(false);
    setItemsExpandable(true);
    setExpandsOnDoubleClick(false);
    setUniformRowHeights(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setSelectionBehavior(SelectRows);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    expandAll();
    connect(&model, &QAbstractItemModel::dataChanged, this, &ChecklistView::noteHeights);
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &above) {
        expand(above);
        settle();
    });
    connect(this, &QTreeView::doubleClicked, this, &ChecklistView::open);
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (index.parent().isValid())
            return;
        m_foldedByHand = true;
        setExpanded(index, !isExpanded(index));
    });
    connect(&look, &Look::changed, viewport(), qOverload<>(&QWidget::update));
}

void ChecklistView::select(const QString &stepId)
{
    const QModelIndex index = m_model.indexOf(stepId);
    if (!index.isValid() || index == currentIndex())
        return;
    setCurrentIndex(index);
    scrollTo(index);
}

QString ChecklistView::selected() const
{
    return m_model.id(currentIndex());
}

void ChecklistView::open(const QModelIndex &index)
{
    if (index.isValid() && index.parent().isValid())
        Q_EMIT opened(m_model.id(index));
}

void ChecklistView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (event->modifiers() & ~Qt::KeypadModifier)
            return event->ignore();
        return open(currentIndex());
    }
    if (!currentIndex().parent().isValid())
        m_foldedByHand = true; // arrows fold a group
    QTreeView::keyPressEvent(event);
}

void ChecklistView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT chosen(m_model.id(current));
}

// A row that comes into action needs a second line: the view has to lay out anew, else rows overlap.
void ChecklistView::noteHeights(const QModelIndex &topLeft, const QModelIndex &bottomRight)
{
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row) {
        const QModelIndex index = topLeft.siblingAtRow(row);
        const ChecklistRow *value = m_model.value(index);
        if (!value)
            continue;
        const bool tall = ChecklistDelegate::isTall(*value);
        if (m_tall.value(value->id) == tall)
            continue;
        m_tall.insert(value->id, tall);
        Q_EMIT m_delegate->sizeHintChanged(index);
        settle();
    }
}

void ChecklistView::settle()
{
    if (std::exchange(m_settling, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_settling = false;
            foldBefore();
            if (currentIndex().isValid())
                scrollTo(currentIndex()); // it may have grown out of sight
        },
        Qt::QueuedConnection);
}

// What was to be done before gives way to what is being done, where there is no room for both.
void ChecklistView::foldBefore()
{
    const QModelIndex before = m_model.index(0, 0);
    if (m_foldedByHand || m_model.rowCount() < 2)
        return;
    int wanted = 0;
    for (int group = 0; group < m_model.rowCount(); ++group) {
        const QModelIndex head = m_model.index(group, 0);
        wanted += m_delegate->sizeHint({}, head).height();
        for (int line = 0; line < m_model.rowCount(head); ++line) {
            const QModelIndex row = m_model.index(line, 0, head);
            wanted += m_delegate->sizeHint({}, row).height();
            for (int part = 0; part < m_model.rowCount(row); ++part)
                wanted += m_delegate->sizeHint({}, m_model.index(part, 0, row)).height();
        }
    }
    setExpanded(before, wanted <= viewport()->height());
}

void ChecklistView::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    settle();
}

} // namespace relight
