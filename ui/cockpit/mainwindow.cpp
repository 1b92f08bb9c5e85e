#include "ui/cockpit/mainwindow.h"

#include "ui/checklist/checklistview.h"
#include "ui/cockpit/centrepages.h"
#include "ui/cockpit/connectionbar.h"
#include "ui/cockpit/mainwindowactions.h"
#include "ui/cockpit/missionbar.h"
#include "ui/cockpit/runpage.h"
#include "ui/consent/modeframe.h"
#include "ui/consent/startdialog.h"
#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifestpage.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/menuactions.h"
#include "ui/start/clonedialog.h"
#include "ui/start/startpage.h"
#include "ui/theme/elidedlabel.h"
#include "ui/theme/states.h"
#include "ui/theme/textlabel.h"
#include "ui/wall/wallview.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>

namespace relight {

static Look &asRemembered(Look &look, const WindowMemory &memory)
{
    look.choose(memory.choice());
    look.chooseTextSize(memory.textSize());
    return look;
}

MainWindow::MainWindow(Look &look, WallClock clock, QWidget *parent)
    : QMainWindow(parent)
    , m_look(asRemembered(look, m_memory))
    , m_clock(std::move(clock))
    , m_frame(new ModeFrame(look))
    , m_pages(new QStackedWidget)
    , m_start(new StartPage(look))
    , m_manifest(new ManifestPage(look))
    , m_actions(std::make_unique<Actions>())
    , m_palette(new CommandPalette(look, *this))
{
    setWindowTitle(QStringLiteral("Relight"));
    setWindowIcon(QIcon(QStringLiteral(":/relight/icons/relight.svg")));
    setAcceptDrops(true);
    setMinimumSize(960, 600);
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_manifest);
    m_manifest->desk()->restoreLayout(m_memory.manifestLayout());
    m_frame->setContent(m_pages);
    setCentralWidget(m_frame);
    makeMenus();
    makeStatusBar();
    connect(m_palette, &CommandPalette::chosen, this, &MainWindow::takeCommand);
    connect(m_start, &StartPage::openAsked, this, &MainWindow::chooseFile);
    connect(m_start, &StartPage::cloneAsked, this, &MainWindow::askToClone);
    connect(m_start, &StartPage::sampleAsked, this, &MainWindow::sampleAsked);
    connect(m_start, &StartPage::manifestAsked, this, &MainWindow::manifestAsked);
    connect(m_start, &StartPage::resumeAsked, this, &MainWindow::resumeAsked);
    connect(
        m_manifest, &ManifestPage::backAsked, this, [this] { m_manifest->leave([this] { Q_EMIT startPageAsked(); }); });
    connect(
        m_manifest, &ManifestPage::drillAsked, this, [this] { m_manifest->leave([this] { Q_EMIT drillAsked(); }); });
    connect(m_manifest, &ManifestPage::changed, this, &MainWindow::updateActions);
    connect(m_manifest, &ManifestPage::startAsked, this, &MainWindow::askToStart);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (m_run)
            m_run->tick();
        updateStatus();
        updateWall();
    });
    m_second.start(std::chrono::seconds(1));
    if (!restoreGeometry(m_memory.geometry()))
        resize(1280, 800);
    updateActions();
    updateStatus();
}

MainWindow::~MainWindow() = default;

void MainWindow::makeStatusBar()
{
    m_connections = new ConnectionBar(m_look);
    m_statusText = new ElidedLabel(m_look, TextStyle::Caption, Role::Muted, Qt::ElideRight);
    m_statusText->setContentsMargins(10, 3, 10, 3);
    m_statusText->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_utc = new TextLabel(m_look, TextStyle::Caption, Role::Muted);
    m_utc->setWordWrap(false);
    m_utc->setContentsMargins(10, 3, 10, 3);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_connections);
    statusBar()->addWidget(m_statusText, 1);
    statusBar()->addPermanentWidget(m_utc);
    const auto paint = [this] {
        QPalette own = m_look.theme().palette();
        own.setColor(QPalette::Window, m_look.color(Role::Bar));
        statusBar()->setPalette(own);
        statusBar()->setAutoFillBackground(true);
    };
    connect(&m_look, &Look::changed, this, paint);
    paint();
}

void MainWindow::updateStatus()
{
    m_utc->setText(tr("UTC %1").arg(timestampText(m_clock()).sliced(11, 8)));
    m_connections->setVisible(m_run);
    if (m_run)
        m_connections->show(connectionsOf(m_run->models().connections(m_clock())));
    m_connections->setBrief(!m_statusText->text().isEmpty() && width() < 1700);
}

void MainWindow::say(const QString &text, Role role)
{
    m_statusText->setRole(role);
    m_statusText->setText(text.simplified());
    updateStatus();
}

void MainWindow::showStart(const QList<RunEntry> &runs)
{
    m_start->fill(m_memory.manifests(), runs, m_clock());
    m_pages->setCurrentWidget(m_start);
    m_start->focusContent();
    setWindowTitle(QStringLiteral("Relight"));
    updateActions();
}

