#include "ui/consent/decisiondialog.h"

#include "ui/consent/decisionform.h"
#include "ui/consent/decisionwords.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace relight {

static QString titleOf(const Decision &decision, const RunState &run)
{
    const StepStatus *step = run.step(decision.stepId);
    return step ? QStringLiteral("%1 · %2").arg(run.started.name, step->planned.title) : run.started.name;
}

DecisionDialog::DecisionDialog(const Look &look, const Decision &decision, const RunState &run, QWidget *parent)
    : ModeDialog(look, run.started.mode, titleOf(decision, run), parent)
    , m_id(decision.id)
    , m_form(new DecisionForm(look, 22))
{
    cancelButton()->setText(tr("&Not now"));
    content()->addWidget(m_form);
    m_form->setAccessKeys(true);
    buttons()->insertWidget(1, m_form->refuseButton());
    buttons()->insertWidget(2, m_form->approveButton());
    QWidget *last = m_form->refuseButton();
    setTabOrder(m_form->approveButton(), last);
    if (!decision.stepId.isEmpty()) {
        auto *skip = new QPushButton(tr("S&kip with reason…"));
        skip->setAutoDefault(false);
        buttons()->insertWidget(0, skip);
        setTabOrder(last, skip);
        last = skip;
        connect(skip, &QPushButton::clicked, this, [this, step = decision.stepId] {
            reject();
            Q_EMIT skipAsked(step);
        });
    }
    setTabOrder(last, cancelButton());
    connect(m_form, &DecisionForm::granted, this, [this](const QList<Decision> &decisions, const QString &comment) {
        accept();
        Q_EMIT granted(decisions, comment);
    });
    connect(m_form, &DecisionForm::refused, this, [this](const QList<Decision> &decisions) {
        reject();
        Q_EMIT refused(decisions);
    });
    follow(run);
    m_form->focusFirst();
    fitHeight(std::max(660, sizeHint().width()));
}

void DecisionDialog::follow(const RunState &run)
{
    const auto open = std::ranges::find(run.open, m_id, &Decision::id);
    if (open == run.open.cend())
        return reject();
    m_form->ask(togetherWith(*open, run), run.started.name);
}

} // namespace relight
