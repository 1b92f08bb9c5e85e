#include "ui/convergence/countschart.h"

#include "ui/convergence/applicationwords.h"
#include "ui/convergence/edgelabels.h"
#include "ui/theme/textstyle.h"

#include <QGraphicsLayout>
#include <QMouseEvent>
#include <QToolTip>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>

namespace relight {

namespace {

struct Layer
{
    int ConvergenceCounts::*count;
    Role role;
    const char *word;
};

// From below.
constexpr std::array<Layer, 5> table{{
    {&ConvergenceCounts::healthy, Role::SeriesHealthy, QT_TRANSLATE_NOOP("relight::CountsChart", "healthy")},
    {&ConvergenceCounts::progressing, Role::Running, QT_TRANSLATE_NOOP("relight::CountsChart", "progressing")},
    {&ConvergenceCounts::degraded, Role::Failed, QT_TRANSLATE_NOOP("relight::CountsChart", "degraded")},
    {&ConvergenceCounts::missing, Role::SeriesMissing, QT_TRANSLATE_NOOP("relight::CountsChart", "missing")},
    {&ConvergenceCounts::unknown, Role::SeriesUnknown, QT_TRANSLATE_NOOP("relight::CountsChart", "unknown")},
}};
constexpr int missingLayer = 3;

// Drawn by us: Qt's patterns are in device pixels and vanish on a fine screen.
QBrush hatch(const QColor &line, const QColor &ground, qreal ratio)
{
    constexpr int side = 6;
    QPixmap tile(QSize(side, side) * ratio);
    tile.setDevicePixelRatio(ratio);
    QColor tint = line;
    tint.setAlphaF(0.22F);
    tile.fill(ground);
    QPainter painter(&tile);
    painter.fillRect(0, 0, side, side, tint);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, 1.2));
    for (const int at : {-side, 0, side})
        painter.drawLine(QPointF(at, side), QPointF(at + side, 0));
    return QBrush(tile);
}

} // namespace

CountsChart::CountsChart(const Look &look, const CountsHistory &history, QWidget *parent)
    : QChartView(parent)
    , m_look(look)
    , m_history(history)
    , m_synced(new QLineSeries(this))
    , m_time(new QValueAxis(this))
    , m_count(new QValueAxis(this))
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus); // its figures are in the tree's head and in its accessible description
    setAccessibleName(tr("Applications by health over time"));
    setRenderHint(QPainter::Antialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_count, Qt::AlignLeft);
    m_time->setVisible(false);
    m_count->setVisible(false);
    for (QLineSeries *&bound : m_bounds)
        bound = new QLineSeries(this);
    for (std::size_t i = 0; i < layers; ++i) {
        m_areas[i] = new QAreaSeries(m_bounds[i + 1], m_bounds[i]);
        chart()->addSeries(m_areas[i]);
    }
    chart()->addSeries(m_synced);
    for (QAbstractSeries *series : chart()->series()) {
        series->attachAxis(m_time);
        series->attachAxis(m_count);
    }
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(500));
    connect(&m_soon, &QTimer::timeout, this, &CountsChart::redraw);
    connect(&look, &Look::changed, this, &CountsChart::paintAs);
    paintAs();
}

QSize CountsChart::sizeHint() const
{
    return {460, QFontMetrics(textFont(TextStyle::Caption)).height() * 2 + 118};
}

void CountsChart::paintAs()
{
    setBackgroundBrush(m_look.color(Role::Surface));
    for (std::size_t i = 0; i < layers; ++i) {
        const QColor color = m_look.color(table[i].role);
        m_areas[i]->setPen(QPen(m_look.color(Role::Surface), 1));
        m_areas[i]->setBrush(
            i == missingLayer ? hatch(color, m_look.color(Role::Surface), devicePixelRatioF()) : color);
    }
    m_synced->setPen(QPen(m_look.color(Role::Text), 2, Qt::CustomDashLine));
    QPen dash = m_synced->pen();
    dash.setDashPattern({2.5, 1.5});
    m_synced->setPen(dash);
    viewport()->update();
}

