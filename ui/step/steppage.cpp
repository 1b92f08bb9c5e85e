#include "ui/step/steppage.h"

#include "models/items/logmodel.h"
#include "ui/consent/decisionform.h"
#include "ui/consent/decisionwords.h"
#include "ui/step/attemptlist.h"
#include "ui/step/logview.h"
#include "ui/step/stepprogress.h"
#include "ui/theme/codebox.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textlabel.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>

namespace relight {

static constexpr int foldBelow = 820, rightWidth = 320;

static QWidget *surface()
{
    auto *widget = new QWidget;
    widget->setAutoFillBackground(true);
    widget->setBackgroundRole(QPalette::Base);
    return widget;
}

static QWidget *rule()
{
    auto *line = new QFrame;
    line->setFixedSize(QWIDGETSIZE_MAX, 1);
    line->setFixedHeight(1);
    line->setMinimumWidth(0);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Midlight);
    return line;
}

StepPage::StepPage(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
{
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(rule());
    m_columns = new QBoxLayout(QBoxLayout::LeftToRight);
    m_columns->setSpacing(0);
    m_columns->addWidget(makeLeft(), 1);
    m_right = makeRight();
    m_columns->addWidget(m_right);
    column->addLayout(m_columns, 1);
}

QWidget *StepPage::makeHead()
{
    m_state = new StateLabel(m_look, TextStyle::Title);
    m_state->setGlyphSize(22);
    m_title = new TextLabel(m_look, TextStyle::Title, Role::Text);
    m_title->setWordWrap(false);
    m_title->setMinimumWidth(60);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_summary = new ElidedLabel(m_look, TextStyle::Small, Role::Muted, Qt::ElideRight);
    m_retry = new QPushButton(tr("Retry"));
    m_done = new QPushButton(tr("Mark done…"));
    m_skip = new QPushButton(tr("Skip with reason…"));
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryAsked(m_stepId); });
    connect(m_done, &QPushButton::clicked, this, [this] { Q_EMIT doneAsked(m_stepId); });
    connect(m_skip, &QPushButton::clicked, this, [this] { Q_EMIT skipAsked(m_stepId); });

    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_summary);
    auto *head = new QWidget;
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(18, 10, 16, 10);
    row->setSpacing(8);
    row->addWidget(m_state);
    row->addSpacing(6);
    row->addLayout(words, 1);
    for (QPushButton *button : {m_retry, m_done, m_skip})
        row->addWidget(button);
    return head;
}

QWidget *StepPage::makeLeft()
{
    m_outcome = new TextLabel(m_look, TextStyle::Body, Role::Text);
    m_whyHead = new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("Why this step"));
    m_why = new TextLabel(m_look, TextStyle::Body, Role::Text);
    m_runHead = new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("What will run"));
    m_commands = new CodeBox(m_look, 1, 8);
    m_commands->setAccessibleName(tr("What will run"));
    m_asShell = new QPushButton(tr("As shell"));
    m_asShell->setCheckable(true);
    m_asShell->setToolTip(tr("The same with standard tools, as you would type it"));
    m_copy = new QPushButton(tr("Copy"));
    m_riskHead = new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("What could go wrong"));
    m_risks = new TextLabel(m_look, TextStyle::Body, Role::Muted);
    m_progress = new StepProgressView(m_look);
    m_following = new TextLabel(m_look, TextStyle::Caption, Role::Muted, tr("following the end"));
    m_following->setWordWrap(false);
    m_log = new LogView(m_look);
    m_log->setMinimumHeight(110);
    connect(m_asShell, &QPushButton::toggled, this, &StepPage::showCommands);
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText((m_asShell->isChecked() ? m_shell : m_exact).join(u'\n')); });
    connect(m_log, &LogView::followingChanged, this, [this](bool following) {
        m_following->setText(following ? tr("following the end") : tr("not following; press End to follow"));
    });

    auto *inside = surface();
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(18, 12, 16, 14);
    column->setSpacing(6);
    column->addWidget(m_outcome);
    column->addWidget(m_progress);
    column->addWidget(m_whyHead);
    column->addWidget(m_why);
    column->addSpacing(6);
    auto *runHead = new QHBoxLayout;
    runHead->addWidget(m_runHead, 1);
    runHead->addWidget(m_asShell);
    runHead->addWidget(m_copy);
    column->addLayout(runHead);
    column->addWidget(m_commands);
    column->addSpacing(6);
    column->addWidget(m_riskHead);
    column->addWidget(m_risks);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    auto *both = new QSplitter(Qt::Vertical); // the log is always in sight
    both->addWidget(scroll);
    both->addWidget(makeLog());
    both->setSizes({300, 260});
    both->setStretchFactor(0, 2);
    both->setStretchFactor(1, 3);
    both->setChildrenCollapsible(false);
    return both;
}

