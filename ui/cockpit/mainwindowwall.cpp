// The wall of the war room: on which screen it opens, and what it is told of the run.
#include "ui/cockpit/mainwindow.h"

#include "ui/cockpit/runpage.h"
#include "ui/cockpit/runwords.h"
#include "ui/consent/decisionwords.h"
#include "ui/wall/wallview.h"

#include <QGuiApplication>
#include <QInputDialog>
#include <QScreen>

namespace relight {

static QString nameOf(const QScreen &screen, int number)
{
    const QSize size = screen.size() * screen.devicePixelRatio();
    const QString model = QStringLiteral("%1 %2").arg(screen.manufacturer(), screen.model()).simplified();
    return MainWindow::tr("%1: %2, %3 × %4")
        .arg(number)
        .arg(model.isEmpty() ? screen.name() : model)
        .arg(size.width())
        .arg(size.height());
}

WallView *MainWindow::wall() const
{
    return m_wall;
}

void MainWindow::openWall()
{
    if (m_wall) {
        m_wall->close();
        return;
    }
    if (!m_run)
        return;
    const QList<QScreen *> screens = QGuiApplication::screens();
    if (screens.size() < 2)
        return showWallOn(*screen());
    QStringList names;
    for (int i = 0; i < int(screens.size()); ++i)
        names << nameOf(*screens.at(i), i + 1);
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Wall view"));
    dialog->setLabelText(tr("Show the run on this screen, for everybody in the room to read:"));
    dialog->setComboBoxItems(names);
    const auto other = std::ranges::find_if(screens, [this](const QScreen *each) { return each != screen(); });
    dialog->setTextValue(names.at(other - screens.cbegin()));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, names](const QString &chosen) {
        // It may have been unplugged while it was asked for.
        if (QScreen *found = QGuiApplication::screens().value(names.indexOf(chosen)))
            showWallOn(*found);
    });
    dialog->open();
}

void MainWindow::showWallOn(QScreen &screen)
{
    if (!m_run || m_wall)
        return;
    m_wall = new WallView(m_look);
    connect(m_wall, &WallView::closed, this, [this] { Q_EMIT wallShown(false); });
    updateWall();
    m_wall->showOn(screen);
    Q_EMIT wallShown(true);
}

// At once, told as closed: it shows a run that goes from the screen, and no process stays because of it.
void MainWindow::closeWall()
{
    if (!m_wall)
        return;
    m_wall->close();
    delete m_wall;
}

void MainWindow::updateWall()
{
    if (!m_wall || !m_run)
        return;
    const RunState &run = m_run->run();
    RunModels &models = m_run->models();
    WallFacts facts;
    facts.now = m_clock();
    facts.mode = run.started.mode;
    facts.phase = run.phase;
    facts.cluster = run.started.name;
    facts.commander = run.started.operatorName;
    facts.passed = recoveryTime(run, facts.now);
    facts.objective = run.started.rto;
    facts.forecast = models.timeline().frame().forecast;
    if (const auto loss = dataLoss(run))
        facts.loss = loss->age;
    facts.lossObjective = run.started.rpo;
    facts.steps = wallSteps(models.checklist());
    const QList<Decision> open = run.end ? QList<Decision>() : byUrgency(run);
    if (!open.isEmpty()) {
        facts.needs = open.first();
        facts.needsMore = int(open.size()) - 1;
    }
    facts.nextDecision = nextDecision(run);
    const ApplicationTreeModel &applications = models.applications();
    facts.stuck = wallStuck(run, applications.applications(), applications.tree(), facts.now);
    m_wall->follow(facts);
}

} // namespace relight
