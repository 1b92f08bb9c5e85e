#include "ui/step/steppage.h"

#include "ui/consent/decisionform.h"
#include "ui/step/logpanel.h"
#include "ui/step/logview.h"
#include "ui/step/stepexplanation.h"
#include "ui/step/stepside.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/panels.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>

namespace relight {

static constexpr int foldBelow = 820, sideWidth = 320;

StepPage::StepPage(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_explanation(new StepExplanation(look))
    , m_log(new LogPanel(look))
    , m_left(new QSplitter(Qt::Vertical)) // the log is always in sight
    , m_rule(separator(Qt::Vertical))
    , m_side(new StepSide(look))
    , m_columns(new QBoxLayout(QBoxLayout::LeftToRight))
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_left->addWidget(m_explanation);
    m_left->addWidget(m_log);
    m_left->setChildrenCollapsible(false);
    connect(m_left, &QSplitter::splitterMoved, this, [this] { m_sharedByHand = true; });
    connect(m_side->form(), &DecisionForm::granted, this, &StepPage::granted);
    connect(m_side->form(), &DecisionForm::refused, this, &StepPage::refused);
    m_columns->setSpacing(0);
    m_columns->addWidget(m_left, 1);
    m_columns->addWidget(m_rule);
    m_columns->addWidget(m_side);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(separator(Qt::Horizontal));
    column->addLayout(m_columns, 1);
    share(Share::Reading);
}

QWidget *StepPage::makeHead()
{
    m_state = new StateLabel(m_look, TextStyle::Title);
    m_state->setGlyphSize(22);
    m_title = new ElidedLabel(m_look, TextStyle::Title, Role::Text, Qt::ElideMiddle);
    m_summary = new ElidedLabel(m_look, TextStyle::Small, Role::Muted, Qt::ElideRight);
    m_retry = new QPushButton(tr("Retry"));
    m_done = new QPushButton(tr("Mark done…"));
    m_skip = new QPushButton(tr("Skip with reason…"));
    m_retry->setToolTip(tr("Ctrl+R"));
    m_done->setToolTip(tr("You did it by hand: Ctrl+D"));
    m_skip->setToolTip(tr("Ctrl+Shift+K"));
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryAsked(m_stepId); });
    connect(m_done, &QPushButton::clicked, this, [this] { Q_EMIT doneAsked(m_stepId); });
    connect(m_skip, &QPushButton::clicked, this, [this] { Q_EMIT skipAsked(m_stepId); });

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_summary);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(18, 8, 16, 8);
    row->setSpacing(8);
    row->addWidget(m_state);
    row->addSpacing(6);
    row->addLayout(words, 1);
    for (QPushButton *button : {m_retry, m_done, m_skip})
        row->addWidget(button);
    head->setMinimumHeight(scaled(56)); // the same with and without buttons
    return head;
}

void StepPage::showStep(const RunState &run, const StepStatus &status, const Step *step, LogModel *log, Timestamp now)
{
    m_stepId = status.planned.id;
    m_state->setState(lookOf(status.state), QString(u""));
    m_title->setText(status.planned.title);
    m_summary->setText(stepSummary(run, status, now));
    m_explanation->setStep(step);
    m_side->showFacts(stepFacts(run, status, step));
    m_side->showAttempts(status, now);
    m_log->setModel(log);
    updateButtons(run, status);
    const bool asked = m_side->showDecision(run, m_stepId, m_explanation->commands());
    // The form says why it asks; the same words are not put beside it.
    const bool told = asked && decisionForm()->decisions().first().reason == status.reason;
    m_explanation->setOutcome(told ? QString() : status.reason);
    share(m_log->isEmpty() && status.state != StepState::Running ? Share::Reading : Share::Watching);
}

void StepPage::showRun(const RunState &run, LogModel *log)
{
    m_stepId.clear();
    const RunWords words = run.end ? endWords(run) : preflightWords(run);
    m_state->setState(words.state, QString(u""));
    m_title->setText(words.title);
    m_summary->setText(words.summary);
    m_explanation->setStep(nullptr);
    m_explanation->setOutcome(words.found);
    m_explanation->setProgress(nullptr);
    for (QPushButton *button : {m_retry, m_skip, m_done})
        button->hide();
    m_side->showFacts(runFacts(run));
    m_side->hideAttempts();
    m_log->setModel(log);
    m_side->showDecision(run, {}, {});
    share(run.end ? Share::Reading : Share::Watching);
}

void StepPage::setProgress(const StepProgress &progress, bool running)
{
    const bool says = !progress.text.isEmpty() || progress.total > 0;
    const bool any = running && says && progress.stepId == m_stepId && !m_stepId.isEmpty();
    m_explanation->setProgress(any ? &progress : nullptr);
}

void StepPage::updateButtons(const RunState &run, const StepStatus &status)
{
    const bool over = run.end.has_value() || m_looksOn;
    const bool works = status.state == StepState::Running;
    const bool done = status.state == StepState::Succeeded || status.state == StepState::Skipped;
    const bool wrong = status.state == StepState::Failed || status.state == StepState::TimedOut
        || status.state == StepState::Interrupted || status.state == StepState::Cancelled;
    m_retry->setVisible(!over && wrong);
    m_retry->setText(tr("Retry on %1").arg(run.started.name));
    m_skip->setVisible(!over && !works && !done);
    m_done->setVisible(!over && !works && !done && run.dependenciesMet(status));
}

void StepPage::lookOn()
{
    m_looksOn = true;
    m_side->lookOn();
}

LogView *StepPage::logView()
{
    return m_log->view();
}

DecisionForm *StepPage::decisionForm()
{
    return m_side->form();
}

void StepPage::focusDecision()
{
    decisionForm()->focusFirst();
}

void StepPage::focusRetry()
{
    m_retry->setFocus(Qt::ShortcutFocusReason);
}

void StepPage::find()
{
    m_log->find();
}

void StepPage::findNext(bool forward)
{
    m_log->findNext(forward);
}

void StepPage::share(Share share)
{
    if (share == std::exchange(m_share, share) || m_sharedByHand)
        return;
    const int all = std::max(300, m_left->height());
    const int log = share == Share::Reading ? std::max(110, all / 5) : all * 11 / 20;
    m_left->setSizes({all - log, log});
    m_left->setStretchFactor(0, share == Share::Reading ? 4 : 9);
    m_left->setStretchFactor(1, share == Share::Reading ? 1 : 11);
}

void StepPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fold();
}

void StepPage::fold()
{
    const int least = std::min(scaled(sideWidth), width() / 2);
    const bool narrow = width() < foldBelow;
    setAlong(*m_rule, narrow ? Qt::Horizontal : Qt::Vertical);
    m_columns->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_side->setMinimumWidth(narrow ? 0 : least);
    m_side->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : std::max(least, width() * 3 / 10));
    m_side->setMaximumHeight(narrow ? std::max(220, height() * 2 / 5) : QWIDGETSIZE_MAX);
}

} // namespace relight
