#include "app/session/podlogtail.h"

#include "app/engine/scrubbedtexts.h"
#include "app/integrations/http/httpclient.h"

namespace relight {

static constexpr int tail = 2'000; // lines of what was written before

PodLogTail::PodLogTail(ClusterSight &sight, const Ports &ports, PodLogRequest request, Ears ears)
    : m_sight(sight)
    , m_ports(ports)
    , m_request(std::move(request))
    , m_ears(std::move(ears))
{
}

void PodLogTail::hear(const QByteArray &text)
{
    m_told.clear();
    m_ears.line(QString::fromUtf8(m_ports.secrets.scrub(text)));
}

void PodLogTail::tell(const Error &error)
{
    if (error.message == m_told)
        return;
    m_told = error.message;
    m_ears.trouble({error.code, scrubbed(error.message, m_ports.secrets), {}, error.status});
}

// Of the last crash: it is written to its end already.
Result<> PodLogTail::previous(std::stop_token stop)
{
    const Call call = Call{stop}.within(m_ports.clock.now(), Seconds{30});
    const auto cluster = m_sight.cluster(call);
    if (!cluster)
        return std::unexpected(cluster.error());
    const auto log = (*cluster)->podLog(m_request.podNamespace, m_request.pod, m_request.container, tail, true, call);
    if (!log)
        return std::unexpected(log.error());
    QList<QByteArray> lines = log->split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    for (const QByteArray &line : std::as_const(lines))
        hear(line);
    return {};
}

Result<> PodLogTail::followOnce(std::stop_token stop)
{
    const auto cluster = m_sight.cluster(Call{stop}.within(m_ports.clock.now(), Seconds{15}));
    if (!cluster)
        return std::unexpected(cluster.error());
    const PodLogFollow log{m_request.podNamespace, m_request.pod, m_request.container, tail, m_last};
    return (*cluster)->followPodLog(
        log,
        [this](const PodLogLine &line) {
            if (!line.stamp.isEmpty())
                m_last = line.stamp;
            hear(line.text);
            return WatchVerdict::Continue;
        },
        Call{stop});
}

// None of its containers starts again.
bool PodLogTail::hasEnded(std::stop_token stop)
{
    const Call call = Call{stop}.within(m_ports.clock.now(), Seconds{15});
    const auto cluster = m_sight.cluster(call);
    if (!cluster)
        return false;
    const auto pod
        = (*cluster)->get({QStringLiteral("v1"), QStringLiteral("Pod"), m_request.podNamespace, m_request.pod}, call);
    if (!pod)
        return false;
    const QString phase = (*pod)[QLatin1String("status")][QLatin1String("phase")].toString();
    return phase == QLatin1String("Succeeded") || phase == QLatin1String("Failed");
}

void PodLogTail::run(std::stop_token stop)
{
    if (m_request.previous) {
        if (const auto read = previous(stop); !read && !stop.stop_requested())
            tell(read.error());
        return;
    }
    Backoff backoff;
    while (!stop.stop_requested()) {
        const Instant start = m_ports.clock.now();
        const auto followed = followOnce(stop);
        if (stop.stop_requested())
            return;
        if (followed && hasEnded(stop))
            return tell(
                {ErrorCode::Failed, QStringLiteral("%1 has ended: nothing more is written").arg(m_request.pod)});
        if (!followed && followed.error().code == ErrorCode::TimedOut
            && m_ports.clock.now() - start > std::chrono::minutes(1))
            continue; // it was quiet
        if (!followed) {
            tell(followed.error());
            const ErrorCode code = followed.error().code;
            // A pod that is gone does not come back under the same name, or somebody asks again.
            if ((code == ErrorCode::NotFound && !m_last.isEmpty()) || code == ErrorCode::Unauthorized
                || code == ErrorCode::Forbidden)
                return;
        }
        backoff.healthy(m_ports.clock.now() - start);
        m_ports.clock.sleepFor(backoff.next(), stop);
    }
}

} // namespace relight
