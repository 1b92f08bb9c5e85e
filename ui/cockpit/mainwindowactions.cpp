#include "ui/cockpit/mainwindowactions.h"

#include "ui/checklist/checklistview.h"
#include "ui/cockpit/centrepages.h"
#include "ui/cockpit/lookmenu.h"
#include "ui/cockpit/needsyouslot.h"
#include "ui/cockpit/runpage.h"
#include "ui/cockpit/runwishes.h"
#include "ui/consent/modeframe.h"
#include "ui/convergence/applicationwishes.h"
#include "ui/convergence/convergencepage.h"
#include "ui/events/eventpanel.h"
#include "ui/manifest/manifestpage.h"
#include "ui/palette/commandsbutton.h"
#include "ui/palette/menuactions.h"
#include "ui/resources/resourcepanel.h"
#include "ui/step/logview.h"
#include "ui/step/steppage.h"
#include "ui/theme/states.h"
#include "ui/timeline/timelinepage.h"
#include "ui/timeline/timelineview.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenuBar>
#include <QMessageBox>
#include <QStackedWidget>

namespace relight {

static const QKeySequence paletteKey(Qt::CTRL | Qt::Key_K);

void MainWindow::makeMenus()
{
    const auto add = [this](QMenu *menu, const QString &text, const QKeySequence &key, auto act) {
        QAction *action = menu->addAction(text);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, act);
        return action;
    };
    const auto onRun = [this](auto act) {
        return [this, act] {
            if (m_run)
                act(*m_run);
        };
    };
    const auto onStep = [this](auto member) {
        return [this, member] {
            if (m_run)
                (m_run->wishes().*member)(m_run->step().stepId());
        };
    };
    Actions &a = *m_actions;
    QMenu *file = menuBar()->addMenu(tr("&File"));
    a.open = add(file, tr("&Open manifest…"), QKeySequence::Open, [this] { chooseFile(); });
    a.clone = add(file, tr("Clone from a &Git address…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
        [this] { m_manifest->leave([this] { askToClone(); }); });
    a.sample = add(file, tr("Play the sa&mple"), {}, [this] { m_manifest->leave([this] { Q_EMIT sampleAsked(); }); });
    a.back = add(file, tr("&Close"), QKeySequence(Qt::CTRL | Qt::Key_W),
        [this] { m_manifest->leave([this] { Q_EMIT startPageAsked(); }); });
    file->addSeparator();
    a.print = add(
        file, tr("&Print checklist…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P), [this] { printChecklist(); });
    file->addSeparator();
    a.quit = add(file, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });

    QMenu *run = menuBar()->addMenu(tr("&Run"));
    a.start = add(run, tr("&Start live recovery…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return),
        [this] { askToStart(); });
    a.drill = add(run, tr("Play a &drill of it"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
        [this] { m_manifest->leave([this] { Q_EMIT drillAsked(); }); });
    run->addSeparator();
    a.answer = add(run, tr("&Answer what needs you…"), QKeySequence(Qt::CTRL | Qt::Key_Return),
        onRun([](RunPage &page) { page.answer(); }));
    a.pause = add(run, tr("&Pause"), QKeySequence(Qt::CTRL | Qt::Key_P),
        onRun([](RunPage &page) { page.wishes().pauseOrResume(); }));
    a.note = add(run, tr("Add &note"), QKeySequence(Qt::CTRL | Qt::Key_N),
        onRun([](RunPage &page) { page.events().beginNote(); }));
    a.onRun << add(run, tr("&Find an event…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
        onRun([](RunPage &page) { page.events().beginFilter(); }));
    run->addSeparator();
    a.cancel = add(run, tr("&Cancel run…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
        onRun([](RunPage &page) { page.wishes().cancel(); }));

    QMenu *step = menuBar()->addMenu(tr("&Step"));
    a.retry = add(step, tr("&Retry"), QKeySequence(Qt::CTRL | Qt::Key_R), onStep(&RunWishes::retry));
    a.skip
        = add(step, tr("&Skip with reason…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), onStep(&RunWishes::skip));
    a.done = add(step, tr("&Mark done…"), QKeySequence(Qt::CTRL | Qt::Key_D), onStep(&RunWishes::markDone));
    step->addSeparator();
    a.find = add(step, tr("F&ind in the log…"), QKeySequence::Find, onRun([](RunPage &page) {
        page.showPage(&page.step());
        page.step().find();
    }));
    a.findNext = add(
        step, tr("Find &next"), QKeySequence(Qt::Key_F3), onRun([](RunPage &page) { page.step().findNext(true); }));
    a.findPrevious = add(step, tr("Find &previous"), QKeySequence(Qt::SHIFT | Qt::Key_F3),
        onRun([](RunPage &page) { page.step().findNext(false); }));
    a.follow = add(step, tr("&Follow the log's end"), QKeySequence(Qt::CTRL | Qt::Key_End),
        onRun([](RunPage &page) { page.step().logView()->followEnd(); }));
    a.copyLog = add(step, tr("&Copy selected log lines"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
        onRun([](RunPage &page) { page.step().logView()->copy(); }));

    makeApplicationMenu();
    a.drillMenu = menuBar()->addMenu(makeDrillMenu());
    QMenu *view = menuBar()->addMenu(tr("&View"));
    fillLookMenu(*view, m_look, m_memory);
    view->addSeparator();
    a.onRun << add(view, tr("&Checklist"), QKeySequence(Qt::ALT | Qt::Key_1),
        onRun([](RunPage &page) { page.checklist().setFocus(Qt::ShortcutFocusReason); }));
    a.onRun << add(view, tr("&Log"), QKeySequence(Qt::ALT | Qt::Key_2), onRun([](RunPage &page) {
        page.showPage(&page.step());
        page.step().logView()->setFocus(Qt::ShortcutFocusReason);
    }));
    a.onRun << add(view, tr("Step in &action"), QKeySequence(Qt::ALT | Qt::Key_3), onRun([](RunPage &page) {
        page.showPage(&page.step());
        page.followRun();
    }));
    a.onRun << add(view, tr("C&onvergence"), QKeySequence(Qt::ALT | Qt::Key_4), onRun([](RunPage &page) {
        page.showPage(&page.convergence());
        page.convergence().focusContent();
    }));
    addTimeline(view);
    a.ownWindow = add(view, tr("This page in a window of its &own"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_W),
        onRun([](RunPage &page) { page.pages().giveWindow(); }));
    a.onRun << a.find << a.findNext << a.findPrevious << a.follow << a.copyLog;
    a.onRun << add(view, tr("&Wall view…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_W), [this] { openWall(); });
    QAction *sounds = view->addAction(tr("&Sound with notifications"));
    sounds->setCheckable(true);
    sounds->setChecked(m_memory.sounds());
    connect(sounds, &QAction::toggled, this, [this](bool on) { m_memory.keepSounds(on); });
    QAction *full = add(view, tr("&Full screen"), QKeySequence(Qt::Key_F11),
        [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    full->setCheckable(true);
    QMenu *help = menuBar()->addMenu(tr("&Help"));
    add(help, tr("&Commands…"), paletteKey, [this] { openPalette(); });
    QAction *keys = add(help, tr("&Keys…"), QKeySequence(QKeySequence::HelpContents), [this] { showKeys(); });
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)});
    add(help, tr("&About Relight"), {}, [this] { about(); });
    auto *commands = new CommandsButton(m_look, paletteKey.toString(QKeySequence::NativeText));
    connect(commands, &CommandsButton::clicked, this, &MainWindow::openPalette);
    menuBar()->setCornerWidget(commands);
}

void MainWindow::makeApplicationMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Application"));
    const auto add = [&](const QString &text, const QKeySequence &key, auto act) {
        QAction *action = menu->addAction(text);
        action->setShortcut(key);
        connect(action, &QAction::triggered, this, [this, act] {
            if (!m_run)
                return;
            m_run->showPage(&m_run->convergence());
            act(m_run->convergence());
        });
        return action;
    };
    const auto addAct = [&](const QString &text, const QKeySequence &key, ApplicationAct act) {
        m_actions->acts << add(text, key, [act](ConvergencePage &page) { page.wishes().ask(act); });
    };
    addAct(tr("&Sync…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), ApplicationAct::Sync);
    addAct(tr("&Refresh…"), QKeySequence(Qt::Key_F5), ApplicationAct::Refresh);
    addAct(tr("&Hard refresh…"), QKeySequence(Qt::SHIFT | Qt::Key_F5), ApplicationAct::HardRefresh);
    addAct(tr("&Terminate operation…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T), ApplicationAct::Terminate);
    menu->addSeparator();
    m_actions->onRun << add(tr("&Filter…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
        [](ConvergencePage &page) { page.beginFilter(); })
                     << add(tr("Resources as &graph or tree"), QKeySequence(Qt::CTRL | Qt::Key_G),
                            [this](ConvergencePage &) { m_run->resources().switchView(); });
}

void MainWindow::addTimeline(QMenu *view)
{
    const auto add = [&](const QString &text, const QList<QKeySequence> &keys, void (*act)(RunPage &)) {
        QAction *action = view->addAction(text);
        action->setShortcuts(keys);
        connect(action, &QAction::triggered, this, [this, act] {
            if (!m_run)
                return;
            m_run->showPage(&m_run->timeline());
            act(*m_run);
        });
        m_actions->onRun << action;
    };
    add(tr("&Timeline"), {QKeySequence(Qt::ALT | Qt::Key_5)}, [](RunPage &page) { page.timeline().focusContent(); });
    add(tr("Timeline as ta&ble"), {QKeySequence(Qt::CTRL | Qt::Key_T)}, [](RunPage &page) {
        page.timeline().showTable(!page.timeline().showsTable());
        page.timeline().focusContent();
    });
    add(tr("Timeline: zoom &in"), {QKeySequence(QKeySequence::ZoomIn), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
        [](RunPage &page) { page.timeline().zoomIn(); });
    add(tr("Timeline: zoom &out"), {QKeySequence(QKeySequence::ZoomOut)},
        [](RunPage &page) { page.timeline().zoomOut(); });
    add(tr("Timeline: all of &it"), {QKeySequence(Qt::CTRL | Qt::Key_0)},
        [](RunPage &page) { page.timeline().showAll(); });
}

QMenu *MainWindow::makeDrillMenu()
{
    auto *menu = new QMenu(tr("&Drill"), this);
    auto *group = new QActionGroup(menu);
    for (const int speed : {1, 5, 20, 60, 300, 1000}) {
        QAction *action = menu->addAction(tr("%1 × real time").arg(speed));
        action->setData(double(speed));
        action->setCheckable(true);
        group->addAction(action);
        m_actions->speeds << action;
        connect(action, &QAction::triggered, this, [this, speed] {
            showPace(speed);
            Q_EMIT drillSpeedAsked(speed);
        });
    }
    menu->addSeparator();
    m_actions->drillPause = menu->addAction(tr("&Stop the clock"));
    m_actions->drillPause->setCheckable(true);
    m_actions->drillPause->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Space));
    connect(m_actions->drillPause, &QAction::toggled, this, [this](bool paused) {
        showPace(m_drillSpeed);
        Q_EMIT drillPauseAsked(paused);
    });
    QAction *step = menu->addAction(tr("&One moment on"));
    step->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Right));
    connect(step, &QAction::triggered, this, &MainWindow::drillStepAsked);
    return menu;
}

// Also what the frame and the title say of the run.
void MainWindow::updateActions()
{
    Actions &a = *m_actions;
    const RunState *state = m_run ? &m_run->run() : nullptr;
    const bool looksOn = m_run && m_run->looksOn();
    const bool goes = state && !state->end && !state->started.runId.isEmpty() && !looksOn;
    const bool drilled = state && state->started.mode == RunMode::Drill;
    const QString noRun = tr("no run is on the screen"), over = tr("this run is over");
    const QString notInRun = tr("a run goes on here"), cancelling = tr("this run is being cancelled");
    const QString onlyLooks = tr("this window only looks on");
    const QString why = !state ? noRun : looksOn ? onlyLooks : !goes ? over : cancelling;
    const QString whyNoStart = m_run   ? tr("a run is on the screen; close it first")
        : m_pages->currentIndex() != 1 ? tr("open a recovery manifest first")
        : m_manifest->isBeingRead()    ? tr("the manifest is being read again")
        : m_opened.plan                ? tr("save the manifest first")
                                       : tr("the manifest has errors; mend them and save");
    const bool ready = !m_run && m_manifest->mayStart() && m_pages->currentIndex() == 1;
    allow(*a.open, !goes && !looksOn, looksOn ? onlyLooks : notInRun);
    allow(*a.clone, !m_run, notInRun);
    allow(*a.sample, !goes && !looksOn, looksOn ? onlyLooks : notInRun);
    allow(*a.back, !goes, notInRun);
    allow(*a.drill, ready, whyNoStart);
    allow(*a.start, ready, whyNoStart);
    a.drillMenu->setVisible(drilled && !looksOn);
    allow(*a.print, m_run || m_opened.plan.has_value(), tr("open a recovery manifest first"));
    allow(*a.pause, goes && !state->cancelRequested, why);
    a.pause->setText(state && state->paused ? tr("&Resume") : tr("&Pause"));
    allow(*a.cancel, goes && !state->cancelRequested, why);
    allow(*a.answer, m_run && m_run->slot().isLit(), state ? tr("nothing needs you") : noRun);
    allow(*a.note, state && !state->started.runId.isEmpty() && !looksOn, looksOn ? onlyLooks : noRun);
    for (QAction *action : {a.retry, a.skip, a.done})
        allow(*action, goes, why);
    allow(*a.ownWindow, m_run && m_run->pages().mayLeave(), m_run ? tr("it is the only page left here") : noRun);
    for (QAction *action : std::as_const(a.onRun))
        allow(*action, m_run, noRun);
    for (QAction *action : std::as_const(a.acts))
        allow(*action, m_run && !looksOn, looksOn ? onlyLooks : noRun);
    if (!state) {
        m_frame->setMode({});
        return;
    }
    m_frame->setMode(state->started.mode);
    setWindowTitle(tr("%1: %2 run, %3 · Relight")
            .arg(state->started.name, lookOf(state->started.mode).badge, lookOf(state->phase).word));
}

void MainWindow::about()
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("About Relight"),
        tr("Relight brings a lost Kubernetes cluster back from Git.\n\nVersion %1. GPL-3.0-or-later.")
            .arg(QCoreApplication::applicationVersion()),
        QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace relight
