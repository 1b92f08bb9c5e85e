#include "app/session/localinspector.h"

#include "app/engine/scrubbedtexts.h"
#include "app/session/applicationwatcher.h"
#include "app/session/podlogtail.h"

namespace relight {

static constexpr Seconds treeEvery{3};
static constexpr Seconds patience{20};
static constexpr qsizetype mostLines = 20'000; // that wait to be shown

LocalInspector::LocalInspector(LocalRun &run, QObject *parent)
    : ApplicationInspector(parent)
    , m_run(run)
    , m_ports(run.ports())
    , m_pin(run.state().cluster)
    , m_sight(run.site(), run.manifest(), run.ports(), [this] { return pinToSee(); })
    , m_look(m_sight, run.ports())
    , m_ended(run.state().end.has_value())
{
    m_logBatch.setSingleShot(true);
    m_logBatch.setInterval(33);
    connect(&m_logBatch, &QTimer::timeout, this, &LocalInspector::deliverLog);
    m_watchPause.setSingleShot(true);
    m_watchPause.setInterval(1'000);
    connect(&m_watchPause, &QTimer::timeout, this, &LocalInspector::tellWatch);
    connect(&run, &RunControl::happened, this, [this] {
        const RunState &state = m_run.state();
        {
            const std::lock_guard lock(m_pinMutex);
            m_pin = state.cluster;
        }
        if (state.end)
            end();
        watchAgainElsewhere();
    });
    connect(&run, &RunControl::ended, this, &LocalInspector::end);
}

LocalInspector::~LocalInspector() = default;

// A run that is taken up has its pin from the beginning; to look needs secrets, and the manifest says where they are
// from. Nothing it says is done before it is trusted.
Result<ClusterPinned> LocalInspector::pinToSee()
{
    if (!m_run.isLetGo())
        return failure(ErrorCode::NotFound,
            tr("Nothing is looked at before the run goes on: answer what needs you, or resume it"));
    const std::lock_guard lock(m_pinMutex);
    return m_pin ? Result<ClusterPinned>(*m_pin) : notPinnedYet();
}

void LocalInspector::tellFailed(Inspection what, const QString &about, const Error &error, std::stop_token stop)
{
    if (stop.stop_requested())
        return;
    const Error shown{error.code, scrubbed(error.message, m_ports.secrets), {}, error.status};
    postTo(m_mailbox, [this, what, about, shown] { Q_EMIT failed(what, about, shown); });
}

void LocalInspector::inspect(const QString &application)
{
    m_inspected = application;
    if (application.isEmpty())
        return m_trees.clear();
    m_trees.replace([this, application](std::stop_token stop) { readTrees(application, stop); });
}

// However fast the time of a drill runs, its world has other things to do.
static void restReally(std::chrono::steady_clock::time_point until, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_until(lock, stop, until, [] { return false; });
}

void LocalInspector::readTrees(const QString &application, std::stop_token stop)
{
    std::optional<InspectedTree> last;
    QString told;
    while (!stop.stop_requested()) {
        const auto really = std::chrono::steady_clock::now() + std::chrono::milliseconds(300);
        const Instant start = m_ports.clock.now();
        auto tree = m_look.tree(application, m_run.application(application), Call{stop}.within(start, patience));
        if (stop.stop_requested())
            return;
        if (tree) {
            last = *std::move(tree);
            told.clear();
        } else if (last) {
            last->trouble = scrubbed(tree.error().message, m_ports.secrets); // what was seen stays, and ages
        } else if (told != tree.error().message) {
            told = tree.error().message;
            tellFailed(Inspection::Tree, application, tree.error(), stop);
        }
        if (!tree && tree.error().code == ErrorCode::Cancelled)
            return; // a person did not say the password: not asked again until they look anew
        if (last)
            postTo(m_mailbox, [this, shown = *last] {
                if (shown.application == m_inspected)
                    Q_EMIT treeRead(shown);
            });
        // A large one is not to keep Argo CD busy all the time.
        const Milliseconds pause = std::clamp<Milliseconds>(5 * (m_ports.clock.now() - start), treeEvery, Seconds{30});
        m_ports.clock.sleepFor(pause, stop);
        restReally(really, stop);
    }
}

void LocalInspector::askDifferences()
{
    if (m_inspected.isEmpty())
        return;
    m_differences.replace([this, application = m_inspected](std::stop_token stop) {
        const auto read
            = m_look.differences(application, Call{stop}.within(m_ports.clock.now(), std::chrono::seconds(60)));
        if (!read)
            return tellFailed(Inspection::Differences, application, read.error(), stop);
        postTo(m_mailbox, [this, application, read = *read] { Q_EMIT differencesRead(application, read); });
    });
}

void LocalInspector::askResource(const ResourceKey &key)
{
    m_resources.replace([this, key, owner = m_run.application(m_inspected)](std::stop_token stop) {
        const auto read = m_look.resource(key, owner, Call{stop}.within(m_ports.clock.now(), patience));
        if (!read)
            return tellFailed(Inspection::Resource, key.name, read.error(), stop);
        postTo(m_mailbox, [this, read = *read] { Q_EMIT resourceRead(read); });
    });
}

void LocalInspector::followLog(const PodLogRequest &request)
{
    stopLog();
    m_logRequest = request;
    m_log.replace([this, request, turn = m_logTurn](std::stop_token stop) {
        const auto trouble = [&](const Error &error) {
            postTo(m_mailbox, [this] { deliverLog(); }); // what was written before comes before
            tellFailed(Inspection::Log, request.pod, error, stop);
        };
        PodLogTail(m_sight, m_ports, request, {[&](const QString &line) { hearLine(turn, line); }, trouble}).run(stop);
    });
}

void LocalInspector::stopLog()
{
    m_log.clear();
    m_logBatch.stop();
    const std::lock_guard lock(m_logMutex);
    ++m_logTurn;
    m_logLines.clear();
    m_leftOut = 0;
    m_collecting = false;
}

void LocalInspector::hearLine(quint64 turn, const QString &line)
{
    const std::lock_guard lock(m_logMutex);
    if (turn != m_logTurn)
        return;
    if (m_logLines.size() >= mostLines) { // the newest are worth more
        m_leftOut += mostLines / 2;
        m_logLines.remove(0, mostLines / 2);
    }
    m_logLines << line;
    if (std::exchange(m_collecting, true))
        return;
    postTo(m_mailbox, [this] {
        if (!m_logBatch.isActive())
            m_logBatch.start();
    });
}

void LocalInspector::deliverLog()
{
    QStringList lines;
    qsizetype leftOut = 0;
    {
        const std::lock_guard lock(m_logMutex);
        m_collecting = false;
        lines.swap(m_logLines);
        leftOut = std::exchange(m_leftOut, 0);
    }
    if (leftOut > 0)
        lines.prepend(tr("… %n line(s) left out: they came faster than they could be shown", nullptr, int(leftOut)));
    if (!lines.isEmpty())
        Q_EMIT logRead(m_logRequest, lines);
}

void LocalInspector::watchApplications(bool on)
{
    if (!on) {
        m_watches = false;
        return endWatch();
    }
    if (m_ended || (m_watches && m_watch.state != ApplicationWatch::State::Stopped))
        return;
    m_watches = true;
    m_watchPin = m_pin;
    const quint64 turn = ++m_watchTurn;
    m_watcher.replace([this, turn](std::stop_token stop) {
        const auto tell = [&](const ApplicationWatch &watch) {
            postTo(m_mailbox, [this, turn, watch] { hearWatch(turn, watch); });
        };
        ApplicationWatcher(m_sight, m_run, tell).run(stop);
    });
}

// What refused was another cluster than the one that is pinned by now.
void LocalInspector::watchAgainElsewhere()
{
    if (m_watches && m_watch.state == ApplicationWatch::State::Stopped && m_pin != m_watchPin)
        watchApplications(true);
}

void LocalInspector::end()
{
    m_ended = true;
    endWatch();
}

void LocalInspector::endWatch()
{
    m_watches = false;
    ++m_watchTurn;
    m_watcher.clear();
    m_watchPause.stop();
    if (m_watch.state == ApplicationWatch::State::Off)
        return;
    m_watch.state = ApplicationWatch::State::Off;
    m_watch.trouble.clear();
    tellWatch();
}

void LocalInspector::hearWatch(quint64 turn, const ApplicationWatch &watch)
{
    if (turn != m_watchTurn)
        return;
    const bool sameButAge = watch.state == m_toldWatch.state && watch.source == m_toldWatch.source
        && watch.trouble == m_toldWatch.trouble;
    const auto lastSeen = m_watch.lastSeen;
    m_watch = watch;
    if (!m_watch.lastSeen)
        m_watch.lastSeen = lastSeen; // by the watch before
    if (!sameButAge)
        tellWatch();
    else if (!m_watchPause.isActive() && m_watch.lastSeen != m_toldWatch.lastSeen)
        m_watchPause.start();
    watchAgainElsewhere();
}

void LocalInspector::tellWatch()
{
    m_watchPause.stop();
    m_toldWatch = m_watch;
    Q_EMIT watched(m_watch);
}

quint64 LocalInspector::sync(const QString &application, bool prune)
{
    const QString name = ApplicationName(application).name;
    const auto known = m_run.application(application);
    return act(
        {application, (prune ? QStringLiteral("a sync of %1 that prunes") : QStringLiteral("a sync of %1")).arg(name),
            tr("sync of %1 was started").arg(name),
            [prune, project = known ? known->project : QString()](ArgoCd &argocd, const ApplicationName &which,
                const Call &call) { return argocd.sync({which.name, which.space, project, {}, prune}, call); }});
}

quint64 LocalInspector::refresh(const QString &application, bool hard)
{
    const QString name = ApplicationName(application).name;
    return act(
        {application, (hard ? QStringLiteral("a hard refresh of %1") : QStringLiteral("a refresh of %1")).arg(name),
            tr("%1 was compared with Git anew").arg(name),
            [hard](ArgoCd &argocd, const ApplicationName &which, const Call &call) {
                return argocd.refresh(which.name, which.space, hard, call);
            }});
}

quint64 LocalInspector::terminate(const QString &application)
{
    const QString name = ApplicationName(application).name;
    return act({application, QStringLiteral("the end of the sync of %1").arg(name),
        tr("the sync of %1 is being ended").arg(name),
        [](ArgoCd &argocd, const ApplicationName &which, const Call &call) {
            return argocd.terminate(which.name, which.space, call);
        }});
}

quint64 LocalInspector::act(Deed deed)
{
    const quint64 command = ++m_command;
    m_deeds.add([this, command, deed = std::move(deed)](std::stop_token stop) { perform(command, deed, stop); });
    return command;
}

// Noted before it is asked for: whatever becomes of us, the record knows of it.
void LocalInspector::perform(quint64 command, const Deed &deed, std::stop_token stop)
{
    const auto refuse = [&](const Error &error) {
        const Error shown{error.code, scrubbed(error.message, m_ports.secrets), {}, error.status};
        postTo(m_mailbox, [this, command, shown] { Q_EMIT refused(command, shown); });
    };
    if (m_ended)
        return refuse({ErrorCode::Conflict,
            tr("The run has ended and its record is closed: use Argo CD itself for %1").arg(deed.application)});
    const Call call = Call{stop}.within(m_ports.clock.now(), Seconds{90});
    const auto argocd = m_sight.argocd(call);
    if (!argocd)
        return refuse(argocd.error());
    if (const auto ours = m_sight.isOurs(call); !ours)
        return refuse(ours.error());
    const QString by = m_run.site().operatorName;
    if (const auto noted = m_run.note(QStringLiteral("Asked Argo CD for %1").arg(deed.asked), by); !noted)
        return refuse({noted.error().code,
            tr("Argo CD was not asked for %1, because the record of the run could not be written: %2")
                .arg(deed.asked, noted.error().message)});
    const auto done = deed.act(**argocd, ApplicationName(deed.application), call);
    const QString warnings = (*argocd)->takeWarnings().join(u' ');
    if (!warnings.isEmpty())
        m_run.addNote({}, warnings, by);
    if (!done) {
        m_run.addNote({}, QStringLiteral("Argo CD refused %1: %2").arg(deed.asked, done.error().message), by);
        return refuse(done.error());
    }
    const QString what = warnings.isEmpty() ? deed.done : deed.done + QStringLiteral(". ") + warnings;
    postTo(m_mailbox, [this, command, what] { Q_EMIT acted(command, what); });
}

} // namespace relight
