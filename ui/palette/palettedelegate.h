#pragma once
// One offer of the palette in a line: glyph, name with the typed letters marked, where it belongs, and at the right its
// keys, or why it cannot be done now. Owned by the palette; GUI thread.

#include "ui/theme/rowdelegate.h"

namespace relight {

class PaletteDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int paintTitle(QPainter &painter, const QRect &box, const QModelIndex &index, Role role) const;
};

} // namespace relight
