#include "app/integrations/kubernetes/portforward.h"

#include "app/integrations/kubernetes/forwardserver.h"

#include <thread>

namespace relight {

static constexpr Milliseconds routeTime{30'000};

namespace {

// What the network thread asks of the helper thread.
struct Wish
{
    std::mutex mutex;
    std::condition_variable_any changed;
    bool isWanted = false;
    bool isStale = false;
};

class Forward : public Cluster::PortForward
{
public:
    Forward(std::shared_ptr<ApiClient> api, ForwardRequest request, ForwardTarget target)
        : m_api(std::move(api))
        , m_request(std::move(request))
        , m_target(std::move(target))
    {
    }

    ~Forward() override
    {
        if (m_helper.joinable()) {
            m_helper.request_stop();
            m_helper.join();
        }
        m_api->network().runAndWait([this] { m_server.reset(); });
    }

    Result<> start()
    {
        Result<quint16> port;
        m_api->network().runAndWait([&] {
            m_server = std::make_unique<ForwardServer>([wish = m_wish](bool isStale) {
                {
                    const std::lock_guard lock(wish->mutex);
                    wish->isWanted = true;
                    wish->isStale = wish->isStale || isStale;
                }
                wish->changed.notify_all();
            });
            port = m_server->listen();
        });
        if (!port)
            return std::unexpected(port.error());
        m_port = *port;
        m_helper = std::jthread([this](std::stop_token stop) { help(stop); });
        return {};
    }

    quint16 localPort() const override { return m_port; }

private:
    void help(const std::stop_token &stop)
    {
        for (;;) {
            bool isStale = false;
            {
                std::unique_lock lock(m_wish->mutex);
                if (!m_wish->changed.wait(lock, stop, [&] { return m_wish->isWanted; }))
                    return;
                m_wish->isWanted = false;
                isStale = std::exchange(m_wish->isStale, false);
            }
            const Call call = Call{.stop = stop}.within(m_api->clock().now(), routeTime);
            auto found = route(isStale, call);
            // The handle outlives the task: its destructor waits behind it on the network thread.
            postTo(m_api->network().mailbox(), [this, found = std::move(found)] {
                if (m_server)
                    m_server->routeFound(found);
            });
        }
    }

    Result<ForwardRoute> route(bool isStale, const Call &call)
    {
        if (isStale) { // asking the API for the pod also renews credentials that ran out
            auto target = forwardTarget(*m_api, m_request.serviceNamespace, m_request.service, m_request.port, call);
            if (!target)
                return std::unexpected(target.error());
            m_target = *target;
        }
        const auto credentials = m_api->credentials().now(call);
        if (!credentials)
            return std::unexpected(credentials.error());
        QUrlQuery query;
        addQueryItem(query, "ports", QString::number(m_target.port));
        QUrl url = m_api->url(
            QStringLiteral("/api/v1/namespaces/%1/pods/%2/portforward").arg(m_target.podNamespace, m_target.pod),
            query);
        url.setScheme(url.scheme() == QLatin1String("http") ? QStringLiteral("ws") : QStringLiteral("wss"));
        return ForwardRoute{url, *credentials};
    }

    const std::shared_ptr<ApiClient> m_api;
    const ForwardRequest m_request;
    ForwardTarget m_target; // helper thread
    const std::shared_ptr<Wish> m_wish = std::make_shared<Wish>();
    std::unique_ptr<ForwardServer> m_server; // network thread
    quint16 m_port = 0;
    std::jthread m_helper;
};

} // namespace

Result<std::unique_ptr<Cluster::PortForward>> startForward(
    std::shared_ptr<ApiClient> api, const ForwardRequest &request, const Call &call)
{
    auto target = forwardTarget(*api, request.serviceNamespace, request.service, request.port, call);
    if (!target)
        return std::unexpected(target.error());
    auto forward = std::make_unique<Forward>(std::move(api), request, *target);
    if (auto started = forward->start(); !started)
        return std::unexpected(started.error());
    return forward;
}

} // namespace relight
