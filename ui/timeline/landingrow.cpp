#include "ui/timeline/landingrow.h"

#include "ui/theme/textstyle.h"
#include "ui/timeline/timelineview.h"
#include "ui/timeline/timelinewords.h"
#include "ui/timeline/timewindow.h"

#include <QHeaderView>
#include <QPainter>

namespace relight {

static constexpr int shapeHeight = 30;

static int lineHeight()
{
    return QFontMetrics(textFont(TextStyle::Caption)).height();
}

LandingRow::LandingRow(const Look &look, const TimelineView &view, const TimeWindow &window, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_view(view)
    , m_window(window)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Landing"));
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
    connect(&window, &TimeWindow::changed, this, qOverload<>(&QWidget::update));
    connect(view.header(), &QHeaderView::sectionResized, this, qOverload<>(&QWidget::update));
}

void LandingRow::follow(const TimelineFrame &frame)
{
    m_frame = frame;
    const QString text = landingText(frame);
    setToolTip(text);
    setAccessibleDescription(text);
    update();
}

QSize LandingRow::sizeHint() const
{
    return {300, 2 * lineHeight() + shapeHeight + 12};
}

void LandingRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.color(Role::Surface));
    QRect bars = m_view.barColumn();
    bars.setTop(0);
    bars.setHeight(height());
    const bool mirrored = isRightToLeft();
    const QRect name
        = mirrored ? QRect(bars.right(), 0, width() - bars.right(), height()) : QRect(0, 0, bars.left(), height());
    paintName(painter, name);
    if (!m_frame.begun)
        return;
    const TimeScale scale(m_window, bars, mirrored);
    painter.setClipRect(bars);
    const int floor = lineHeight() + 4 + shapeHeight;
    const QRect shape(bars.left(), lineHeight() + 4, bars.width(), shapeHeight);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_frame.forecast)
        paintShape(painter, scale, shape);
    painter.setPen(QPen(m_look.color(Role::Planned), 1));
    painter.drawLine(QPointF(scale.area().left(), floor + 0.5), QPointF(scale.area().right(), floor + 0.5));
    if (m_frame.objective && scale.shows(*m_frame.objective)) {
        QPen dashed(m_look.color(Role::Objective), 2, Qt::CustomDashLine, Qt::FlatCap);
        dashed.setDashPattern({3, 2});
        painter.setPen(dashed);
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.drawLine(qRound(scale.x(*m_frame.objective)), 0, qRound(scale.x(*m_frame.objective)), floor);
        painter.setRenderHint(QPainter::Antialiasing);
    }
    if (scale.shows(m_frame.now))
        painter.fillRect(QRectF(qRound(scale.x(m_frame.now)) - 1, 0, 2, floor), m_look.color(Role::Text));
    if (m_frame.forecast) {
        paintMarks(painter, scale, shape);
        if (m_frame.forecast->objective)
            paintShares(painter, scale, QRect(bars.left(), floor + 3, bars.width(), lineHeight()));
    } else {
        paintOutcome(painter, scale, QRect(bars.left(), floor + 3, bars.width(), lineHeight()));
    }
}

void LandingRow::paintName(QPainter &painter, const QRect &box) const
{
    const QRect text = box.adjusted(isRightToLeft() ? 8 : 36, lineHeight() - 2, isRightToLeft() ? -36 : -8, 0);
    painter.setFont(textFont(TextStyle::BodyStrong));
    painter.setPen(m_look.color(Role::Text));
    const int line = painter.fontMetrics().height();
    painter.drawText(QRect(text.left(), text.top(), text.width(), line), Qt::AlignLeading | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(landingTitle(m_frame), Qt::ElideRight, text.width()));
    const QString under = m_frame.forecast ? conditionText(*m_frame.forecast) : QString();
    painter.setFont(textFont(TextStyle::Caption));
    painter.setPen(m_look.color(Role::Muted));
    painter.drawText(QRect(text.left(), text.top() + line, text.width(), lineHeight()),
        Qt::AlignLeading | Qt::AlignVCenter, painter.fontMetrics().elidedText(under, Qt::ElideRight, text.width()));
}

