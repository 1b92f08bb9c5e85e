#include "ui/cockpit/missionbar.h"

#include "ui/cockpit/fact.h"
#include "ui/cockpit/runwords.h"
#include "ui/cockpit/timebar.h"
#include "ui/theme/states.h"

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
        connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
    }
    void show(const ModeLook &mode)
    {
        if (m_mode.badge == mode.badge)
            return;
        m_mode = mode;
        setAccessibleName(mode.badge);
        setFixedSize(fontMetrics().horizontalAdvance(mode.badge) + 26, fontMetrics().height() + 10);
        update();
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
    , m_loss(new Fact(look, tr("Data loss"), TextStyle::Value))
    , m_bar(new TimeBar(look))
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
    row->addWidget(m_lossRule);
    row->addWidget(m_loss);
    row->addStretch(1);
    setFixedHeight(std::max(60, m_clock->sizeHint().height() + 12));
    connect(&look, &Look::changed, this, qOverload<>(&QWidget::update));
}

void MissionBar::follow(const RunState &run, Timestamp now)
{
    static_cast<Badge *>(m_badge)->show(lookOf(run.started.mode));
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
    m_bar->follow(passed.value_or(Seconds{0}), rto);
    const auto loss = dataLoss(run);
    m_lossKnown = loss.has_value();
    m_loss->setVisible(m_lossKnown);
    m_lossRule->setVisible(m_lossKnown);
    if (loss) {
        Fact::Value value{
            shortSpan(loss->age), run.started.rpo ? tr("objective %1").arg(shortSpan(*run.started.rpo)) : loss->of};
        if (loss->missed) {
            value.glyph = Glyph::Warn;
            value.tint = Role::Warn;
        }
        m_loss->setValue(value);
    }
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
    m_bar->setVisible(width() >= 1100);
}

} // namespace relight
