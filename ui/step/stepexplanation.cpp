#include "ui/step/stepexplanation.h"

#include "ui/step/stepprogress.h"
#include "ui/theme/codebox.h"
#include "ui/theme/panels.h"
#include "ui/theme/textlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace relight {

StepExplanation::StepExplanation(const Look &look, QWidget *parent)
    : QScrollArea(parent)
    , m_outcome(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_progress(new StepProgressView(look))
    , m_whyHead(new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("Why this step")))
    , m_why(new TextLabel(look, TextStyle::Body, Role::Text))
    , m_runHead(new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("What will run")))
    , m_riskHead(new TextLabel(look, TextStyle::BodyStrong, Role::Text, tr("What could go wrong")))
    , m_risks(new TextLabel(look, TextStyle::Body, Role::Muted))
    , m_commands(new CodeBox(look, 1, 16))
    , m_asShell(new QPushButton(tr("As shell")))
    , m_copy(new QPushButton(tr("Copy")))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Why this step, what will run, what could go wrong"));
    m_commands->setAccessibleName(tr("What will run"));
    m_asShell->setCheckable(true);
    m_asShell->setToolTip(tr("The same with standard tools, as you would type it"));
    connect(m_asShell, &QPushButton::toggled, this, &StepExplanation::showCommands);
    connect(m_copy, &QPushButton::clicked, this,
        [this] { QGuiApplication::clipboard()->setText((m_asShell->isChecked() ? m_shell : m_exact).join(u'\n')); });

    QWidget *inside = surface();
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(18, 12, 16, 14);
    column->setSpacing(6);
    column->addWidget(m_outcome);
    column->addWidget(m_progress);
    column->addWidget(m_whyHead);
    column->addWidget(m_why);
    column->addSpacing(2);
    auto *runHead = new QHBoxLayout;
    runHead->addWidget(m_runHead, 1);
    runHead->addWidget(m_asShell);
    runHead->addWidget(m_copy);
    column->addLayout(runHead);
    column->addWidget(m_commands);
    column->addSpacing(2);
    column->addWidget(m_riskHead);
    column->addWidget(m_risks);
    column->addStretch(1);
    setWidget(inside);
    setStep(nullptr);
    setOutcome({});
    setProgress(nullptr);
}

void StepExplanation::setOutcome(const QString &text)
{
    m_outcome->setText(text);
    m_outcome->setVisible(!text.isEmpty());
}

void StepExplanation::setStep(const Step *step)
{
    QStringList risks;
    for (const QString &risk : step ? step->explanation.risks : QStringList())
        risks << QStringLiteral("•  ") + risk;
    m_why->setText(step ? step->explanation.why : QString());
    m_risks->setText(risks.join(u'\n'));
    for (QWidget *part : std::initializer_list<QWidget *>{m_whyHead, m_why})
        part->setVisible(step && !step->explanation.why.isEmpty());
    for (QWidget *part : std::initializer_list<QWidget *>{m_riskHead, m_risks})
        part->setVisible(!risks.isEmpty());
    m_exact = step ? step->commands : QStringList();
    m_shell = step ? step->shell : QStringList();
    showCommands();
}

void StepExplanation::setProgress(const StepProgress *progress)
{
    m_progress->setVisible(progress);
    if (progress)
        m_progress->follow(*progress);
}

void StepExplanation::showCommands()
{
    const bool any = !m_exact.isEmpty() || !m_shell.isEmpty();
    m_asShell->setVisible(!m_shell.isEmpty());
    m_commands->setLines(m_asShell->isChecked() && !m_shell.isEmpty() ? m_shell : m_exact);
    for (QWidget *part : std::initializer_list<QWidget *>{m_runHead, m_commands, m_copy})
        part->setVisible(any);
}

} // namespace relight