void LandingRow::paintShape(QPainter &painter, const TimeScale &scale, const QRect &box) const
{
    const RtoForecast &forecast = *m_frame.forecast;
    QList<double> heights = QList<double>(2, 0.0) + forecast.shares + QList<double>(2, 0.0);
    for (int pass = 0; pass < 3; ++pass) { // five hundred draws are a little rough
        QList<double> before = heights;
        for (qsizetype i = 1; i + 1 < heights.size(); ++i)
            heights[i] = (before[i - 1] + 2 * before[i] + before[i + 1]) / 4;
    }
    const double highest = *std::ranges::max_element(heights);
    if (highest <= 0)
        return;
    const double first = double(forecast.from.count()), width = double(forecast.bin.count());
    QPolygonF outline{QPointF(scale.x(first - 2 * width), box.bottom() + 1)};
    for (qsizetype i = 0; i < heights.size(); ++i)
        outline << QPointF(
            scale.x(first + (double(i) - 1.5) * width), box.bottom() + 1 - heights[i] / highest * (box.height() - 4));
    outline << QPointF(scale.x(first + double(heights.size() - 2) * width), box.bottom() + 1);
    QColor fill = m_look.color(Role::Forecast);
    fill.setAlphaF(0.38F);
    painter.save();
    painter.setClipRect(QRect(scale.area().left(), 0, scale.area().width(), height()), Qt::IntersectClip);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawPolygon(outline);
    painter.setPen(QPen(m_look.color(Role::Forecast), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(outline);
    painter.restore();
}

void LandingRow::paintMarks(QPainter &painter, const TimeScale &scale, const QRect &box) const
{
    const RtoForecast &forecast = *m_frame.forecast;
    painter.setFont(textFont(TextStyle::CaptionStrong));
    const auto label = [&](Seconds at, const QString &text) {
        const qreal width = painter.fontMetrics().horizontalAdvance(text) + 6;
        const qreal left = std::clamp(scale.x(at) - width / 2, qreal(scale.area().left()),
            std::max<qreal>(scale.area().left(), scale.area().right() - width));
        return QRectF(left, 0, width, lineHeight() + 2);
    };
    const QString half = tr("half by %1").arg(minutesText(forecast.half));
    const QString nine = tr("9 in 10 by %1").arg(minutesText(forecast.nineInTen));
    QRectF first = label(forecast.half, half), second = label(forecast.nineInTen, nine);
    if (first.intersects(second)) {
        const qreal overlap = std::min(first.right(), second.right()) - std::max(first.left(), second.left()) + 8;
        const qreal aside = scale.mirrored() ? -overlap : overlap;
        if (const qreal room = scale.area().right() - second.right(); !scale.mirrored() && room < overlap)
            first.translate(-overlap, 0);
        else
            second.translate(aside, 0);
    }
    for (const auto &[at, text, place] : {std::tuple(forecast.half, half, first), {forecast.nineInTen, nine, second}}) {
        if (!scale.shows(at))
            continue;
        painter.setPen(QPen(m_look.color(Role::Forecast), 2));
        painter.drawLine(QPointF(scale.x(at), box.top() + (at == forecast.half ? 0 : box.height() / 2)),
            QPointF(scale.x(at), box.bottom() + 1));
        painter.fillRect(place, m_look.color(Role::Surface)); // no line goes through words
        painter.setPen(m_look.color(Role::Text));
        painter.drawText(place, Qt::AlignCenter, text);
    }
}

void LandingRow::paintShares(QPainter &painter, const TimeScale &scale, const QRect &line) const
{
    const RtoForecast &forecast = *m_frame.forecast;
    if (!scale.shows(*forecast.objective))
        return;
    const QString before = tr("%1 before").arg(shareText(forecast.chance));
    const QString after = tr("%1 after").arg(shareText(1 - forecast.chance));
    const qreal x = scale.x(*forecast.objective);
    const auto put = [&](const QString &text, TextStyle style, Role role, bool left) {
        painter.setFont(textFont(style));
        painter.setPen(m_look.color(role));
        const qreal width = painter.fontMetrics().horizontalAdvance(text) + 2;
        painter.drawText(QRectF(left ? x - width - 6 : x + 6, line.top(), width, line.height()), Qt::AlignCenter, text);
    };
    put(before, TextStyle::Caption, Role::Muted, !scale.mirrored());
    put(after, TextStyle::CaptionStrong, Role::Objective, scale.mirrored());
}

void LandingRow::paintOutcome(QPainter &painter, const TimeScale &scale, const QRect &line) const
{
    painter.setFont(textFont(TextStyle::CaptionStrong));
    painter.setPen(m_look.color(Role::Text));
    const QString text = landingText(m_frame);
    const qreal width = std::min<qreal>(painter.fontMetrics().horizontalAdvance(text) + 2, scale.area().width());
    const qreal left
        = std::clamp(scale.x(m_frame.now) - width / 2, qreal(scale.area().left()), scale.area().right() + 1 - width);
    painter.drawText(QRectF(left, line.top(), width, line.height()), Qt::AlignCenter,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, int(width)));
}

} // namespace relight
