#include "app/window/followwindow.h"

#include "app/session/runsetup.h"

namespace relight {

FollowWindow::FollowWindow(const QString &folder, Shows shows)
    : m_run(folder)
    , m_window(m_look, [this] { return now(); })
    , m_shows(shows)
{
    connect(&m_window, &MainWindow::closeAsked, this, [this] { m_window.allowClose(); });
    connect(&m_window, &MainWindow::startPageAsked, &m_window, &QWidget::close);
    connect(&m_run, &RunControl::happened, this, [this](const QList<RunEvent> &events) {
        m_lastEvent = events.last().at;
        m_heardAt = m_clock.now();
        if (!m_begun)
            m_before += events;
    });
    connect(&m_run, &FollowedRun::caughtUp, this, &FollowWindow::begin);
    connect(&m_run, &FollowedRun::beganAnew, this, [this] {
        m_begun = false;
        m_before.clear();
        m_window.endRun();
    });
    connect(&m_run, &FollowedRun::trouble, this, [this](const Error &error) {
        m_window.showBusy({});
        m_window.showProblem(error.message);
    });
    // In a drill time is known by what is said with one: of applications, when no event comes for long.
    connect(&m_run.observations(), &Observations::applicationsChanged, this,
        [this](const QList<Application> &, const QStringList &, const QString &, const SeenEarlier &seen) {
            if (seen.at && *seen.at > now()) {
                m_lastEvent = *seen.at;
                m_heardAt = m_clock.now();
            }
        });
    connect(&m_run, &FollowedRun::ok, this, [this] { m_window.showHint(tr("The journal answers again")); });
    m_window.showBusy(tr("Reading the journal in %1…").arg(folder));
    m_run.start();
}

Timestamp FollowWindow::now() const
{
    if (m_run.state().started.mode == RunMode::Live)
        return m_clock.wall();
    return m_lastEvent + (m_run.state().end ? Milliseconds{0} : m_clock.now() - m_heardAt);
}

void FollowWindow::begin(const QByteArray &manifest)
{
    const RunStarted &started = m_run.state().started;
    if (m_begun || started.runId.isEmpty())
        return;
    m_begun = true;
    m_window.showBusy({});
    RunView view{
        m_run, m_run.observations(), {}, std::exchange(m_before, {}), {}, nullptr, QString::fromUtf8(manifest)};
    view.looksOn = true;
    if (const LoadedManifest loaded = readManifest(started.manifestPath, manifest); loaded.manifest)
        view.plan = planFor(*loaded.manifest, started.mode).value_or(RecoveryPlan{});
    m_window.showRun(view);
    m_window.showHint(tr("Looking on: %1 drives this run on its own computer; nothing can be changed from here")
            .arg(started.operatorName));
    if (m_shows == Shows::Wall)
        m_window.openWall();
}

} // namespace relight
