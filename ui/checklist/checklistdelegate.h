#pragma once
// Paints the lines of the two checklists: number, glyph, title, elapsed, estimate; rows in action have a second line.
// Owned by ChecklistView; GUI thread.

#include "models/items/checklistrow.h"
#include "ui/theme/rowdelegate.h"

namespace relight {

class ChecklistDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

    // Running, waiting for a person, gone wrong: two lines.
    [[nodiscard]] static bool isTall(const ChecklistRow &row);
    // What the second line says.
    [[nodiscard]] static QString secondLine(const ChecklistRow &row);
    // The whole row in a sentence, for tooltips and screen readers.
    [[nodiscard]] static QString sentence(const ChecklistRow &row);

private:
    void paintGroup(QPainter &painter, const QStyleOptionViewItem &option, const ChecklistRow &row) const;
    void paintLine(QPainter &painter, const QStyleOptionViewItem &option, const ChecklistRow &row) const;
};

} // namespace relight
