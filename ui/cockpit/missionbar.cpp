#include "ui/cockpit/missionbar.h"

#include "ui/cockpit/fact.h"
#include "ui/cockpit/runwords.h"
#include "ui/cockpit/timebar.h"
#include "ui/theme/states.h"
#include "ui/timeline/timelinewords.h"

#include <QHBoxLayout>
#include <QPaintEvent>
#include <QPainter>

namespace relight {

namespace {

class Badge : public QWidget
{
public:
    explicit Badge(const Look &look)
        : m_look(look)
    {
        setFont(textFont(TextStyle::BodyStrong));
        connect(&look, &Look::changed, this, &Badge::fit);
    }
    void show(const ModeLook &mode)
    {
        if (m_mode.badge == mode.badge)
            return;
        m_mode = mode;
        setAccessibleName(mode.badge);
        fit();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_look.color(m_mode.color));
        painter.drawRoundedRect(rect(), 4, 4);
        painter.setPen(m_look.color(Role::BadgeText));
        painter.drawText(rect(), Qt::AlignCenter, m_mode.badge);
    }

private:
    void fit()
    {
        setFixedSize(fontMetrics().horizontalAdvance(m_mode.badge) + 26, fontMetrics().height() + 10);
        update();
    }

    const Look &m_look;
    ModeLook m_mode;
};

QWidget *rule()
{
    auto *line = new QWidget;
    line->setFixedSize(1, 38);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Midlight);
    return line;
}

} // namespace

MissionBar::MissionBar(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_badge(new Badge(look))
    , m_cluster(new Fact(look, tr("Cluster"), TextStyle::Value))
    , m_run(new Fact(look, tr("Run"), TextStyle::Value))
    , m_clock(new Fact(look, tr("Recovery time"), TextStyle::Clock))
    , m_lands(new Fact(look, tr("Lands"), TextStyle::Value))
    , m_loss(new Fact(look, tr("Data loss"), TextStyle::Value))
    , m_bar(new TimeBar(look))
    , m_landsRule(rule())
    , m_lossRule(rule())
{
    setAccessibleName(tr("Mission bar"));
    m_cluster->setYields(true);
    m_clock->setWidestText(QStringLiteral("00:00"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 16, 8);
    row->setSpacing(18);
    row->addWidget(m_badge);
    row->addWidget(m_cluster, 2);
    row->addWidget(rule());
    row->addWidget(m_run);
    row->addWidget(rule());
    row->addWidget(m_clock);
    row->addWidget(m_bar, 2);
    row->addWidget(m_landsRule);
    row->addWidget(m_lands);
    row->addWidget(m_lossRule);
    row->addWidget(m_loss);
    row->addStretch(1);
    const auto fit = [this] {
        setFixedHeight(std::max(60, m_clock->sizeHint().height() + 12));
        update();
    };
    fit();
    connect(&look, &Look::changed, this, fit);
}

void MissionBar::follow(const RunState &run, Timestamp now, const TimelineFrame &frame)
{
    ModeLook mode = lookOf(run.started.mode);
    if (!m_pace.isEmpty() && !run.end)
        mode.badge += u' ' + m_pace;
    static_cast<Badge *>(m_badge)->show(mode);
    m_cluster->setValue({run.started.name, run.cluster ? run.cluster->server : QString()});
    const StateLook state = lookOf(run.phase);
    m_run->setValue({runSummary(run), {}, state.glyph, state.tint});
    const std::optional<Seconds> passed = recoveryTime(run, now);
    const auto rto = run.started.rto;
    Fact::Value clock{passed ? clockText(*passed) : QStringLiteral("–"),
        rto ? tr("of %1").arg(clockText(*rto)) : tr("no objective"), {}, Role::Text,
        passed ? (rto ? tr("%1 of %2").arg(spokenSpan(*passed), spokenSpan(*rto)) : spokenSpan(*passed)) : QString()};
    if (passed && rto && *passed > *rto) {
        clock.glyph = Glyph::Warn;
        clock.tint = Role::Warn;
    }
    m_clock->setValue(clock);
    m_bar->follow(passed.value_or(Seconds{0}), rto, frame.forecast);
    followLanding(frame);
    const auto loss = dataLoss(run);
    m_loss->setVisible(loss.has_value());
    m_lossRule->setVisible(loss.has_value());
    if (loss) {
        Fact::Value value{
            shortSpan(loss->age), run.started.rpo ? tr("objective %1").arg(shortSpan(*run.started.rpo)) : loss->of};
        if (loss->missed) {
            value.glyph = Glyph::Warn;
            value.tint = Role::Warn;
        }
        m_loss->setValue(value);
    }
    fit();
}

void MissionBar::followLanding(const TimelineFrame &frame)
{
    const bool told = frame.forecast || frame.over;
    m_lands->setVisible(told);
    m_landsRule->setVisible(told);
    m_landing = m_landingShort = {};
    if (!told)
        return;
    Fact::Value value;
    value.spoken = landingText(frame);
    if (frame.forecast) {
        const RtoForecast &forecast = *frame.forecast;
        m_landing = minutesText(forecast.half, forecast.nineInTen);
        m_landingShort = minutesText(forecast.half);
        if (forecast.objective)
            value.beside = tr("%1 in time").arg(shareText(forecast.chance));
        if (const QString condition = conditionText(forecast); !condition.isEmpty())
            value.beside += (value.beside.isEmpty() ? QString() : QStringLiteral(", ")) + condition;
    } else {
        m_landing = m_landingShort = clockText(frame.now);
        value.beside = outcomeText(frame);
        if (!frame.cancelled && frame.objective) {
            const bool met = frame.now <= *frame.objective;
            value.glyph = met ? Glyph::Ok : Glyph::Warn;
            value.tint = met ? Role::Ok : Role::Warn;
        }
    }
    value.text = m_giving < 3 ? m_landing : m_landingShort;
    m_lands->setCaption(!frame.over ? tr("Lands") : frame.cancelled ? tr("Cancelled") : tr("Landed"));
    m_lands->setValue(value);
}

int MissionBar::neededWidth(int giving) const
{
    const int between = layout()->spacing();
    int width = 30 + m_badge->width();
    for (const Fact *fact : {m_cluster, m_run, m_clock, m_lands, m_loss}) {
        if (fact->isHidden())
            continue;
        const int wanted = fact->widthFor(giving >= 2);
        width += (fact == m_cluster ? std::min(wanted, giving > 0 ? 120 : 200) : wanted) + 2 * between + 1;
    }
    return width + (giving == 0 ? 120 + between : 0);
}

void MissionBar::fit()
{
    int giving = 0;
    while (giving < 3 && neededWidth(giving) > width())
        ++giving;
    m_giving = giving;
    m_bar->setVisible(giving == 0);
    for (Fact *fact : {m_cluster, m_run, m_clock, m_lands, m_loss})
        fact->setTerse(giving >= 2);
    Fact::Value value = m_lands->value();
    value.text = giving < 3 ? m_landing : m_landingShort;
    if (!m_lands->isHidden())
        m_lands->setValue(value);
}

void MissionBar::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_look.color(Role::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_look.color(Role::Border));
}

void MissionBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace relight
