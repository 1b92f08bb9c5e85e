#pragma once
// The resources as a tree: kind and name, sync, health, why. The root cause is said in words. Owned by the resource
// panel; GUI thread.

#include "models/items/resourcetreemodel.h"
#include "ui/theme/rowdelegate.h"

#include <QTreeView>

namespace relight {

// What a screen reader is told of a resource.
[[nodiscard]] QString resourceSentence(const ResourceItem &item);

class ResourceDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::paintFocus;
    using RowDelegate::paintGround;
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
};

// Column heads and sentences over the plain model.
class SpokenResources : public ResourceTreeModel
{
    Q_OBJECT
public:
    using ResourceTreeModel::ResourceTreeModel;

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant valueData(const ResourceItem &item, int column, int role) const override;
};

class ResourceTreeView : public QTreeView
{
    Q_OBJECT
public:
    ResourceTreeView(const Look &look, ResourceTreeModel &model, QWidget *parent = nullptr);

    void select(const QString &id); // of a resource; opens what it is below
    QString selected() const;

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void fitColumns();
    void openChain(const QModelIndex &above, int first, int last);

    ResourceTreeModel &m_model;
    ResourceDelegate *m_delegate;
    bool m_going = false, m_passedOn = false; // rows go; the current one was among them
};

} // namespace relight
