#include "ui/step/stepside.h"

#include "ui/consent/decisionform.h"
#include "ui/consent/decisionwords.h"
#include "ui/step/attemptlist.h"
#include "ui/step/factlist.h"
#include "ui/theme/panels.h"
#include "ui/theme/textlabel.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace relight {

StepSide::StepSide(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_facts(new FactList(look))
    , m_attemptHead(new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("Attempts")))
    , m_attempts(new AttemptList(look))
    , m_decision(new QFrame)
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

    m_decision->setAutoFillBackground(true);
    m_decision->setBackgroundRole(QPalette::Button);
    m_decision->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *box = new QVBoxLayout(m_decision);
    box->setContentsMargins(16, 12, 16, 12);
    box->addWidget(m_form);

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
