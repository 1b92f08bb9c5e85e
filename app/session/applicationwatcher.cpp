#include "app/session/applicationwatcher.h"

#include "app/engine/scrubbedtexts.h"
#include "app/integrations/http/httpclient.h"

namespace relight {

using State = ApplicationWatch::State;

// A step that follows is heard of every second; longer than this when what it asks beside that hangs.
static constexpr Seconds stepSilence{10};
static constexpr Seconds checkEvery{15}; // that it still is the pinned cluster

// Cancelled by a person, who was asked for a password: asking again at once would be for ever.
static bool isRefusal(const Error &error)
{
    return error.code == ErrorCode::Unauthorized || error.code == ErrorCode::Forbidden
        || error.code == ErrorCode::Cancelled;
}

ApplicationWatcher::ApplicationWatcher(ClusterSight &sight, LocalRun &run, Tell tell)
    : m_sight(sight)
    , m_run(run)
    , m_ports(run.ports())
    , m_tell(std::move(tell))
{
}

void ApplicationWatcher::tell(State state, const QString &trouble)
{
    m_watch.state = state;
    m_watch.trouble = scrubbed(trouble, m_ports.secrets);
    m_tell(m_watch);
}

// Source and age, as the delta says them.
void ApplicationWatcher::seen(const ApplicationsDelta &delta)
{
    if (delta.seenAt) {
        m_watch.source = delta.source;
        m_watch.lastSeen = m_ports.clock.wall() - (m_ports.clock.now() - *delta.seenAt);
    }
    const State unseen = delta.silent ? State::Troubled : State::Waiting;
    tell(delta.silent || !delta.seenAt ? unseen : State::Following, delta.degraded);
}

bool ApplicationWatcher::aStepLooks()
{
    const auto look = m_run.stepsLook();
    return look && m_ports.clock.now() - look->at < stepSilence;
}

WatchVerdict ApplicationWatcher::hear(const ApplicationsDelta &delta, std::stop_token stop)
{
    if (aStepLooks())
        return WatchVerdict::Done;
    m_run.observe(delta);
    seen(delta);
    const Instant now = m_ports.clock.now();
    if (now - m_checked < checkEvery)
        return WatchVerdict::Continue;
    m_checked = now;
    const auto cluster = m_sight.cluster(Call{stop}.within(now, Seconds{5}));
    if (cluster || !isRefusal(cluster.error()))
        return WatchVerdict::Continue; // who does not answer is the port's business
    m_refusal = cluster.error();
    return WatchVerdict::Done;
}

Result<> ApplicationWatcher::followOnce(std::stop_token stop)
{
    const auto argocd = m_sight.argocd(Call{stop}.within(m_ports.clock.now(), Seconds{15}));
    if (!argocd)
        return std::unexpected(argocd.error());
    m_checked = m_ports.clock.now();
    m_refusal.reset();
    const auto followed
        = (*argocd)->follow([&](const ApplicationsDelta &delta) { return hear(delta, stop); }, Call{stop});
    return m_refusal ? Result<>(std::unexpected(*m_refusal)) : followed;
}

void ApplicationWatcher::run(std::stop_token stop)
{
    Backoff backoff;
    tell(State::Waiting, {});
    while (!stop.stop_requested()) {
        if (aStepLooks()) {
            seen(m_run.stepsLook()->last);
            m_ports.clock.sleepFor(Seconds{1}, stop);
            continue;
        }
        const Instant start = m_ports.clock.now();
        const auto followed = followOnce(stop);
        backoff.healthy(m_ports.clock.now() - start);
        if (followed || stop.stop_requested())
            continue;
        const Error &error = followed.error();
        if (isRefusal(error))
            return tell(State::Stopped, error.message);
        const bool isThere = error.code != ErrorCode::NotFound;
        tell(isThere ? State::Troubled : State::Waiting, error.message);
        m_ports.clock.sleepFor(isThere ? backoff.next() : Milliseconds{3'000}, stop);
    }
}

} // namespace relight
