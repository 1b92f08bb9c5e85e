// What the main window lists and prints: the keys, and the checklist for the war room's table.
#include "ui/cockpit/mainwindow.h"

#include "models/run/plannedstep.h"
#include "ui/cockpit/mainwindowactions.h"
#include "ui/cockpit/runpage.h"
#include "ui/print/checklistsheet.h"
#include "ui/print/sheetprinter.h"
#include "ui/shortcuts/shortcutspage.h"

namespace relight {

void MainWindow::showKeys()
{
    if (m_keys) {
        m_keys->raise();
        return m_keys->activateWindow();
    }
    m_keys = new ShortcutsPage(m_look, menuActions(*menuBar()), this);
    connect(m_keys, &ShortcutsPage::printAsked, m_keys,
        [this](const QString &title, const QString &html) { printSheet(title, html, *m_keys); });
    m_keys->show();
}

QString MainWindow::checklistHtml() const
{
    ChecklistInput input;
    input.now = m_clock();
    SheetHead head{m_opened.name, m_opened.digest, input.now};
    if (m_run) {
        input.run = m_run->run();
        head.name = input.run.started.name;
        head.digest = input.run.started.digest;
    } else if (m_opened.plan) {
        input.run.started.rto = m_opened.plan->rto;
        input.run.started.rpo = m_opened.plan->rpo;
        for (const Step &step : m_opened.plan->steps) {
            input.run.stepIndex.insert(step.id, int(input.run.steps.size()));
            input.run.steps << StepStatus{plannedStep(step)};
        }
    }
    return checklistSheet(input, head);
}

void MainWindow::printChecklist()
{
    printSheet(
        tr("Recovery checklist: %1").arg(m_run ? m_run->run().started.name : m_opened.name), checklistHtml(), *this);
}

} // namespace relight
