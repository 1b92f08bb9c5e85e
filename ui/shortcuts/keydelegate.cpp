#include "ui/shortcuts/keydelegate.h"

#include "ui/palette/keycap.h"

#include <QPainter>

namespace relight {

static constexpr int edge = 18;

void KeyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setLayoutDirection(option.direction);
    const QString text = index.data().toString();
    if (!index.parent().isValid()) {
        if (index.column() == 0)
            paintWords(
                *painter, option.rect.adjusted(edge, 8, -edge, 0), {text, TextStyle::CaptionStrong, Role::Muted});
    } else {
        paintGround(*painter, option);
        if (index.column() == 0) {
            paintWords(*painter, option.rect.adjusted(edge, 0, -8, 0), {text});
            paintFocus(*painter, option);
        } else {
            paintKeyCap(*painter, look(), option.rect.adjusted(edge, 0, -edge, 0), text, option.direction);
        }
    }
    painter->restore();
}

QSize KeyDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const QString text = index.data().toString();
    if (!index.parent().isValid())
        return {80, rowHeight(30, TextStyle::CaptionStrong) + 4};
    const int width = index.column() == 1 ? keyCapWidth(text) + 2 * edge : widthOf({text}) + edge + 8;
    return {width, rowHeight(25, TextStyle::Body)};
}

} // namespace relight
