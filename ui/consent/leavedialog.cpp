#include "ui/consent/leavedialog.h"

#include "ui/theme/codebox.h"
#include "ui/theme/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace relight {

static QString whatGoesOn(const RunState &run)
{
    QStringList running;
    for (const StepStatus &step : run.steps) {
        if (step.state == StepState::Running)
            running << QStringLiteral("\"%1\"").arg(step.planned.title);
    }
    QStringList lines;
    if (!running.isEmpty())
        lines << LeaveDialog::tr("Running now: %1.").arg(running.join(QStringLiteral(", ")));
    for (const Decision &decision : run.open)
        lines << LeaveDialog::tr("Waits for a person, and is asked again: %1.").arg(decision.title);
    if (lines.isEmpty())
        lines << LeaveDialog::tr("No step runs at this moment.");
    return lines.join(u'\n');
}

LeaveDialog::LeaveDialog(const Look &look, const RunState &run, QWidget *parent)
    : ModeDialog(look, run.started.mode, tr("Leave the recovery of %1?").arg(run.started.name), parent)
    , m_now(new TextLabel(look, TextStyle::Body, Role::Text))
{
    auto *again = new CodeBox(look, 1, 2);
    again->setAccessibleName(tr("How to go on in a terminal"));
    again->setLines({QStringLiteral("relight resume %1").arg(run.started.runId)});
    content()->addWidget(m_now);
    content()->addWidget(new TextLabel(look, TextStyle::Body, Role::Text,
        tr("Commands that run now, like terraform, go on without Relight under their supervisors, and no new step "
           "starts. A step that only talks to the cluster stops where it is and is looked at first afterwards. The "
           "recovery clock keeps counting.")));
    content()->addWidget(new TextLabel(look, TextStyle::Body, Role::Text,
        tr("Nothing is lost: every event is on disk. To go on, start Relight and press Resume, or in a terminal:")));
    content()->addWidget(again);
    auto *leave = new QPushButton(tr("&Leave it for now"));
    leave->setAutoDefault(false);
    buttons()->insertWidget(1, leave);
    cancelButton()->setText(tr("&Stay"));
    connect(leave, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT leaveAsked();
    });
    setTabOrder({leave, cancelButton()});
    follow(run);
    cancelButton()->setFocus();
    fitHeight(600);
}

void LeaveDialog::follow(const RunState &run)
{
    if (run.end)
        return reject();
    m_now->setText(whatGoesOn(run));
}

} // namespace relight
