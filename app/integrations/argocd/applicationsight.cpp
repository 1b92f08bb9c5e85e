#include "app/integrations/argocd/applicationsight.h"

#include "models/convergence/sharedtexts.h"

#include <algorithm>

namespace relight {

static constexpr Milliseconds mostRest{1000}, breath{1};

ApplicationSight::ApplicationSight(Clock &clock)
    : m_clock(clock)
{
}

// Lists of the API leave out the health of single resources, which its stream tells. What is known stays as long as the
// whole is as it was.
static void keepHealth(Application &fresh, const Application &known)
{
    if (fresh.health != known.health || fresh.syncRevision != known.syncRevision)
        return;
    for (ResourceStatus &resource : fresh.resources) {
        if (resource.health)
            continue;
        const auto old = std::ranges::find(known.resources, resource.key, &ResourceStatus::key);
        if (old != known.resources.end()) {
            resource.health = old->health;
            resource.healthMessage = old->healthMessage;
        }
    }
}

// With the lock held. No news without a difference: every reconciliation writes resourceVersion and reconciledAt.
void ApplicationSight::put(const Application &application)
{
    Application fresh = application;
    const auto known = m_known.find(fresh.key());
    if (known != m_known.end()) {
        shareTexts(fresh, *known); // for all who keep it from here on
        Application before = *known;
        before.resourceVersion = fresh.resourceVersion;
        before.reconciledAt = fresh.reconciledAt;
        if (before == fresh) {
            *known = fresh;
            return;
        }
    }
    m_known.insert(fresh.key(), fresh);
    m_pending.insert(fresh.key(), fresh);
    m_removed.remove(fresh.key());
    m_awake = true;
}

quint64 ApplicationSight::mark() const
{
    const std::lock_guard lock(m_mutex);
    return m_count;
}

void ApplicationSight::replace(const QList<Application> &all, quint64 mark, bool newSource)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto isNewer = [&](const QString &key) { return m_touched.value(key) > mark; };
        QMap<QString, Application> now;
        for (Application app : all) {
            if (isNewer(app.key()))
                continue;
            if (const auto known = m_known.find(app.key()); known != m_known.end())
                keepHealth(app, *known);
            now.insert(app.key(), app);
        }
        for (const QString &key : m_known.keys()) {
            if (!now.contains(key) && !isNewer(key)) {
                m_known.remove(key);
                m_pending.remove(key);
                m_removed.insert(key);
                m_awake = true;
            }
        }
        for (const Application &app : std::as_const(now))
            put(app);
        m_complete |= newSource;
        m_listed = true;
        m_seenAt = m_clock.now();
        m_awake |= newSource;
    }
    m_changed.notify_all();
}

void ApplicationSight::change(const Application &application)
{
    {
        const std::lock_guard lock(m_mutex);
        m_touched.insert(application.key(), ++m_count);
        m_seenAt = m_clock.now();
        put(application);
    }
    m_changed.notify_all();
}

void ApplicationSight::remove(const QString &key)
{
    {
        const std::lock_guard lock(m_mutex);
        m_touched.insert(key, ++m_count);
        m_seenAt = m_clock.now();
        if (!m_known.remove(key))
            return;
        m_pending.remove(key);
        m_removed.insert(key);
        m_awake = true;
    }
    m_changed.notify_all();
}

void ApplicationSight::seen()
{
    const std::lock_guard lock(m_mutex);
    m_seenAt = m_clock.now();
}

void ApplicationSight::setSource(const QString &source, const QString &degraded, bool silent)
{
    {
        const std::lock_guard lock(m_mutex);
        m_awake |= m_listed && (m_source != source || m_degraded != degraded); // a source without a list is no news
        m_silent = silent;
        m_source = source;
        m_degraded = degraded;
    }
    m_changed.notify_all();
}

void ApplicationSight::end(Result<> why)
{
    {
        const std::lock_guard lock(m_mutex);
        m_end = std::move(why);
    }
    m_changed.notify_all();
}

qsizetype ApplicationSight::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_known.size();
}

Result<ApplicationsDelta> ApplicationSight::take(Instant until, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    m_clock.wait(m_changed, lock, until, stop, [this] { return m_awake || m_end; });
    if (m_awake && !m_end) {
        // Who takes looks at all of them each time: the more there are, the more changes one look is for. And what is
        // told in one breath is taken in one, however the network cut it.
        const Instant rested = m_taken + std::min<Milliseconds>(Milliseconds{m_known.size() / 20}, mostRest);
        const Instant again = std::max(std::min(rested, until), m_clock.now() + breath);
        m_clock.wait(m_changed, lock, again, stop, [this] { return m_end.has_value(); });
    }
    m_taken = m_clock.now();
    if (!m_awake && m_end && !*m_end)
        return std::unexpected(m_end->error());
    ApplicationsDelta delta{.complete = std::exchange(m_complete, false), .source = m_source, .degraded = m_degraded};
    delta.silent = m_silent;
    delta.seenAt = m_seenAt;
    delta.changed = delta.complete ? m_known.values() : m_pending.values();
    if (!delta.complete)
        delta.removed = m_removed.values();
    m_pending.clear();
    m_removed.clear();
    m_awake = false;
    return delta;
}

} // namespace relight
