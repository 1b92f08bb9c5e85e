#include "app/integrations/argocd/argocdclient.h"

#include "app/integrations/argocd/argoanswer.h"
#include "app/integrations/argocd/argofollower.h"

#include <QLoggingCategory>

#include <thread>

namespace relight {

Q_LOGGING_CATEGORY(logClient, "relight.argocd.client")

ArgoCdClient::ArgoCdClient(IoThread &network, Clock &clock, const ArgoCdAccess &access, const Remember &remember)
    : m_clock(clock)
    , m_api(network, clock, access, remember)
{
    if (access.cluster)
        m_resources = std::make_unique<ArgoResources>(access.cluster, access.argoNamespace);
}

bool ArgoCdClient::apiIsWorthATry() const
{
    const std::lock_guard lock(m_mutex);
    return !m_resources || !m_trouble || m_clock.now() >= m_retryAt;
}

void ArgoCdClient::remember(const std::optional<Error> &trouble)
{
    const std::lock_guard lock(m_mutex);
    m_trouble = trouble;
    if (trouble)
        m_retryAt = m_clock.now() + m_backoff.next();
    else
        m_backoff = Backoff();
}

// The API, unless it was in trouble a moment ago; then the resources, if the API could not even be asked.
template <class Ask>
auto ArgoCdClient::either(const Call &call, Ask ask) -> decltype(ask(std::declval<ArgoSource &>(), call))
{
    if (apiIsWorthATry()) {
        auto answer = ask(m_api, call);
        const bool trouble = !answer && isApiTrouble(answer.error());
        if (answer || !trouble || !m_resources || call.stop.stop_requested() || m_clock.now() >= call.deadline) {
            if (answer || !trouble)
                remember(std::nullopt);
            return answer;
        }
        remember(answer.error());
    }
    return ask(*m_resources, call);
}

bool ArgoCdClient::isRefused() const
{
    const std::lock_guard lock(m_mutex);
    return m_trouble && isArgoRefusal(*m_trouble);
}

// As either(), with two differences: what Argo CD itself refuses is refused, and what goes past it is told. An account
// that may not list everything may still be allowed to do this: it is asked.
Result<> ArgoCdClient::write(const QString &what, const Call &call, const std::function<Result<>(ArgoSource &)> &ask)
{
    const bool refused = isRefused();
    if (refused || apiIsWorthATry()) {
        const Result<> answer = ask(m_api);
        if (answer || !isApiTrouble(answer.error())) {
            if (!refused)
                remember(std::nullopt);
            return answer;
        }
        if (isArgoRefusal(answer.error()) || !m_resources || call.stop.stop_requested()
            || m_clock.now() >= call.deadline)
            return answer;
        remember(answer.error());
    }
    const Result<> answer = ask(*m_resources);
    if (answer) {
        const std::lock_guard lock(m_mutex);
        m_warnings.append(QStringLiteral("The %1 went through Kubernetes, with the cluster's rights: Argo CD's own "
                                         "rights and sync windows do not bind there. Its API cannot be used: %2")
                .arg(what, m_trouble ? m_trouble->message : QString()));
        qCWarning(logClient).noquote() << m_warnings.last();
    }
    return answer;
}

QStringList ArgoCdClient::takeWarnings()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_warnings, {});
}

ArgoCd::Way ArgoCdClient::lastWay() const
{
    const std::lock_guard lock(m_mutex);
    if (!m_trouble)
        return {QStringLiteral("Argo CD API"), {}};
    return {QStringLiteral("Kubernetes watch"),
        QStringLiteral("The Argo CD API cannot be used, applications are read from Kubernetes: %1")
            .arg(m_trouble->message)};
}

Result<ApplicationsDelta> ArgoCdClient::applications(const Call &call)
{
    ApplicationsDelta delta{.complete = true};
    auto all = either(call, [&](ArgoSource &source, const Call &within) {
        delta.source = &source == &m_api ? QStringLiteral("Argo CD API") : QStringLiteral("Kubernetes watch");
        return source.list(within);
    });
    if (!all)
        return std::unexpected(all.error());
    delta.changed = std::move(*all);
    delta.degraded = lastWay().degraded;
    delta.seenAt = m_clock.now();
    return delta;
}

Result<> ArgoCdClient::follow(const std::function<WatchVerdict(const ApplicationsDelta &)> &handler, const Call &call)
{
    assertMayBlock();
    ApplicationSight view(m_clock);
    ArgoFollower follower(m_api, m_resources.get(), view, m_clock);
    const std::jthread helper([&](std::stop_token stop) { view.end(follower.run(stop)); });
    for (;;) {
        const auto delta = view.take(std::min(m_clock.now() + Seconds{1}, call.deadline), call.stop);
        if (call.stop.stop_requested())
            return failure(ErrorCode::Cancelled, QStringLiteral("Following the applications was cancelled"));
        if (!delta)
            return std::unexpected(delta.error());
        if (handler(*delta) == WatchVerdict::Done)
            return {};
        if (m_clock.now() >= call.deadline)
            return failure(ErrorCode::TimedOut, QStringLiteral("The applications were followed until the time was up"));
    }
}

Result<QList<ApplicationSetStatus>> ArgoCdClient::applicationSets(const Call &call)
{
    return either(call, [](ArgoSource &source, const Call &within) { return source.applicationSets(within); });
}

Result<> ArgoCdClient::sync(const SyncRequest &request, const Call &call)
{
    return write(QStringLiteral("sync of %1").arg(request.application), call,
        [&](ArgoSource &source) { return source.sync(request, call); });
}

Result<> ArgoCdClient::refresh(const QString &application, const QString &appNamespace, bool hard, const Call &call)
{
    return write(QStringLiteral("refresh of %1").arg(application), call,
        [&](ArgoSource &source) { return source.refresh(application, appNamespace, hard, call); });
}

Result<> ArgoCdClient::terminate(const QString &application, const QString &appNamespace, const Call &call)
{
    return write(QStringLiteral("end of the sync of %1").arg(application), call,
        [&](ArgoSource &source) { return source.terminate(application, appNamespace, call); });
}

Result<QList<ResourceNode>> ArgoCdClient::resourceTree(
    const QString &application, const QString &appNamespace, const Call &call)
{
    return either(call,
        [&](ArgoSource &source, const Call &within) { return source.resourceTree(application, appNamespace, within); });
}

Result<QList<ArgoCd::Difference>> ArgoCdClient::differences(
    const QString &application, const QString &appNamespace, const Call &call)
{
    return either(call,
        [&](ArgoSource &source, const Call &within) { return source.differences(application, appNamespace, within); });
}

Result<QString> ArgoCdClient::syncWindow(const QString &application, const QString &appNamespace, const Call &call)
{
    return either(call,
        [&](ArgoSource &source, const Call &within) { return source.syncWindow(application, appNamespace, within); });
}

ArgoCdService::ArgoCdService(IoThread &network, Clock &clock, Remember remember)
    : m_network(network)
    , m_clock(clock)
    , m_remember(std::move(remember))
{
}

std::shared_ptr<ArgoCd> ArgoCdService::open(ArgoCdAccess access)
{
    return std::make_shared<ArgoCdClient>(m_network, m_clock, access, m_remember);
}

} // namespace relight
