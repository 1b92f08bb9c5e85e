#include "ui/timeline/timelinedelegate.h"

#include "models/items/timelinemodel.h"
#include "ui/theme/states.h"
#include "ui/timeline/barpainter.h"
#include "ui/timeline/timelinewords.h"
#include "ui/timeline/timewindow.h"

#include <QPainter>

namespace relight {

static constexpr int plannedHeight = 5, barHeight = 10, barsHeight = 22;

TimelineDelegate::TimelineDelegate(const Look &look, const TimeWindow &window, QObject *parent)
    : RowDelegate(look, parent)
    , m_window(window)
{
}

void TimelineDelegate::setRowHeight(int height)
{
    m_height = height;
}

QSize TimelineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {120, rowHeight(m_height, TextStyle::Body)};
}

static qreal topOf(const QRect &row)
{
    return row.top() + std::floor((row.height() - barsHeight) / 2.0);
}

qreal TimelineDelegate::criticalLine(const QRect &row)
{
    return topOf(row) + plannedHeight + 2 + barHeight + 3;
}

std::optional<std::pair<Seconds, Seconds>> TimelineDelegate::criticalSpan(const TimelineRow &row)
{
    if (row.forecast) // what failed and is tried again begins anew
        return std::pair(row.start && !row.end ? *row.start : row.forecast->start, row.forecast->end);
    if (row.start && row.end)
        return std::pair(*row.start, *row.end);
    return row.end ? std::optional(std::pair(*row.end, *row.end)) : std::nullopt;
}

void TimelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const TimelineModel *>(index.model());
    const TimelineRow *row = model ? model->value(index) : nullptr;
    if (!row)
        return;
    painter->save();
    if (index.column() == TimelineModel::TitleColumn) {
        paintGround(*painter, option);
        paintName(*painter, option.rect, *row);
        paintFocus(*painter, option);
    } else {
        if (option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver)) {
            QColor ground
                = look().color(option.state.testFlag(QStyle::State_Selected) ? Role::Selection : Role::Raised);
            ground.setAlphaF(0.6F); // the grid goes on under it
            painter->fillRect(option.rect, ground);
        }
        painter->setClipRect(option.rect);
        painter->setRenderHint(QPainter::Antialiasing);
        paintBars(*painter, option.rect, *row, option.direction == Qt::RightToLeft);
    }
    painter->restore();
}

void TimelineDelegate::paintName(QPainter &painter, const QRect &box, const TimelineRow &row) const
{
    const bool mirrored = painter.layoutDirection() == Qt::RightToLeft;
    const StateLook state = lookOf(row.state);
    const QRect all = box.adjusted(12, 0, -8, 0);
    const auto placed = [&](const QRect &rect) {
        return mirrored ? QRect(all.right() - (rect.left() - all.left()) - rect.width() + 1, rect.top(), rect.width(),
                              rect.height())
                        : rect;
    };
    paintGlyph(painter, placed(QRect(all.left(), all.top(), scaled(16), all.height())), state.glyph, state.tint);
    QRect line = all.adjusted(scaled(24), 0, 0, 0);
    if (row.start && row.state != StepState::Skipped) {
        const Words taken{clockText(row.end.value_or(row.now) - *row.start), TextStyle::Caption, Role::Muted,
            mirrored ? Qt::AlignLeft | Qt::AlignAbsolute : Qt::AlignRight | Qt::AlignAbsolute};
        paintWords(painter, placed(line), taken);
        line.setRight(line.right() - widthOf(taken) - 8);
    }
    const bool quiet = row.state == StepState::Pending || row.state == StepState::Ready
        || row.state == StepState::Skipped || row.state == StepState::Cancelled;
    const bool acts = !quiet && row.state != StepState::Succeeded;
    const bool part = row.stepId.contains(u'/') || row.title.size() > 60;
    paintWords(painter, placed(line),
        {shortTitle(row), acts ? TextStyle::BodyStrong : TextStyle::Body, quiet ? Role::Muted : Role::Text,
            Qt::AlignLeading, part ? Qt::ElideMiddle : Qt::ElideRight});
}

void TimelineDelegate::paintBars(QPainter &painter, const QRect &box, const TimelineRow &row, bool mirrored) const
{
    const TimeScale scale(m_window, box, mirrored);
    const BarPainter bar(painter, look());
    const qreal top = topOf(box), below = top + plannedHeight + 2;
    if (row.plannedHigh() > Seconds{0})
        bar.planned(scale.box(row.plannedStart, row.plannedHighEnd, top, plannedHeight));
    if (row.forecast) {
        const Seconds from = row.state == StepState::Running ? row.now : row.forecast->start;
        if (row.forecast->end > from)
            bar.forecast(scale.box(from, row.forecast->end, below, barHeight));
        if (row.forecast->endLate > row.forecast->end)
            bar.tail(scale.box(row.forecast->end, row.forecast->endLate, below + 2, barHeight - 4), mirrored);
    }
    paintAttempts(painter, scale, below, row);
    if (const auto span = criticalSpan(row); span && row.critical && row.state != StepState::Skipped)
        bar.critical(scale.x(span->first), scale.x(span->second), criticalLine(box));
}

void TimelineDelegate::paintAttempts(QPainter &painter, const TimeScale &scale, qreal top, const TimelineRow &row) const
{
    const BarPainter bar(painter, look());
    for (const TimelineAttempt &attempt : row.tries) {
        const QRectF box = scale.box(attempt.start, attempt.end.value_or(row.end.value_or(row.now)), top, barHeight);
        if (!attempt.outcome)
            bar.actual(box, row.end.has_value());
        else if (*attempt.outcome == AttemptOutcome::Succeeded)
            bar.actual(box, true);
        else if (*attempt.outcome == AttemptOutcome::Failed || *attempt.outcome == AttemptOutcome::TimedOut)
            bar.ended(box, Role::Failed, true);
        else
            bar.ended(box, *attempt.outcome == AttemptOutcome::Interrupted ? Role::Warn : Role::Pending, false);
    }
}

} // namespace relight
