#include "ui/convergence/applicationdelegate.h"

#include "models/items/applicationtreemodel.h"
#include "ui/convergence/applicationwords.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace relight {

static constexpr int padding = 12;

static int glyphWidth()
{
    return scaled(24);
}

using Kind = ApplicationRow::Kind;
using Model = ApplicationTreeModel;

static const ApplicationRow *rowAt(const QModelIndex &index)
{
    const auto *model = qobject_cast<const Model *>(index.model());
    return model ? model->value(index) : nullptr;
}

static int wordWidth(const QString &word)
{
    return QFontMetrics(textFont(TextStyle::Body)).horizontalAdvance(word);
}

int ApplicationDelegate::widthOfColumn(int column)
{
    switch (column) {
    case Model::SyncColumn:
        return glyphWidth() + std::max(wordWidth(lookOf(SyncStatus::OutOfSync).word), wordWidth(tr("Sync failed")))
            + padding;
    case Model::HealthColumn:
        return glyphWidth() + wordWidth(lookOf(HealthStatus::Progressing).word) + padding;
    case Model::SinceColumn:
        return wordWidth(QStringLiteral("0:00:00")) + padding;
    default:
        return 0;
    }
}

QSize ApplicationDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {60, rowHeight(25, TextStyle::Body)};
}

void ApplicationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ApplicationRow *row = rowAt(index);
    if (!row)
        return;
    painter->save();
    painter->setLayoutDirection(option.direction);
    switch (index.column()) {
    case Model::NameColumn:
        paintName(*painter, option, *row);
        break;
    case Model::SyncColumn:
        paintState(*painter, option, syncLook(*row));
        break;
    case Model::HealthColumn:
        paintState(*painter, option, healthLook(*row));
        break;
    case Model::SinceColumn:
        if (row->worst != Trouble::Well)
            paintWords(*painter, option.rect.adjusted(0, 0, -padding, 0),
                {rowSince(*row, m_now), TextStyle::Small, Role::Muted, Qt::AlignTrailing});
        break;
    }
    painter->restore();
}

// The name gives way last, the count first.
void ApplicationDelegate::paintName(
    QPainter &painter, const QStyleOptionViewItem &option, const ApplicationRow &row) const
{
    const bool group = row.kind == Kind::Wave || row.below > 0;
    const bool quiet = row.kind == Kind::More || (row.worst == Trouble::Well && !group);
    const Words name{rowTitle(row), group && row.kind != Kind::More ? TextStyle::BodyStrong : TextStyle::Body,
        quiet ? Role::Muted : Role::Text, Qt::AlignLeading, Qt::ElideMiddle};
    QRect box = option.rect.adjusted(2, 0, -8, 0);
    if (row.kind == Kind::Wave) // nothing stands beside it
        box.setWidth(box.width() + widthOfColumn(Model::SyncColumn) + widthOfColumn(Model::HealthColumn));
    const auto place = [&](int from, int width) {
        return QStyle::visualRect(
            option.direction, option.rect, QRect(box.left() + from, box.top(), width, box.height()));
    };
    int used = std::min(widthOf(name), box.width());
    if (!row.falseGreen.isEmpty()) {
        const QString more
            = row.falseGreen.size() > 1 ? QStringLiteral(" +%1").arg(row.falseGreen.size() - 1) : QString();
        const Words why{falseGreenWord(row.falseGreen.first().kind) + more, TextStyle::Caption, Role::Muted};
        const int wanted = scaled(22) + widthOf(why);
        used = std::min(used, std::max(box.width() - wanted - 10, box.width() / 2));
        const int left = used + 10;
        paintGlyph(painter, place(left, scaled(14)), Glyph::Warn, Role::Warn, 14);
        paintWords(painter, place(left + scaled(20), box.width() - left - scaled(20)), why);
    } else if (const QString count = rowCount(row); !count.isEmpty() && box.width() - used > 40) {
        Words words{count, TextStyle::Caption, Role::Muted};
        if (widthOf(words) > box.width() - used - 9)
            words.text = QString::number(row.below);
        paintWords(painter, place(used + 9, box.width() - used - 9), words);
    }
    paintWords(painter, place(0, used), name);
}

void ApplicationDelegate::paintState(
    QPainter &painter, const QStyleOptionViewItem &option, const StateLook &state) const
{
    if (state.word.isEmpty())
        return;
    const QRect box = option.rect;
    const auto place = [&](int from, int width) {
        return QStyle::visualRect(option.direction, box, QRect(box.left() + from, box.top(), width, box.height()));
    };
    paintGlyph(painter, place(0, scaled(16)), state.glyph, state.tint);
    paintWords(painter, place(glyphWidth(), box.width() - glyphWidth() - 4),
        {state.word, TextStyle::Body, state.tint == Role::Ok ? Role::Muted : Role::Text});
}

bool ApplicationDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &, const QModelIndex &index)
{
    const ApplicationRow *row = rowAt(index);
    if (event->type() != QEvent::ToolTip || !row)
        return false;
    QString text = rowSentence(*row);
    if (row->since)
        text += QStringLiteral(" · ") + tr("seen so since %1").arg(timestampText(*row->since));
    QToolTip::showText(event->globalPos(), text.toHtmlEscaped(), view, view->visualRect(index));
    return true;
}

} // namespace relight
