#include "app/session/localrun.h"

#include <future>

namespace relight {

LocalRun::LocalRun(PreparedRun prepared, Ports ports, QObject *parent)
    : RunControl(parent)
    , m_site(prepared.setup.site)
    , m_manifest(prepared.setup.manifest)
    , m_journal(std::move(prepared.journal))
    , m_trust(prepared.setup.site.stateFolder)
    , m_ports(ports)
    , m_state(prepared.setup.resumed)
    , m_writer(ObservationLog(m_site.runFolder), m_ports.secrets)
{
    m_batch.setSingleShot(true);
    m_batch.setInterval(33);
    connect(&m_batch, &QTimer::timeout, this, &LocalRun::deliver);
    m_announcer = std::make_unique<Announcer>(
        prepared.setup.manifest, m_ports.network, m_ports.secrets, m_ports.clock, [this](const QString &line) {
            onLog({m_ports.clock.wall(), {}, 0, QStringLiteral("notifications"), line, true});
        });
    EventSink &sink = *this;
    EngineListener &listener = *this;
    m_engine = std::make_unique<RunEngine>(std::move(prepared.setup), m_ports, sink, listener);
}

LocalRun::~LocalRun()
{
    m_engine.reset(); // first: its threads call the rest
    m_announcer.reset();
}

void LocalRun::start()
{
    m_engine->start();
}

void LocalRun::suspend()
{
    m_engine->suspend();
}

quint64 LocalRun::decide(const QString &decisionId, bool granted, const QString &by, const QString &comment)
{
    const quint64 command = ++m_command;
    m_engine->decide(command, decisionId, granted, by, comment);
    return command;
}

quint64 LocalRun::retry(const QString &stepId, const QString &by)
{
    const quint64 command = ++m_command;
    m_engine->retry(command, stepId, by);
    return command;
}

quint64 LocalRun::skip(const QString &stepId, const QString &reason, const QString &by)
{
    const quint64 command = ++m_command;
    m_engine->skip(command, stepId, reason, by);
    return command;
}

quint64 LocalRun::markDone(const QString &stepId, const QString &evidence, const QString &by)
{
    const quint64 command = ++m_command;
    m_engine->markDone(command, stepId, evidence, by);
    return command;
}

quint64 LocalRun::pause(const QString &by)
{
    const quint64 command = ++m_command;
    m_engine->pause(command, by);
    return command;
}

quint64 LocalRun::resume(const QString &by)
{
    const quint64 command = ++m_command;
    m_engine->resume(command, by);
    return command;
}

quint64 LocalRun::cancel(const QString &by)
{
    const quint64 command = ++m_command;
    m_engine->cancel(command, by);
    return command;
}

quint64 LocalRun::addNote(const QString &stepId, const QString &text, const QString &by)
{
    const quint64 command = ++m_command;
    m_engine->addNote(command, stepId, text, by);
    return command;
}

Result<> LocalRun::note(const QString &text, const QString &by)
{
    std::promise<Result<>> promise;
    auto noted = promise.get_future();
    m_engine->noteNow(
        {}, text, by, [promise = std::move(promise)](const Result<> &done) mutable { promise.set_value(done); });
    try {
        return noted.get();
    } catch (const std::future_error &) { // the engine went away with it
        return failure(ErrorCode::Cancelled, QStringLiteral("the run was left before the note was on disk"));
    }
}

void LocalRun::onEvents(const QList<RunEvent> &events, const RunState &state)
{
    m_announcer->hear(events, state);
    if (m_companion)
        m_companion->heard(events);
    for (const RunEvent &event : events) {
        const auto *taken = std::get_if<DecisionTaken>(&event.body);
        if (state.started.mode == RunMode::Live && taken && taken->granted
            && taken->decisionId.startsWith(QLatin1String("trust:")))
            (void)m_trust.trust(taken->decisionId.mid(6), taken->by, event.at);
    }
    postTo(m_mailbox, [this, events] {
        for (const RunEvent &event : events)
            m_state = apply(std::move(m_state), event);
        Q_EMIT happened(events);
    });
}

void LocalRun::collect()
{
    if (std::exchange(m_collecting, true))
        return;
    postTo(m_mailbox, [this] {
        if (!m_batch.isActive())
            m_batch.start();
    });
}

void LocalRun::onLog(const LogLine &line)
{
    const std::lock_guard lock(m_mutex);
    m_lines << line;
    collect();
}

void LocalRun::onProgress(const StepProgress &progress)
{
    const std::lock_guard lock(m_mutex);
    m_progress.insert(progress.stepId, progress);
    collect();
}

void LocalRun::onApplications(const ApplicationsDelta &delta)
{
    {
        const std::lock_guard lock(m_mutex);
        m_stepsLook = StepsLook{m_ports.clock.now(), delta};
        m_stepsLook->last.changed.clear();
    }
    observe(delta);
}

void LocalRun::observe(const ApplicationsDelta &delta)
{
    if (delta.changed.isEmpty() && delta.removed.isEmpty() && !delta.complete)
        return;
    const std::lock_guard lock(m_mutex);
    QStringList removed = delta.removed;
    if (delta.complete) { // what went while nobody looked
        QSet<QString> present;
        for (const Application &application : delta.changed)
            present.insert(application.key());
        for (auto known = m_applications.keyBegin(); known != m_applications.keyEnd(); ++known) {
            if (!present.contains(*known))
                removed << *known;
        }
    }
    for (const Application &application : delta.changed) {
        m_applications.insert(application.key(), application);
        m_changed.insert(application.key(), application);
        m_removed.removeAll(application.key());
    }
    for (const QString &key : std::as_const(removed)) {
        m_applications.remove(key);
        m_changed.remove(key);
        m_removed << key;
    }
    m_source = delta.source;
    m_writer.hear(delta.changed, removed, delta.source, m_ports.clock.wall());
    collect();
}

std::optional<Application> LocalRun::application(const QString &key) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_applications.constFind(key);
    return found == m_applications.cend() ? std::nullopt : std::optional(*found);
}

std::optional<LocalRun::StepsLook> LocalRun::stepsLook() const
{
    const std::lock_guard lock(m_mutex);
    return m_stepsLook;
}

void LocalRun::deliver()
{
    QList<LogLine> lines;
    QHash<QString, StepProgress> progress;
    QHash<QString, Application> changed;
    QStringList removed;
    QString source;
    {
        const std::lock_guard lock(m_mutex);
        m_collecting = false;
        lines.swap(m_lines);
        progress.swap(m_progress);
        changed.swap(m_changed);
        removed.swap(m_removed);
        source = m_source;
    }
    if (!lines.isEmpty())
        Q_EMIT m_observations.logged(lines);
    if (!progress.isEmpty())
        Q_EMIT m_observations.progressed(progress.values());
    if (!changed.isEmpty() || !removed.isEmpty())
        Q_EMIT m_observations.applicationsChanged(changed.values(), removed, source);
}

void LocalRun::onRejected(quint64 command, const Error &error)
{
    if (m_companion)
        m_companion->refused(command);
    postTo(m_mailbox, [this, command, error] { Q_EMIT rejected(command, error); });
}

void LocalRun::onStorageTrouble(const Error &error)
{
    postTo(m_mailbox, [this, error] { Q_EMIT storageTrouble(error); });
}

void LocalRun::onWaiting(bool waits)
{
    postTo(m_mailbox, [this, waits] {
        deliver();
        Q_EMIT waitsForPerson(waits);
    });
}

void LocalRun::onEnded(const RunState &)
{
    postTo(m_mailbox, [this] {
        deliver();
        Q_EMIT ended();
    });
}

} // namespace relight
