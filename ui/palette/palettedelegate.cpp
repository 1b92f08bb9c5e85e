#include "ui/palette/palettedelegate.h"

#include "models/palette/palettemodel.h"
#include "ui/palette/keycap.h"
#include "ui/theme/states.h"

#include <QPainter>
#include <QTextLayout>

namespace relight {

static constexpr int edge = 14, glyphRoom = 26, gap = 12;

// Returns the width it took.
int PaletteDelegate::paintTitle(QPainter &painter, const QRect &box, const QModelIndex &index, Role role) const
{
    const auto &model = static_cast<const PaletteModel &>(*index.model());
    const QFont font = textFont(TextStyle::Body);
    const QString whole = model.entry(index)->title;
    const QString shown = QFontMetrics(font).elidedText(whole, Qt::ElideMiddle, box.width());
    QTextLayout layout(shown, font);
    QTextOption lines;
    lines.setWrapMode(QTextOption::NoWrap);
    lines.setTextDirection(painter.layoutDirection());
    QList<QTextLayout::FormatRange> marks;
    if (shown == whole) { // positions of an elided text are others
        QTextCharFormat mark;
        mark.setForeground(look().color(Role::Accent));
        mark.setFontWeight(QFont::DemiBold);
        for (const int letter : model.matched(index)) {
            const int units = shown.at(letter).isHighSurrogate() ? 2 : 1;
            marks << QTextLayout::FormatRange{letter, units, mark};
        }
    }
    layout.setTextOption(lines);
    layout.setFormats(marks);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(box.width());
    layout.endLayout();
    painter.setPen(look().color(role));
    layout.draw(&painter, QPointF(box.left(), box.top() + (box.height() - line.height()) / 2));
    return int(std::ceil(line.naturalTextWidth()));
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const PaletteEntry *entry = static_cast<const PaletteModel *>(index.model())->entry(index);
    if (!entry)
        return;
    painter->save();
    paintGround(*painter, option);
    const bool mirrored = option.direction == Qt::RightToLeft;
    painter->setLayoutDirection(option.direction);
    QRect box = option.rect.adjusted(edge, 0, -edge, 0);
    const auto takeLeading = [&](int width) {
        const QRect taken(mirrored ? box.right() - width + 1 : box.left(), box.top(), width, box.height());
        mirrored ? box.setRight(box.right() - width) : box.setLeft(box.left() + width);
        return taken;
    };
    const auto takeTrailing = [&](int width) {
        const QRect taken(mirrored ? box.left() : box.right() - width + 1, box.top(), width, box.height());
        mirrored ? box.setLeft(box.left() + width + gap) : box.setRight(box.right() - width - gap);
        return taken;
    };
    const QRect glyph = takeLeading(glyphRoom);
    if (entry->state || entry->health) {
        const StateLook state = entry->state ? lookOf(*entry->state) : lookOf(*entry->health);
        paintGlyph(*painter, QRect(glyph.left(), glyph.top(), 16, glyph.height()), state.glyph, state.tint);
    }
    const Words why{entry->reason, TextStyle::Small, Role::Muted, Qt::AlignTrailing};
    if (!entry->enabled && !entry->reason.isEmpty())
        paintWords(*painter, takeTrailing(std::min(widthOf(why), box.width() / 2)), why);
    else if (!entry->keys.isEmpty())
        paintKeyCap(*painter, look(), takeTrailing(keyCapWidth(entry->keys)), entry->keys, option.direction);
    const int least = box.width() / 4; // of the context, however long the name is
    const Words where{entry->context, TextStyle::Small, Role::Muted, Qt::AlignLeading, Qt::ElideMiddle};
    const int room = box.width() - (entry->context.isEmpty() ? 0 : std::min(widthOf(where) + gap, least));
    const int taken
        = paintTitle(*painter, QRect(mirrored ? box.right() - room + 1 : box.left(), box.top(), room, box.height()),
            index, entry->enabled ? Role::Text : Role::Muted);
    takeLeading(taken + gap);
    paintWords(*painter, box, where);
    paintFocus(*painter, option);
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {300, rowHeight(32, TextStyle::Body)};
}

} // namespace relight
