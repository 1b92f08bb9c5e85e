#pragma once
// One cell of the application tree: name with a muted count and what only looks green, sync, health, since. The view
// paints ground and focus over the whole row. Owned by ApplicationView; GUI thread.

#include "models/items/applicationrows.h"
#include "ui/theme/rowdelegate.h"
#include "ui/theme/states.h"

namespace relight {

class ApplicationDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    void setNow(Timestamp now) { m_now = now; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

    static int widthOfColumn(int column); // 0: it takes the rest
    using RowDelegate::paintFocus;
    using RowDelegate::paintGround;

private:
    void paintName(QPainter &painter, const QStyleOptionViewItem &option, const ApplicationRow &row) const;
    void paintState(QPainter &painter, const QStyleOptionViewItem &option, const StateLook &state) const;

    Timestamp m_now;
};

} // namespace relight
