#include "ui/cockpit/runwishes.h"

#include "ui/consent/decisiondialog.h"
#include "ui/consent/reasondialog.h"

namespace relight {

RunWishes::RunWishes(const Look &look, const RunView &view, QWidget &page)
    : QObject(&page)
    , m_look(look)
    , m_view(view)
    , m_page(page)
{
}

void RunWishes::heard()
{
    if (m_dialog)
        m_dialog->follow(run());
}

void RunWishes::openDecision(const Decision &decision)
{
    if (m_dialog)
        m_dialog->close();
    m_dialog = new DecisionDialog(m_look, decision, run(), &m_page);
    connect(m_dialog, &DecisionDialog::granted, this, &RunWishes::grant);
    connect(m_dialog, &DecisionDialog::refused, this, &RunWishes::refuse);
    connect(m_dialog, &DecisionDialog::skipAsked, this, &RunWishes::skip);
    m_dialog->open();
}

void RunWishes::grant(const QList<Decision> &decisions, const QString &comment)
{
    for (const Decision &decision : decisions)
        m_view.control.decide(decision.id, true, m_view.operatorName, comment);
    Q_EMIT answered();
}

void RunWishes::refuse(const QList<Decision> &decisions)
{
    for (const Decision &decision : decisions)
        m_view.control.decide(decision.id, false, m_view.operatorName, {});
    Q_EMIT answered();
}

void RunWishes::pauseOrResume()
{
    if (run().paused)
        m_view.control.resume(m_view.operatorName);
    else
        m_view.control.pause(m_view.operatorName);
}

void RunWishes::cancel()
{
    const QString name = run().started.name;
    auto *dialog = new ReasonDialog(m_look, run().started.mode,
        {tr("Cancel the recovery of %1").arg(name),
            tr("What runs is asked to stop and is ended if it does not. What is left half done is named; nothing is "
               "undone. The run is over then; a new run looks at what holds already."),
            tr("Cancel this run")},
        &m_page);
    connect(dialog, &ReasonDialog::given, this, [this](const QString &reason) {
        m_view.control.addNote({}, tr("Cancelled because: %1").arg(reason), m_view.operatorName);
        m_view.control.cancel(m_view.operatorName);
    });
    dialog->open();
}

void RunWishes::retry(const QString &stepId)
{
    if (!stepId.isEmpty())
        m_view.control.retry(stepId, m_view.operatorName);
}

void RunWishes::skip(const QString &stepId)
{
    const StepStatus *step = run().step(stepId);
    if (!step)
        return;
    auto *dialog = new ReasonDialog(m_look, run().started.mode,
        {tr("Skip \"%1\"").arg(step->planned.title),
            tr("Relight does not do this step. What depends on it goes on as if it were done, and the run ends with "
               "an exception. Say why."),
            tr("Skip on %1").arg(run().started.name)},
        &m_page);
    connect(dialog, &ReasonDialog::given, this,
        [this, stepId](const QString &reason) { m_view.control.skip(stepId, reason, m_view.operatorName); });
    dialog->open();
}

void RunWishes::markDone(const QString &stepId)
{
    const StepStatus *step = run().step(stepId);
    if (!step)
        return;
    auto *dialog = new ReasonDialog(m_look, run().started.mode,
        {tr("Mark \"%1\" as done").arg(step->planned.title),
            tr("You did this step by hand. Say how, and how you know."),
            tr("It is done on %1").arg(run().started.name)},
        &m_page);
    connect(dialog, &ReasonDialog::given, this,
        [this, stepId](const QString &evidence) { m_view.control.markDone(stepId, evidence, m_view.operatorName); });
    dialog->open();
}

void RunWishes::addNote(const QString &stepId, const QString &text)
{
    m_view.control.addNote(stepId, text, m_view.operatorName);
}

} // namespace relight
