#include "app/session/observationwriter.h"

#include "app/engine/scrubbedtexts.h"
#include "app/integrations/git/giturl.h"
#include "models/convergence/sharedtexts.h"

#include <QLoggingCategory>
#include <QUrl>

namespace relight {

Q_LOGGING_CATEGORY(logObservations, "relight.session.observations")

using RealClock = std::chrono::steady_clock;
static constexpr qsizetype blockBytes = 256 * 1024; // written at once

// Argo CD compares again every few minutes and has nothing new to say.
static bool saysTheSame(const Application &one, const Application &other)
{
    Application same = one;
    same.reconciledAt = other.reconciledAt;
    return same == other;
}

// A token in a repository's address is none of ours, so nobody scrubs it. With HTTP it may stand as the user, too.
static QString withoutCredentials(const QString &address)
{
    const GitUrl url = parseGitUrl(address);
    return url.transport == GitUrl::Transport::Http && !url.user.isEmpty()
        ? QUrl(address).toString(QUrl::RemoveUserInfo)
        : url.shown;
}

static void scrub(Application &app, const Secrets &secrets)
{
    app.repoUrl = withoutCredentials(app.repoUrl);
    const auto clean = [&](QString &text) { text = scrubbed(text, secrets); };
    for (QString *text : {&app.repoUrl, &app.path, &app.targetRevision, &app.healthMessage, &app.operationMessage})
        clean(*text);
    for (auto *texts : {&app.labels, &app.annotations})
        std::ranges::for_each(*texts, clean);
    for (ResourceStatus &resource : app.resources) {
        if (!resource.healthMessage.isEmpty())
            clean(resource.healthMessage);
    }
    for (ResourceResult &result : app.results)
        clean(result.message);
    for (ApplicationCondition &condition : app.conditions)
        clean(condition.message);
}

ObservationWriter::ObservationWriter(ObservationLog log, const Secrets &secrets, Pace pace)
    : m_log(std::move(log))
    , m_secrets(secrets)
    , m_pace(pace)
    , m_thread([this](const std::stop_token &stop) { work(stop); })
{
}

ObservationWriter::~ObservationWriter()
{
    m_thread.request_stop();
    m_thread.join();
}

void ObservationWriter::hear(
    const QList<Application> &changed, const QStringList &removed, const QString &source, Timestamp at)
{
    bool wakes = false;
    {
        const std::lock_guard lock(m_mutex);
        wakes = m_heard.isEmpty(); // else it is awake, or sleeps until its time has come
        for (const Application &application : changed) {
            const QString key = application.key();
            m_heard.changed.insert(key, {at, {}, source, application, {}});
            m_heard.removed.remove(key);
        }
        for (const QString &key : removed) {
            m_heard.changed.remove(key);
            m_heard.removed.insert(key);
        }
        m_heard.at = at;
        wakes = wakes && !m_heard.isEmpty();
    }
    if (wakes)
        m_more.notify_one();
}

void ObservationWriter::work(const std::stop_token &stop)
{
    RealClock::time_point next = RealClock::now();
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_more.wait(lock, stop, [this] { return !m_heard.isEmpty(); });
        if (m_heard.isEmpty())
            return; // stopped
        m_more.wait_until(lock, stop, next, [] { return false; });
        Heard heard = std::exchange(m_heard, {});
        lock.unlock();
        const auto start = RealClock::now();
        write(std::move(heard));
        const auto end = RealClock::now();
        next = end + std::clamp<RealClock::duration>((end - start) * m_pace.timesItsOwn, m_pace.atLeast, m_pace.atMost);
    }
}

void ObservationWriter::write(Heard heard)
{
    const QStringList changed = take(heard);
    if (changed.isEmpty() && heard.removed.isEmpty())
        return;
    m_writesAll = m_writesAll || m_log.isFull();
    const Result<> written = m_writesAll ? writeAll() : writeChanges(changed, heard);
    m_writesAll = !written; // what is missing is made good at the next change
    if (!written && !std::exchange(m_complained, true))
        qCWarning(logObservations).noquote()
            << "who looks on sees no change of the applications:" << written.error().message;
    m_complained = m_complained && !written;
}

QStringList ObservationWriter::take(Heard &heard)
{
    QStringList changed;
    for (auto one = heard.changed.begin(); one != heard.changed.end(); ++one) {
        Observation now = *std::move(one);
        now.application = observable(*now.application);
        scrub(*now.application, m_secrets);
        now.since = now.at;
        if (const auto known = m_known.find(one.key()); known != m_known.end()) {
            if (saysTheSame(*known->application, *now.application)) {
                known->application->reconciledAt = now.application->reconciledAt;
                continue;
            }
            if (known->application->health == now.application->health
                && known->application->sync == now.application->sync)
                now.since = known->since;
            shareTexts(*now.application, *known->application);
        }
        m_known.insert(one.key(), std::move(now));
        changed << one.key();
    }
    heard.removed.removeIf([this](const QString &key) { return m_known.remove(key) == 0; });
    return changed;
}

Result<> ObservationWriter::writeChanges(const QStringList &changed, const Heard &heard)
{
    QByteArray lines;
    for (const QString &key : changed) {
        lines += observationToJson(m_known.value(key)) + '\n';
        if (lines.size() < blockBytes)
            continue;
        if (const auto written = m_log.append(lines); !written)
            return written;
        lines.clear();
    }
    if (!heard.removed.isEmpty())
        lines += observationToJson({heard.at, {}, {}, {}, heard.removed.values()}) + '\n';
    return lines.isEmpty() ? Result<>() : m_log.append(lines);
}

Result<> ObservationWriter::writeAll()
{
    if (const auto begun = m_log.begin(); !begun)
        return begun;
    if (const auto written = writeChanges(m_known.keys(), {}); !written)
        return written;
    return m_log.publish();
}

} // namespace relight