QWidget *StepPage::makeLog()
{
    auto *panel = surface();
    auto *title = new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("Log"));
    title->setWordWrap(false);
    auto *head = new QHBoxLayout;
    head->addWidget(title);
    head->addSpacing(8);
    head->addWidget(m_following, 1);
    auto *column = new QVBoxLayout(panel);
    column->setContentsMargins(18, 8, 16, 12);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(m_log, 1);
    return panel;
}

QWidget *StepPage::makeRight()
{
    m_attempts = new AttemptList(m_look);
    m_attemptHead = new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("Attempts"));
    m_form = new DecisionForm(m_look, 8);
    connect(m_form, &DecisionForm::granted, this, &StepPage::granted);
    connect(m_form, &DecisionForm::refused, this, &StepPage::refused);

    auto *inside = surface();
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 14, 12);
    column->setSpacing(6);
    column->addWidget(new TextLabel(m_look, TextStyle::BodyStrong, Role::Text, tr("Facts")));
    m_factGrid = new QGridLayout;
    m_factGrid->setHorizontalSpacing(12);
    m_factGrid->setVerticalSpacing(6);
    m_factGrid->setColumnStretch(1, 1);
    column->addLayout(m_factGrid);
    column->addSpacing(10);
    column->addWidget(m_attemptHead);
    column->addWidget(m_attempts);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);

    m_decision = new QFrame;
    m_decision->setAutoFillBackground(true);
    m_decision->setBackgroundRole(QPalette::Button);
    m_decision->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto *box = new QVBoxLayout(m_decision);
    box->setContentsMargins(16, 12, 16, 12);
    box->addWidget(m_form);

    auto *right = surface();
    auto *all = new QVBoxLayout(right);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(scroll, 1);
    all->addWidget(rule());
    all->addWidget(m_decision);
    return right;
}

void StepPage::showStep(const RunState &run, const StepStatus &status, const Step *step, LogModel *log, Timestamp now)
{
    m_stepId = status.planned.id;
    m_state->setState(lookOf(status.state), QString(u""));
    m_title->setText(status.planned.title);
    m_title->setToolTip(status.planned.title);
    m_summary->setText(stepSummary(run, status, now));
    m_outcome->setText(status.reason);
    m_outcome->setVisible(!status.reason.isEmpty());
    m_why->setText(step ? step->explanation.why : QString());
    QStringList risks;
    for (const QString &risk : step ? step->explanation.risks : QStringList())
        risks << QStringLiteral("•  ") + risk;
    m_risks->setText(risks.join(u'\n'));
    const bool explained = step && !step->explanation.why.isEmpty();
    m_whyHead->setVisible(explained);
    m_why->setVisible(explained);
    m_riskHead->setVisible(!risks.isEmpty());
    m_risks->setVisible(!risks.isEmpty());
    m_exact = step ? step->commands : QStringList();
    m_shell = step ? step->shell : QStringList();
    showCommands();
    showFacts(stepFacts(run, status, step));
    m_attemptHead->show();
    m_attempts->show();
    m_attempts->follow(status, now);
    m_log->setModel(log);
    updateButtons(run, status);
    showDecision(run, m_stepId);
}

