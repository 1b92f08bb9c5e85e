#include "ui/checklist/checklistdelegate.h"

#include "models/items/checklistmodel.h"
#include "ui/theme/states.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace relight {

using Kind = ChecklistRow::Kind;

static constexpr int padding = 14;

static ChecklistRow rowAt(const QModelIndex &index)
{
    return index.data(ChecklistModel::RowRole).value<ChecklistRow>();
}

static bool isPart(const ChecklistRow &row)
{
    return row.kind == Kind::Part || row.kind == Kind::Own;
}

// Under its line a part needs only its own name.
static QString nameOf(const ChecklistRow &row)
{
    return row.kind == Kind::Part && row.id.contains(u'/') ? row.id.section(u'/', 1) : row.title;
}

static StateLook stateOf(const ChecklistRow &row)
{
    return row.kind == Kind::Before ? lookOf(row.verdict) : lookOf(row.state);
}

bool ChecklistDelegate::isTall(const ChecklistRow &row)
{
    if (row.kind == Kind::Group || row.kind == Kind::Before || (row.kind == Kind::Line && row.count > 1))
        return false;
    switch (row.state) {
    case StepState::Running:
    case StepState::AwaitingApproval:
    case StepState::Failed:
    case StepState::TimedOut:
    case StepState::Interrupted:
        return true;
    case StepState::Waiting:
        return !row.detail.isEmpty();
    default:
        return false;
    }
}

// Approve "Update DNS: cdn", under the row of that name: approve this.
static QString withoutTitle(const ChecklistRow &row)
{
    QString text = row.detail;
    text.replace(QStringLiteral("\"%1\"").arg(row.title), ChecklistDelegate::tr("this"));
    if (text != row.detail && !text.isEmpty())
        text[0] = text.at(0).toLower();
    return text;
}

QString ChecklistDelegate::secondLine(const ChecklistRow &row)
{
    if (!row.detail.isEmpty() && row.state != StepState::AwaitingApproval)
        return withoutTitle(row);
    if (row.state == StepState::AwaitingApproval)
        return row.detail.isEmpty() ? tr("waits for a person") : tr("needs you: %1").arg(withoutTitle(row));
    if (!row.waitsFor.isEmpty())
        return tr("after %1").arg(row.waitsFor.join(tr(", ")));
    return row.high > Seconds{0} ? tr("expected %1 to %2").arg(clockText(row.low), clockText(row.high)) : QString();
}

QString ChecklistDelegate::sentence(const ChecklistRow &row)
{
    QStringList parts{row.title, stateOf(row).word};
    if (row.elapsed)
        parts << ChecklistDelegate::tr("%1 elapsed").arg(clockText(*row.elapsed));
    if (!row.detail.isEmpty())
        parts << row.detail;
    if (!row.waitsFor.isEmpty())
        parts << ChecklistDelegate::tr("after %1").arg(row.waitsFor.join(ChecklistDelegate::tr(", ")));
    if (!row.owner.isEmpty())
        parts << ChecklistDelegate::tr("by %1").arg(row.owner);
    return parts.join(QStringLiteral(" · "));
}

QSize ChecklistDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const ChecklistRow row = rowAt(index);
    if (row.kind == Kind::Group)
        return {200, rowHeight(28, TextStyle::CaptionStrong)};
    if (!isTall(row))
        return {200, rowHeight(25, TextStyle::Body)};
    return {200, std::max(44, rowHeight(0, TextStyle::Body) + QFontMetrics(textFont(TextStyle::Caption)).height() + 2)};
}

void ChecklistDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const ChecklistRow row = rowAt(index);
    paintGround(*painter, option);
    if (row.kind == Kind::Group)
        paintGroup(*painter, option, row);
    else
        paintLine(*painter, option, row);
    paintFocus(*painter, option);
    painter->restore();
}

