#include "ui/step/stepside.h"

#include "ui/consent/decisionform.h"
#include "ui/consent/decisionwords.h"
#include "ui/step/attemptlist.h"
#include "ui/step/factlist.h"
#include "ui/theme/panels.h"
#include "ui/theme/textlabel.h"

#include <QEvent>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

namespace relight {

namespace {

// As high as what is in it at this width where there is the room, and scrolls where there is not: buttons are never
// squeezed.
class Fitting : public QScrollArea
{
public:
    explicit Fitting(QWidget *content)
    {
        setWidget(content);
        setWidgetResizable(true);
        setFrameShape(NoFrame);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        setFocusPolicy(Qt::NoFocus); // its field and buttons scroll it
        content->installEventFilter(this);
    }

    QSize sizeHint() const override
    {
        const QSize inside = widget()->sizeHint();
        const int high
            = widget()->hasHeightForWidth() ? widget()->heightForWidth(viewport()->width()) : inside.height();
        return {inside.width(), high};
    }
    QSize minimumSizeHint() const override
    {
        return {widget()->minimumSizeHint().width(), std::min(sizeHint().height(), scaled(120))};
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
    void resizeEvent(QResizeEvent *event) override
    {
        QScrollArea::resizeEvent(event);
        if (event->oldSize().width() != event->size().width())
            updateGeometry();
    }
};

} // namespace

StepSide::StepSide(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_facts(new FactList(look))
    , m_attemptHead(new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("Attempts")))
    , m_attempts(new AttemptList(look))
    , m_form(new DecisionForm(look, 8))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *inside = surface();
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 14, 12);
    column->setSpacing(6);
    column->addWidget(new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("Facts")));
    column->addWidget(m_facts);
    column->addSpacing(10);
    column->addWidget(m_attemptHead);
    column->addWidget(m_attempts);
    column->addStretch(1);

    auto *decision = new QWidget;
    decision->setAutoFillBackground(true);
    decision->setBackgroundRole(QPalette::Button);
    auto *box = new QVBoxLayout(decision);
    box->setContentsMargins(16, 12, 16, 12);
    box->addWidget(m_form);
    m_decision = new Fitting(decision);

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scrolling(inside, tr("Facts and attempts")), 1);
    all->addWidget(separator(Qt::Horizontal));
    all->addWidget(m_decision);
}

void StepSide::showFacts(const QList<StepFact> &facts)
{
    m_facts->setFacts(facts);
}

void StepSide::showAttempts(const StepStatus &step, Timestamp now)
{
    m_attemptHead->show();
    m_attempts->show();
    m_attempts->follow(step, now);
}

void StepSide::hideAttempts()
{
    m_attemptHead->hide();
    m_attempts->hide();
}

void StepSide::lookOn()
{
    m_looksOn = true;
    m_decision->hide();
}

bool StepSide::showDecision(const RunState &run, const QString &stepId, const QStringList &seenBeside)
{
    const QList<Decision> sorted = byUrgency(run);
    const auto open = std::ranges::find(sorted, stepId, &Decision::stepId);
    const bool asked = open != sorted.cend() && !run.end && !m_looksOn;
    m_decision->setVisible(asked);
    if (!asked)
        return false;
    m_form->setSeenBeside(seenBeside);
    m_form->ask(togetherWith(*open, run), run.started.name);
    return true;
}

} // namespace relight
