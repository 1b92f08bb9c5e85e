#include "ui/cockpit/mainwindow.h"

#include "ui/cockpit/mainwindowactions.h"
#include "ui/cockpit/runpage.h"
#include "ui/convergence/convergencepage.h"
#include "ui/palette/commandpalette.h"
#include "ui/step/steppage.h"
#include "ui/theme/states.h"

#include <QFileInfo>

#include <algorithm>

namespace relight {

void MainWindow::openPalette()
{
    if (m_palette->isOpen())
        return m_palette->leave();
    m_palette->open(paletteEntries());
}

QList<PaletteEntry> MainWindow::paletteEntries()
{
    using Kind = PaletteEntry::Kind;
    QList<PaletteEntry> entries;
    m_offered = menuActions(*menuBar());
    // Return on nothing typed must not end the program.
    std::ranges::stable_partition(
        m_offered, [this](const MenuAction &offer) { return offer.action != m_actions->quit; });
    for (qsizetype i = 0; i < m_offered.size(); ++i) {
        const MenuAction &offer = m_offered.at(i);
        entries << PaletteEntry{Kind::Action, QString::number(i), offer.text(), offer.menus.join(QStringLiteral(" › ")),
            offer.keys(), offer.action->isEnabled(), whyNot(*offer.action)};
    }
    if (m_run) {
        for (const StepStatus &step : m_run->run().steps)
            entries << PaletteEntry{.kind = Kind::Step,
                .id = step.planned.id,
                .title = step.planned.title,
                .context = tr("Step, %1").arg(lookOf(step.state).word),
                .state = step.state};
        for (const Application &application : m_run->models().applications().applications())
            entries << PaletteEntry{.kind = Kind::Application,
                .id = application.key(),
                .title = application.name,
                .context = tr("Application in %1, %2").arg(application.appNamespace, lookOf(application.health).word),
                .health = application.health};
    }
    const bool mayOpen = m_actions->open->isEnabled();
    for (const QString &path : m_memory.manifests())
        entries << PaletteEntry{Kind::Manifest, path, QFileInfo(path).fileName(), QFileInfo(path).path(), {}, mayOpen,
            whyNot(*m_actions->open)};
    return entries;
}

void MainWindow::takeCommand(const PaletteEntry &entry)
{
    switch (entry.kind) {
    case PaletteEntry::Kind::Action: {
        QAction *action = m_offered.value(entry.id.toInt()).action;
        if (!action)
            return;
        if (action != m_actions->retry || !m_run || m_run->run().started.mode != RunMode::Live)
            return action->trigger();
        // It would write at once: from here it only leads to its button.
        m_run->showStep(m_run->step().stepId());
        return m_run->step().focusRetry();
    }
    case PaletteEntry::Kind::Step:
        if (!m_run)
            return;
        m_run->showStep(entry.id);
        return m_run->step().setFocus(Qt::OtherFocusReason);
    case PaletteEntry::Kind::Manifest:
        return openManifest(entry.id);
    case PaletteEntry::Kind::Application:
        if (!m_run)
            return;
        m_run->showPage(&m_run->convergence());
        m_run->convergence().select(entry.id);
        return m_run->convergence().focusContent();
    }
}

} // namespace relight
