#include "app/window/windowsession.h"

#include "app/drill/scenarios.h"
#include "app/engine/truststore.h"
#include "app/journal/journalreader.h"
#include "app/journal/runfolders.h"
#include "app/window/runentries.h"

#include <QFileInfo>

namespace relight {

static Scenario everythingGoesWell()
{
    return findScenario(QStringLiteral("everything-goes-well")).value_or(Scenario{});
}

WindowSession::WindowSession(Program program, QString screenshotFolder)
    : m_program(std::move(program))
    , m_window(m_look, [this] { return m_drill ? m_drill->world().clock().wall() : m_clock.wall(); })
    , m_prompter(m_look, m_window)
    , m_screenshots(std::move(screenshotFolder), m_window)
{
    connect(&m_window, &MainWindow::manifestAsked, this, &WindowSession::open);
    connect(&m_window, &MainWindow::resumeAsked, this, &WindowSession::resume);
    connect(&m_window, &MainWindow::startAsked, this, &WindowSession::start);
    connect(&m_window, &MainWindow::startPageAsked, this, &WindowSession::showStart);
    connect(&m_window, &MainWindow::closeAsked, this, &WindowSession::closeAsked);
    connect(&m_window, &MainWindow::runChanged, this, [this] {
        if (!run())
            return;
        m_screenshots.follow(run()->state());
        followOnDesktop();
        if (m_question)
            m_question->follow(run()->state());
    });
    connect(&m_window, &MainWindow::cloneAsked, this, &WindowSession::clone);
    connect(&m_window, &MainWindow::cloneCancelled, this, [this] { m_cloneStop.request_stop(); });
    connect(&m_window, &MainWindow::sampleAsked, this, &WindowSession::playSample);
    connect(&m_window, &MainWindow::drillAsked, this, [this] {
        if (m_loaded)
            drill(QString(m_loaded->path), {.scenario = everythingGoesWell()});
    });
    connect(&m_window, &MainWindow::drillSpeedAsked, this, [this](double speed) {
        if (m_drill)
            m_drill->world().driver().setSpeed(speed);
    });
    connect(&m_window, &MainWindow::drillPauseAsked, this, [this](bool paused) {
        if (m_drill)
            m_drill->world().driver().setPaused(paused);
    });
    connect(&m_window, &MainWindow::drillStepAsked, this, [this] {
        if (m_drill)
            m_drill->world().driver().step();
    });
    m_readAgain.setSingleShot(true);
    m_readAgain.setInterval(100);
    connect(&m_readAgain, &QTimer::timeout, this, &WindowSession::readAgain);
    connect(&m_guard, &SleepGuard::changed, this, &WindowSession::showGuard);
    connect(&m_suspend, &SuspendWatch::slept, this, &WindowSession::slept);
    connect(&m_window, &MainWindow::wallShown, &m_guard, &SleepGuard::keepLit);
    connect(&m_notifier, &DesktopNotifier::opened, this, [this] {
        m_window.show();
        m_window.raise();
        m_window.activateWindow(); // the person asked for it
    });
    connect(&m_signals, &StopSignals::stopAsked, this, [this] {
        if (m_question)
            leave(); // the second one does not ask
        else
            m_window.close();
    });
}

WindowSession::~WindowSession()
{
    m_cloneStop.request_stop();
    dropRun();
}

void WindowSession::sayBusy()
{
    m_window.showProblem(tr("Still busy with the last wish; try again in a moment"));
}

void WindowSession::work(const QString &doing, Background::Work work)
{
    if (!m_background.start(std::move(work)))
        return sayBusy();
    m_window.showBusy(doing);
}

// Nobody asked for that reading, so nobody is refused anything because of it.
bool WindowSession::waitsForReading(std::function<void()> wish)
{
    if (m_reading)
        m_whenRead = std::move(wish);
    return m_reading;
}

bool WindowSession::runGoesOn() const
{
    return run() && !run()->state().end && !m_drillLost;
}

void WindowSession::dropRun()
{
    m_window.endRun();
    if (runGoesOn() && !m_drill)
        m_world->leaveChildren();
    m_inspector.reset();
    m_run.reset();
    m_drill.reset();
    m_drillLost = false;
    m_guard.hold(false);
}

void WindowSession::showStart()
{
    if (runGoesOn() || waitsForReading([this] { showStart(); }))
        return;
    work(tr("Reading earlier runs…"), [this]() -> Background::Answer {
        return [this, runs = runEntries()] {
            dropRun();
            m_loaded.reset();
            m_document.reset();
            m_world.reset();
            m_window.showBusy({});
            m_window.showStart(runs);
        };
    });
}

void WindowSession::makeWorld(const QString &manifest)
{
    m_world.reset(); // one at a time
    m_world = std::make_unique<LiveWorld>(LiveWorld::Settings{m_program.supervisor(), QFileInfo(manifest).path(),
        [this](const QString &name, const Call &call) { return m_prompter.ask(name, call); }});
}

void WindowSession::open(const QString &file)
{
    if (runGoesOn() || waitsForReading([this, file] { open(file); }))
        return;
    if (m_background.isBusy())
        return sayBusy();
    dropRun();
    makeWorld(QFileInfo(file).absoluteFilePath());
    work(tr("Reading %1…").arg(file), [this, file]() -> Background::Answer {
        auto loaded = loadManifest(file);
        if (!loaded)
            return [this, error = loaded.error()] {
                showStart();
                m_window.showProblem(error.message);
            };
        ManifestDigest digest;
        bool trusted = false;
        if (loaded->manifest) {
            digest = digestOf(m_world->git(), loaded->path, loaded->bytes, *loaded->manifest);
            trusted = TrustStore(stateFolder()).isTrusted(digest.text);
        }
        return [this, loaded = *std::move(loaded), digest, trusted] { opened(loaded, digest, trusted); };
    });
}

OpenedManifest WindowSession::remember(LoadedManifest loaded, const ManifestDigest &digest, bool trusted)
{
    OpenedManifest manifest;
    manifest.path = loaded.path;
    manifest.name = loaded.manifest ? loaded.manifest->name : QString();
    manifest.digest = digest.text;
    manifest.digestCoversTree = digest.coversTree;
    manifest.changed = digest.changed;
    manifest.diagnostics = loaded.diagnostics;
    manifest.plan = loaded.plan;
    manifest.trusted = trusted;
    m_loaded = std::move(loaded);
    m_digest = digest.text;
    return manifest;
}

void WindowSession::opened(LoadedManifest loaded, const ManifestDigest &digest, bool trusted)
{
    if (!m_git)
        m_git = std::make_unique<LibGit2>(m_clock);
    m_document = std::make_unique<LocalManifest>(*m_git, *m_git, loaded.path, loaded.bytes);
    connect(m_document.get(), &ManifestDocument::saved, this, &WindowSession::readAgain);
    connect(m_document.get(), &ManifestDocument::textReplaced, this, &WindowSession::readAgain);
    connect(m_document.get(), &ManifestDocument::committed, this, &WindowSession::readAgain);
    m_window.showBusy({});
    m_window.showManifest(remember(std::move(loaded), digest, trusted), m_document.get());
}

void WindowSession::readAgain()
{
    if (!m_document || !m_world || run())
        return;
    const auto over = [this](const std::function<void()> &tell) {
        m_reading = false;
        if (!m_readAgain.isActive()) // else what was read is old already
            tell();
        if (const auto wish = std::exchange(m_whenRead, {}))
            wish();
    };
    const bool begun = m_background.start([this, over, file = m_document->status().path]() -> Background::Answer {
        auto loaded = loadManifest(file);
        if (!loaded)
            return [this, over, error = loaded.error()] { over([&] { m_window.showProblem(error.message); }); };
        ManifestDigest digest;
        if (loaded->manifest)
            digest = digestOf(m_world->git(), loaded->path, loaded->bytes, *loaded->manifest);
        const bool trusted = loaded->manifest && TrustStore(stateFolder()).isTrusted(digest.text);
        return [this, over, loaded = *std::move(loaded), digest, trusted] {
            over([&] { m_window.updateManifest(remember(loaded, digest, trusted)); });
        };
    });
    if (begun)
        m_reading = true;
    else
        m_readAgain.start();
}

void WindowSession::start(const StartChoices &choices)
{
    if (!m_loaded || !m_loaded->plan || !m_world || run())
        return;
    if (choices.digest != m_digest)
        return m_window.showProblem(
            tr("%1 changed while it was being accepted, so nothing was started. Look at it again, then start it")
                .arg(m_loaded->path));
    RunOptions options;
    options.attended = true;
    options.version = m_program.version;
    options.consents.trust = choices.trust ? choices.digest : QString(); // what was shown, nothing newer
    options.consents.acceptWarnings = choices.acceptWarnings;
    options.consents.newCluster = choices.identity == IdentityRule::NewCluster;
    options.consents.clusterIdentity = choices.identity == IdentityRule::ExactUid ? choices.uid : QString();
    work(tr("Preparing the run…"), [this, options]() -> Background::Answer {
        auto prepared = prepareRun(*m_loaded, options, m_world->git(), m_clock.wall());
        if (!prepared)
            return [this, error = prepared.error()] { m_window.showProblem(error.message); };
        return
            [this, prepared = *std::move(prepared)]() mutable { takeOver(std::move(prepared), {}, m_loaded->bytes); };
    });
}

void WindowSession::resume(const QString &runId)
{
    if (runGoesOn())
        return;
    RunOptions options;
    options.attended = true;
    options.version = m_program.version;
    work(tr("Reading the journal of %1…").arg(runId), [this, runId, options]() -> Background::Answer {
        const auto fail = [this](const QString &message) -> Background::Answer {
            return [this, message] {
                showStart();
                m_window.showProblem(message);
            };
        };
        const auto valid = checkRunId(runId);
        if (!valid)
            return fail(valid.error().message);
        auto earlier = readJournal(journalPath(runFolder(stateFolder(), runId)));
        if (!earlier)
            return fail(earlier.error().message);
        LibGit2 git(m_clock);
        auto prepared = prepareResume(runId, options, git, m_clock.wall());
        if (!prepared)
            return fail(prepared.error().message);
        if (prepared->setup.resumed.end)
            return fail(tr("The run %1 has ended; open its manifest and start a new one").arg(runId));
        QFile copy(prepared->setup.site.runFolder + QStringLiteral("/manifest.yaml"));
        const QByteArray manifest = copy.open(QIODevice::ReadOnly) ? copy.readAll() : QByteArray();
        return [this, prepared = *std::move(prepared), before = std::move(earlier->events), manifest]() mutable {
            makeWorld(prepared.setup.site.manifestPath);
            takeOver(std::move(prepared), std::move(before), manifest);
        };
    });
}

void WindowSession::watchRun(LocalRun &run)
{
    m_inspector = std::make_unique<LocalInspector>(run);
    connect(&run, &LocalRun::storageTrouble, this, [this](const Error &error) { m_window.showProblem(error.message); });
    connect(&run, &LocalRun::ended, this, [this] {
        if (m_leaving)
            m_window.allowClose();
    });
    m_window.showBusy({});
}

void WindowSession::takeOver(PreparedRun prepared, QList<RunEvent> before, const QByteArray &manifest)
{
    const RecoveryPlan plan = prepared.setup.plan;
    const QString notes = prepared.notes.join(QStringLiteral("; "));
    m_run = std::make_unique<LocalRun>(std::move(prepared), m_world->ports());
    watchRun(*m_run);
    m_window.showRun(RunView{*m_run, m_run->observations(), plan, std::move(before), operatorName(), m_inspector.get(),
        QString::fromUtf8(manifest)});
    if (!notes.isEmpty())
        m_window.showProblem(notes);
    m_run->start();
}

void WindowSession::closeAsked()
{
    if (!runGoesOn() || m_drill) // a drill is lost without loss
        return m_window.allowClose();
    if (m_question || m_leaving)
        return;
    m_question = new LeaveDialog(m_look, m_run->state(), &m_window);
    connect(m_question, &LeaveDialog::leaveAsked, this, &WindowSession::leave);
    m_question->open();
}

void WindowSession::leave()
{
    if (m_leaving || !m_run)
        return;
    m_leaving = true;
    m_window.showBusy(tr("Leaving the run: what runs goes on under its supervisors…"));
    m_world->leaveChildren();
    m_run->suspend(); // ended() follows
}

} // namespace relight
