#include "ui/timeline/timeaxis.h"

#include "models/items/timelinemodel.h"
#include "ui/theme/textstyle.h"
#include "ui/timeline/timelinewords.h"
#include "ui/timeline/timewindow.h"

#include <QPainter>

namespace relight {

TimeAxis::TimeAxis(const Look &look, const TimelineModel &model, const TimeWindow &window, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_look(look)
    , m_window(window)
    , m_model(model)
{
    setAccessibleName(tr("Time axis"));
    setSectionsMovable(false);
    setStretchLastSection(true);
    setMinimumSectionSize(90);
    connect(&look, &Look::changed, this, [this] { viewport()->update(); });
    connect(&window, &TimeWindow::changed, this, [this] { viewport()->update(); });
}

QSize TimeAxis::sizeHint() const
{
    const int line = QFontMetrics(textFont(TextStyle::Caption)).height();
    return {200, 2 * line + 14};
}

QString TimeAxis::nowText(const TimelineFrame &frame)
{
    if (!frame.over)
        return tr("now %1").arg(clockText(frame.now));
    return frame.cancelled ? tr("cancelled %1").arg(clockText(frame.now)) : tr("ended %1").arg(clockText(frame.now));
}

int TimeAxis::gridStep(const TimeScale &scale) const
{
    return scale.step(QFontMetrics(textFont(TextStyle::Caption)).horizontalAdvance(QStringLiteral("000 min")) + 24);
}

void TimeAxis::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    painter->save();
    painter->fillRect(rect, m_look.color(Role::Surface));
    if (section == TimelineModel::BarColumn && m_model.frame().begun) {
        const TimeScale scale(m_window, rect, isRightToLeft());
        const int line = QFontMetrics(textFont(TextStyle::Caption)).height();
        painter->setClipRect(rect);
        painter->setRenderHint(QPainter::Antialiasing);
        paintTicks(*painter, scale, QRect(rect.left(), rect.bottom() - line - 2, rect.width(), line));
        paintFlags(*painter, scale, QRect(rect.left(), rect.top() + 2, rect.width(), line + 5));
    }
    painter->restore();
}

void TimeAxis::paintTicks(QPainter &painter, const TimeScale &scale, const QRect &line) const
{
    const QFont font = textFont(TextStyle::Caption);
    painter.setFont(font);
    painter.setPen(m_look.color(Role::Muted));
    const int step = gridStep(scale);
    const QFontMetrics metrics(font);
    for (double at = std::ceil(m_window.from() / step) * step; at <= m_window.from() + m_window.span(); at += step) {
        const QString text = tickText(Seconds(qint64(at)));
        const qreal width = metrics.horizontalAdvance(text) + 2;
        const qreal left = std::clamp(scale.x(at) - width / 2, qreal(line.left()), line.right() - width);
        painter.drawText(QRectF(left, line.top(), width, line.height()), Qt::AlignCenter, text);
    }
}

void TimeAxis::paintFlags(QPainter &painter, const TimeScale &scale, const QRect &line) const
{
    const TimelineFrame &frame = m_model.frame();
    const QFont font = textFont(TextStyle::CaptionStrong);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const auto flagAt = [&](Seconds time, const QString &text) {
        const qreal width = metrics.horizontalAdvance(text) + 12;
        const qreal left = std::clamp(scale.x(time) - width / 2, qreal(line.left()), line.right() - width);
        return QRectF(left, line.top(), width, line.height());
    };
    QRectF now;
    if (scale.shows(frame.now)) {
        const QString text = nowText(frame);
        now = flagAt(frame.now, text);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_look.color(Role::Text));
        painter.drawRoundedRect(now, 3, 3);
        painter.setPen(m_look.color(Role::Surface));
        painter.drawText(now, Qt::AlignCenter, text);
    }
    if (!frame.objective || !scale.shows(*frame.objective))
        return;
    const QString text = tr("objective %1").arg(clockText(*frame.objective));
    QRectF flag = flagAt(*frame.objective, text);
    if (flag.intersects(now)) { // now is on top; the other one steps aside
        const bool after = scale.x(*frame.objective) >= scale.x(frame.now);
        flag.moveLeft(after ? now.right() + 4 : now.left() - flag.width() - 4);
        if (flag.right() > line.right())
            flag.moveRight(now.left() - 4);
        if (flag.left() < line.left())
            flag.moveLeft(now.right() + 4);
    }
    painter.setPen(m_look.color(Role::Objective));
    painter.drawText(flag, Qt::AlignCenter, text);
}

} // namespace relight