void ChecklistDelegate::paintGroup(QPainter &painter, const QStyleOptionViewItem &option, const ChecklistRow &row) const
{
    QRect box = option.rect.adjusted(padding, 0, -padding, 0);
    if (option.rect.top() > 4)
        painter.fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), 1)), look().color(Role::Border));
    const int middle = box.center().y() + 1;
    const qreal x = box.left();
    QPolygonF triangle;
    if (option.state.testFlag(QStyle::State_Open))
        triangle << QPointF(x, middle - 2.5) << QPointF(x + 7, middle - 2.5) << QPointF(x + 3.5, middle + 2.5);
    else
        triangle << QPointF(x + 1, middle - 4) << QPointF(x + 6, middle) << QPointF(x + 1, middle + 4);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().color(Role::Muted));
    painter.drawPolygon(triangle);
    const bool before = row.id == QLatin1String("before");
    const QString count = before ? tr("%1 of %2 checked") : tr("%1 of %2 done");
    const Words right{count.arg(row.finished).arg(row.count), TextStyle::Caption, Role::Muted, Qt::AlignTrailing};
    paintWords(painter, box, right);
    box.adjust(12, 0, -widthOf(right) - 8, 0);
    paintWords(painter, box, {row.title, TextStyle::CaptionStrong, Role::Muted});
}

void ChecklistDelegate::paintLine(QPainter &painter, const QStyleOptionViewItem &option, const ChecklistRow &row) const
{
    const bool tall = isTall(row);
    const bool before = row.kind == Kind::Before;
    const int first = rowHeight(25, TextStyle::Body);
    QRect line = option.rect.adjusted(padding, tall ? 2 : 0, -padding, 0);
    line.setHeight(first);
    if (isPart(row))
        line.setLeft(line.left() + scaled(20) + 4);
    else if (!before) {
        const QString number = row.number > 0 ? QString::number(row.number) : QString();
        paintWords(painter, QRect(line.left() - 4, line.top(), scaled(20), line.height()),
            {number, TextStyle::Caption, Role::Muted, Qt::AlignTrailing});
        line.setLeft(line.left() + scaled(20) + 4);
    }
    const StateLook state = stateOf(row);
    paintGlyph(painter, QRect(line.left(), line.top(), scaled(16), line.height()), state.glyph, state.tint);
    line.setLeft(line.left() + scaled(24));
    if (!before && (row.high > Seconds{0} || row.elapsed)) {
        if (!tall)
            paintWords(painter, line,
                {row.high > Seconds{0} ? clockText(row.high) : QString(), TextStyle::Caption, Role::Muted,
                    Qt::AlignTrailing});
        QRect elapsed = line;
        if (!tall)
            elapsed.setRight(elapsed.right() - std::max(44, widthOf({clockText(row.high), TextStyle::Caption}) + 10));
        if (row.elapsed) {
            const Words words{
                clockText(*row.elapsed), tall ? TextStyle::BodyStrong : TextStyle::Body, Role::Text, Qt::AlignTrailing};
            paintWords(painter, elapsed, words);
            line.setRight(elapsed.right() - widthOf(words) - 8);
        } else {
            line.setRight(elapsed.right() - 4);
        }
    }
    const bool quiet = row.leftOut || row.state == StepState::Pending || row.state == StepState::Skipped;
    const Role role = before
        ? (row.verdict == ReadinessVerdict::Attention || row.verdict == ReadinessVerdict::Bad ? Role::Text
                                                                                              : Role::Muted)
        : (quiet ? Role::Muted : Role::Text);
    const bool strong = tall && row.state != StepState::Waiting;
    const auto elide = isPart(row) ? Qt::ElideMiddle : Qt::ElideRight;
    paintWords(
        painter, line, {nameOf(row), strong ? TextStyle::BodyStrong : TextStyle::Body, role, Qt::AlignLeading, elide});
    if (!tall)
        return;
    const int under = QFontMetrics(textFont(TextStyle::Caption)).height();
    const QRect second(line.left(), line.bottom() - 3, option.rect.right() - padding - line.left(), under);
    paintWords(painter, second, {secondLine(row), TextStyle::Caption, Role::Muted});
}

bool ChecklistDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return false;
    QToolTip::showText(event->globalPos(), sentence(rowAt(index)), view, view->visualRect(index));
    return true;
}

} // namespace relight