void CountsChart::refresh(Timestamp start)
{
    m_start = start;
    if (m_points.isEmpty())
        redraw(); // the first figures at once
    else if (!m_soon.isActive())
        m_soon.start();
}

void CountsChart::redraw()
{
    m_points = m_history.thinned(std::max(2, int(chart()->plotArea().width())));
    if (m_points.isEmpty())
        return;
    std::array<QList<QPointF>, layers + 1> bounds;
    QList<QPointF> synced;
    int most = 1;
    for (const CountsPoint &point : std::as_const(m_points)) {
        const double x = double((point.at - m_start).count());
        int sum = 0;
        bounds[0] << QPointF(x, 0);
        for (std::size_t i = 0; i < layers; ++i) {
            sum += point.counts.*table[i].count;
            bounds[i + 1] << QPointF(x, sum);
        }
        synced << QPointF(x, point.counts.synced);
        most = std::max(most, sum);
    }
    const double from = bounds[0].first().x(), to = std::max(bounds[0].last().x(), from + 1000);
    m_time->setRange(from, to);
    m_count->setRange(0, most);
    for (std::size_t i = 0; i <= layers; ++i)
        m_bounds[i]->replace(bounds[i]);
    m_synced->replace(synced);
    setAccessibleDescription(summary());
    viewport()->update();
}

static QString figures(const ConvergenceCounts &counts)
{
    QStringList parts;
    for (const Layer &layer : table) {
        if (const int count = counts.*layer.count; count > 0)
            parts << QStringLiteral("%1 %2").arg(count).arg(CountsChart::tr(layer.word));
    }
    parts << CountsChart::tr("%1 synced").arg(counts.synced);
    return parts.join(QStringLiteral(", "));
}

QString CountsChart::summary() const
{
    if (m_history.points().isEmpty())
        return {};
    const ConvergenceCounts counts = m_history.points().last().counts;
    return QStringLiteral("%1: %2").arg(applicationCount(counts.total()), figures(counts));
}

void CountsChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
    redraw();
}

void CountsChart::layOut()
{
    const QFontMetrics caption(textFont(TextStyle::Caption));
    const int edge = caption.horizontalAdvance(tr("%1 progressing").arg(QStringLiteral("99999"))) + 10;
    const int left = caption.horizontalAdvance(QStringLiteral("99999")) + 12;
    chart()->setPlotArea(QRectF(left, caption.height() + 20, std::max(40, viewport()->width() - left - edge - 8),
        std::max(20, viewport()->height() - caption.height() * 2 - 32)));
}

double CountsChart::heightOf(double value) const
{
    const QRectF plot = chart()->plotArea();
    return plot.bottom() - plot.height() * value / std::max(1.0, m_count->max());
}

void CountsChart::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->resetTransform();
    painter->setFont(textFont(TextStyle::Caption));
    paintLegend(*painter);
    if (!m_points.isEmpty()) {
        paintAxes(*painter);
        paintEdge(*painter);
    }
    painter->restore();
}

void CountsChart::paintLegend(QPainter &painter) const
{
    const QFontMetrics metrics = painter.fontMetrics();
    int x = 12;
    const int y = 8;
    const auto fits = [&](int swatch, const QString &text) { // what has no room is named at the right edge
        return x + swatch + metrics.horizontalAdvance(text) <= viewport()->width();
    };
    const auto word = [&](const QString &text) {
        painter.setPen(m_look.color(Role::Muted));
        painter.drawText(QPointF(x, y + metrics.ascent()), text);
        x += metrics.horizontalAdvance(text) + 9;
    };
    for (std::size_t i = 0; i < layers; ++i) {
        if (!fits(15, tr(table[i].word)))
            return;
        const QRect swatch(x, y + (metrics.height() - 10) / 2, 11, 10);
        painter.setBrushOrigin(swatch.topLeft());
        painter.fillRect(swatch, m_areas[i]->brush());
        x += 15;
        word(tr(table[i].word));
    }
    if (!fits(21, tr("synced")))
        return;
    painter.setPen(m_synced->pen());
    painter.drawLine(x, y + metrics.height() / 2, x + 16, y + metrics.height() / 2);
    x += 21;
    word(tr("synced"));
}

