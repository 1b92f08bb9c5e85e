#include "ui/events/eventdelegate.h"

#include "models/items/eventfeedmodel.h"
#include "ui/theme/states.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace relight {

static QString timeOf(const QModelIndex &index)
{
    const QVariant since = index.data(EventFeedModel::SinceDeclaredRole);
    return since.isValid() ? clockText(since.value<Seconds>()) : QString();
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    paintGround(*painter, option);
    QRect box = option.rect.adjusted(12, 0, -12, 0);
    paintWords(*painter, QRect(box.left(), box.top(), scaled(52), box.height()),
        {timeOf(index), TextStyle::Small, Role::Muted, Qt::AlignTrailing});
    box.setLeft(box.left() + scaled(52) + 10);
    const StateLook state = lookOf(
        index.data(EventFeedModel::ToneRole).value<FeedTone>(), index.data(EventFeedModel::KindRole).value<FeedKind>());
    paintGlyph(*painter, QRect(box.left(), box.top(), scaled(14), box.height()), state.glyph, state.tint, 14);
    box.setLeft(box.left() + scaled(24));
    const int source = std::clamp(box.width() / 5, scaled(96), scaled(220));
    paintWords(*painter, QRect(box.left(), box.top(), source - 12, box.height()),
        {index.data(EventFeedModel::SourceRole).toString(), TextStyle::Small, Role::Muted, Qt::AlignLeading,
            Qt::ElideMiddle});
    box.setLeft(box.left() + source);
    paintWords(*painter, box, {index.data().toString(), TextStyle::Small, Role::Text});
    paintFocus(*painter, option);
    painter->restore();
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {300, rowHeight(22, TextStyle::Small) - 3};
}

bool EventDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return false;
    QToolTip::showText(event->globalPos(),
        QStringLiteral("%1 · %2 · %3")
            .arg(timestampText(index.data(EventFeedModel::AtRole).value<Timestamp>()),
                index.data(EventFeedModel::SourceRole).toString(), index.data().toString()),
        view, view->visualRect(index));
    return true;
}

} // namespace relight
