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
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &above) { expand(above); });
    connect(this, &QTreeView::doubleClicked, this, &ChecklistView::open);
    connect(this, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (!index.parent().isValid())
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
    }
}

} // namespace relight
