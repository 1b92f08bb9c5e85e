#include "app/session/followedrun.h"

#include "app/journal/journaltail.h"
#include "app/journal/observationlog.h"
#include "app/journal/runfolders.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>

namespace relight {

Q_LOGGING_CATEGORY(logFollowed, "relight.session.followedrun")

Result<QString> folderOfRun(const QString &idOrPath)
{
    if (!idOrPath.contains(u'/')) {
        if (const auto valid = checkRunId(idOrPath); !valid)
            return std::unexpected(valid.error());
        const QString folder = runFolder(stateFolder(), idOrPath);
        if (!QFileInfo::exists(journalPath(folder)))
            return failure(ErrorCode::NotFound,
                QStringLiteral("there is no run \"%1\" on this machine (relight runs lists them); one in a shared "
                               "folder is named by the path of its folder")
                    .arg(idOrPath));
        return folder;
    }
    const QFileInfo named(idOrPath);
    const QString folder = QDir::cleanPath(named.isFile() ? named.absolutePath() : named.absoluteFilePath());
    if (!QFileInfo::exists(journalPath(folder)))
        return failure(
            ErrorCode::NotFound, QStringLiteral("%1 is no folder of a run: it holds no journal").arg(folder));
    return folder;
}

FollowedRun::FollowedRun(QString folder, std::chrono::milliseconds interval, QObject *parent)
    : RunControl(parent)
    , m_folder(std::move(folder))
    , m_interval(interval)
{
}

FollowedRun::~FollowedRun() = default;

void FollowedRun::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { work(stop); });
}

// From another thread's event, as every answer: who asked has the id by then.
quint64 FollowedRun::refuse()
{
    const quint64 command = ++m_command;
    postTo(m_mailbox, [this, command] {
        Q_EMIT rejected(command,
            Error{ErrorCode::Forbidden,
                tr("Relight only follows this run here: what is to be done is done where it is driven, by %1")
                    .arg(m_state.started.operatorName),
                {}});
    });
    return command;
}

// What is wrong is told last of a look: what the page says when it begins must not take its place.
void FollowedRun::work(const std::stop_token &stop)
{
    JournalTail tail(journalPath(m_folder));
    std::optional<ObservationTail> seen;
    QString told; // what is wrong
    std::mutex mutex;
    std::condition_variable_any never;
    bool begun = false;
    while (!stop.stop_requested()) {
        JournalTail::Look look = tail.look();
        const bool hasNew = !look.events.isEmpty();
        begun = begun && !look.anew;
        const QString wrong = look.trouble ? look.trouble->message : QString();
        if (look.anew || !look.events.isEmpty())
            postTo(m_mailbox, [this, anew = look.anew, events = std::move(look.events)] { hear(anew, events); });
        if (!begun && hasNew) {
            begun = true;
            seen.emplace(observationsPath(m_folder)); // a page that begins has heard of none
            QFile copy(m_folder + QStringLiteral("/manifest.yaml"));
            const QByteArray manifest = copy.open(QIODevice::ReadOnly) ? copy.readAll() : QByteArray();
            postTo(m_mailbox, [this, manifest] { Q_EMIT caughtUp(manifest); });
        }
        if (wrong != std::exchange(told, wrong)) {
            postTo(m_mailbox, [this, trouble = look.trouble] {
                if (trouble)
                    Q_EMIT this->trouble(*trouble);
                else
                    Q_EMIT ok();
            });
        }
        if (begun)
            lookAtApplications(*seen, stop);
        std::unique_lock lock(mutex);
        never.wait_for(lock, stop, m_interval, [] { return false; });
    }
}

void FollowedRun::lookAtApplications(ObservationTail &seen, const std::stop_token &stop)
{
    const int damaged = seen.damaged();
    ObservationTail::Look look = seen.look(stop);
    if (seen.damaged() > damaged)
        qCWarning(logFollowed, "%d lines about applications made no sense and were passed over", seen.damaged());
    if (look.trouble)
        qCDebug(logFollowed).noquote() << look.trouble->message; // the journal's trouble is the folder's
    if (!look.changed.isEmpty() || !look.removed.isEmpty())
        postTo(m_mailbox, [this, look = std::move(look)] { tell(look); });
}

void FollowedRun::tell(const ObservationTail::Look &seen)
{
    QList<Application> changed;
    SeenEarlier earlier{seen.at, {}};
    for (const Observation &one : seen.changed) {
        changed << *one.application;
        if (one.since)
            earlier.since.insert(one.application->key(), *one.since);
    }
    Q_EMIT m_observations.applicationsChanged(changed, seen.removed, seen.source, earlier);
}

void FollowedRun::hear(bool anew, const QList<RunEvent> &events)
{
    if (anew) {
        m_state = {};
        Q_EMIT beganAnew();
    }
    const bool wasOver = m_state.end.has_value();
    for (const RunEvent &event : events)
        m_state = apply(std::move(m_state), event);
    if (!events.isEmpty())
        Q_EMIT happened(events);
    if (m_state.end && !wasOver)
        Q_EMIT ended();
}

} // namespace relight