void CountsChart::paintAxes(QPainter &painter) const
{
    const QRectF plot = chart()->plotArea();
    const QFontMetrics metrics = painter.fontMetrics();
    painter.setPen(QPen(m_look.color(Role::Border), 1));
    painter.drawLine(plot.topLeft(), plot.bottomLeft());
    painter.drawLine(plot.bottomLeft(), plot.bottomRight());
    painter.setPen(m_look.color(Role::Muted));
    const auto count = [&](double value) {
        painter.drawText(QRectF(0, heightOf(value) - metrics.height() / 2.0, plot.left() - 6, metrics.height()),
            Qt::AlignRight | Qt::AlignVCenter, QString::number(qRound(value)));
    };
    count(0);
    count(m_count->max());
    const double from = m_time->min(), span = m_time->max() - from;
    const int room = metrics.horizontalAdvance(QStringLiteral("00:00:00")) + 24;
    const int marks = std::clamp(int(plot.width()) / room, 1, 6);
    for (int i = 0; i <= marks; ++i) {
        const Seconds at{qint64((from + span * i / marks) / 1000)};
        const double x = plot.left() + plot.width() * i / marks;
        const QString text = clockText(std::max(at, Seconds{0}));
        const double width = metrics.horizontalAdvance(text);
        painter.setPen(m_look.color(i == marks ? Role::Text : Role::Muted)); // now
        painter.drawText(QPointF(std::clamp(x - width / 2, plot.left() - width / 3, plot.right() - width / 2),
                             plot.bottom() + metrics.ascent() + 4),
            text);
    }
}

void CountsChart::paintEdge(QPainter &painter) const
{
    const ConvergenceCounts counts = m_points.last().counts;
    struct Label
    {
        QString text;
        Role role;
        bool strong;
    };
    QList<Label> labels;
    QList<double> wanted;
    int sum = 0;
    for (const Layer &layer : table) {
        const int count = counts.*layer.count;
        if (count > 0) {
            labels << Label{QStringLiteral("%1 %2").arg(count).arg(tr(layer.word)), layer.role, false};
            wanted << heightOf(sum + count / 2.0);
        }
        sum += count;
    }
    labels << Label{tr("%1 synced").arg(counts.synced), Role::Text, true};
    wanted << heightOf(counts.synced);
    const QFontMetrics metrics = painter.fontMetrics();
    const QRectF plot = chart()->plotArea();
    const auto placed = pushedApart(wanted, metrics.height(), plot.top() - 8, plot.bottom() + metrics.height() + 4);
    const int room = int(viewport()->width() - plot.right()) - 22;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        const QRectF swatch(plot.right() + 7, placed.at(i) - 4, 3, 8);
        painter.fillRect(swatch, m_look.color(labels.at(i).role)); // the words stay in a text colour
        painter.setFont(textFont(labels.at(i).strong ? TextStyle::CaptionStrong : TextStyle::Caption));
        painter.setPen(m_look.color(Role::Text));
        painter.drawText(QRectF(plot.right() + 14, placed.at(i) - metrics.height() / 2.0, room, metrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter, labels.at(i).text);
    }
}

void CountsChart::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF plot = chart()->plotArea();
    if (m_points.isEmpty() || !plot.contains(event->position()))
        return QToolTip::hideText();
    const double part = (event->position().x() - plot.left()) / plot.width();
    const Timestamp at = m_start + Milliseconds(qint64(m_time->min() + (m_time->max() - m_time->min()) * part));
    const auto next = std::ranges::upper_bound(m_points, at, {}, &CountsPoint::at);
    const CountsPoint &point = next == m_points.cbegin() ? m_points.first() : *std::prev(next);
    QToolTip::showText(event->globalPosition().toPoint(),
        tr("%1: %2").arg(
            clockText(std::chrono::floor<Seconds>(std::max(at, m_start) - m_start)), figures(point.counts)),
        this);
}

} // namespace relight
