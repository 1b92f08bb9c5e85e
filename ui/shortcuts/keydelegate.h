#pragma once
// A line of the keys page: the menu's name, or an action and its keys in little frames. Owned by the page; GUI thread.

#include "ui/theme/rowdelegate.h"

namespace relight {

class KeyDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace relight