void MainWindow::showManifest(const OpenedManifest &manifest, ManifestDocument *document)
{
    m_manifest->setDocument(document);
    m_opened = manifest;
    m_memory.opened(manifest.path);
    m_manifest->fill(manifest);
    m_pages->setCurrentWidget(m_manifest);
    m_manifest->focusContent();
    setWindowTitle(tr("%1: recovery manifest · Relight").arg(manifest.name.isEmpty() ? manifest.path : manifest.name));
    m_start->showProblem({});
    updateActions();
}

void MainWindow::updateManifest(const OpenedManifest &manifest)
{
    m_opened = manifest;
    m_manifest->fill(manifest);
    updateActions();
}

void MainWindow::openManifest(const QString &path)
{
    m_manifest->leave([this, path] { Q_EMIT manifestAsked(path); });
}

void MainWindow::showRun(const RunView &view)
{
    endRun();
    m_run = new RunPage(m_look, view, m_clock);
    connect(&m_run->pages(), &CentrePages::windowGiven, this, [this](QWidget *window) {
        for (const MenuAction &entry : menuActions(*menuBar())) {
            if (entry.action != m_actions->back) // there its key closes that window
                window->addAction(entry.action);
        }
    });
    connect(&m_run->pages(), &CentrePages::pageShown, this, &MainWindow::updateActions);
    connect(m_run, &RunPage::refusedByRun, this, &MainWindow::showProblem);
    connect(m_run, &RunPage::announced, this, [this] { QApplication::alert(this); });
    connect(m_run, &RunPage::changed, this, [this] {
        updateActions();
        updateStatus();
        updateWall();
        Q_EMIT runChanged();
    });
    m_pages->addWidget(m_run);
    m_pages->setCurrentWidget(m_run);
    updateActions();
    m_run->restoreLayout(m_memory.layout()); // its windows hear the keys of what is in the menus now
    say({}, Role::Muted);
    m_run->checklist().setFocus(Qt::OtherFocusReason);
}

void MainWindow::endRun()
{
    if (!m_run)
        return;
    closeWall();
    m_memory.keep(saveGeometry(), m_run->layoutState());
    m_pages->removeWidget(m_run);
    delete std::exchange(m_run, nullptr);
    updateActions();
    updateStatus();
}

void MainWindow::showBusy(const QString &doing)
{
    say(doing, Role::Muted);
    m_pages->setEnabled(doing.isEmpty() || m_run);
}

void MainWindow::showDrill(double speed, const QString &hint)
{
    for (QAction *action : std::as_const(m_actions->speeds))
        action->setChecked(action->data().toDouble() == speed);
    m_actions->drillPause->setChecked(false);
    showPace(speed);
    say(hint, Role::Text);
    updateActions();
}

void MainWindow::showPace(double speed)
{
    m_drillSpeed = speed;
    if (!m_run)
        return;
    m_run->missionBar().setPace(m_actions->drillPause->isChecked() ? tr("stopped") : tr("×%1").arg(speed));
    m_run->tick();
}

void MainWindow::showHint(const QString &hint)
{
    say(hint, Role::Text);
}

void MainWindow::showProblem(const QString &message)
{
    m_pages->setEnabled(true);
    say(message, message.isEmpty() ? Role::Muted : Role::Failed);
    if (!m_run)
        m_start->showProblem(message);
}

void MainWindow::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a recovery manifest"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Recovery manifests (*.yaml *.yml)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openManifest);
    dialog->open();
}

CloneDialog *MainWindow::cloneDialog() const
{
    return m_clone;
}

void MainWindow::askToClone()
{
    if (m_run || m_clone)
        return;
    m_clone = new CloneDialog(m_look, QStandardPaths::writableLocation(QStandardPaths::HomeLocation), this);
    connect(m_clone, &CloneDialog::cloneAsked, this, &MainWindow::cloneAsked);
    connect(m_clone, &CloneDialog::cancelled, this, &MainWindow::cloneCancelled);
    m_clone->open();
}

void MainWindow::askToStart()
{
    if (!m_manifest->finishWriting() || !m_manifest->mayStart() || m_run)
        return;
    auto *dialog = new StartDialog(m_look, m_opened, this);
    connect(dialog, &StartDialog::started, this, &MainWindow::startAsked);
    dialog->open();
}

void MainWindow::allowClose()
{
    m_mayClose = true;
    close();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_mayClose)
        m_manifest->leave([this] { Q_EMIT closeAsked(); }); // may be answered at once
    if (!m_mayClose)
        return event->ignore();
    closeWall();
    m_memory.keep(saveGeometry(), m_run ? m_run->layoutState() : QByteArray());
    m_memory.keepManifestLayout(m_manifest->desk()->layoutState());
    QMainWindow::closeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_run && event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    openManifest(event->mimeData()->urls().first().toLocalFile());
}

} // namespace relight