void StepPage::showRun(const RunState &run, LogModel *log)
{
    m_stepId.clear();
    const RunWords words = run.end ? endWords(run) : preflightWords(run);
    m_state->setState(words.state, QString(u""));
    m_title->setText(words.title);
    m_title->setToolTip(words.title);
    m_summary->setText(words.summary);
    m_outcome->setText(words.found);
    m_outcome->show();
    for (QWidget *part : std::initializer_list<QWidget *>{
             m_whyHead, m_why, m_riskHead, m_risks, m_attemptHead, m_attempts, m_retry, m_skip, m_done, m_progress})
        part->hide();
    m_exact.clear();
    m_shell.clear();
    showCommands();
    QList<StepFact> facts{{tr("Manifest"), run.started.manifestPath}, {tr("Digest"), run.started.digest},
        {tr("Run"), run.started.runId}, {tr("Commander"), run.started.operatorName}};
    if (run.cluster)
        facts << StepFact{tr("Cluster"), QStringLiteral("%1, UID %2").arg(run.cluster->server, run.cluster->uid)};
    showFacts(facts);
    m_log->setModel(log);
    showDecision(run, {});
}

void StepPage::setProgress(const StepProgress &progress, bool running)
{
    m_progress->setVisible(running && progress.stepId == m_stepId && !m_stepId.isEmpty());
    if (m_progress->isVisibleTo(this))
        m_progress->follow(progress);
}

void StepPage::updateButtons(const RunState &run, const StepStatus &status)
{
    const bool over = run.end.has_value();
    const bool works = status.state == StepState::Running;
    const bool done = status.state == StepState::Succeeded || status.state == StepState::Skipped;
    const bool wrong = status.state == StepState::Failed || status.state == StepState::TimedOut
        || status.state == StepState::Interrupted || status.state == StepState::Cancelled;
    m_retry->setVisible(!over && wrong);
    m_retry->setText(tr("Retry on %1").arg(run.started.name));
    m_skip->setVisible(!over && !works && !done);
    m_done->setVisible(!over && !works && !done && run.dependenciesMet(status));
}

void StepPage::showCommands()
{
    const bool any = !m_exact.isEmpty() || !m_shell.isEmpty();
    m_asShell->setVisible(!m_shell.isEmpty());
    m_commands->setLines(m_asShell->isChecked() && !m_shell.isEmpty() ? m_shell : m_exact);
    for (QWidget *part : std::initializer_list<QWidget *>{m_runHead, m_commands, m_copy})
        part->setVisible(any);
}

void StepPage::showFacts(const QList<StepFact> &facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    while (QLayoutItem *item = m_factGrid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const StepFact &fact : facts) {
        auto *name = new TextLabel(m_look, TextStyle::Body, Role::Muted, fact.name);
        name->setWordWrap(false);
        auto *value = new ElidedLabel(m_look, TextStyle::Body, Role::Text, Qt::ElideMiddle);
        value->setText(fact.value);
        value->setAccessibleName(tr("%1: %2").arg(fact.name, fact.value));
        m_factGrid->addWidget(name, row, 0);
        m_factGrid->addWidget(value, row++, 1);
    }
}

void StepPage::showDecision(const RunState &run, const QString &stepId)
{
    const QList<Decision> sorted = byUrgency(run);
    const auto open = std::ranges::find(sorted, stepId, &Decision::stepId);
    m_decision->setVisible(open != sorted.cend());
    if (open != sorted.cend())
        m_form->ask(togetherWith(*open, run), run.started.name);
}

void StepPage::focusDecision()
{
    m_form->focusFirst();
}

void StepPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fold();
}

void StepPage::fold()
{
    const bool narrow = width() < foldBelow;
    m_columns->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_right->setMinimumWidth(narrow ? 0 : rightWidth);
    m_right->setMaximumWidth(narrow ? QWIDGETSIZE_MAX : std::max(rightWidth, width() * 3 / 10));
    m_right->setMaximumHeight(narrow ? std::max(220, height() * 2 / 5) : QWIDGETSIZE_MAX);
}

} // namespace relight
