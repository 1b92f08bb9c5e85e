#include "app/integrations/network/webnetwork.h"

#include "app/integrations/network/namelookup.h"
#include "app/integrations/network/portknock.h"

#include <QJsonDocument>

namespace relight {

WebNetwork::WebNetwork(IoThread &network, Clock &clock)
    : WebNetwork(network, clock, {})
{
}

WebNetwork::WebNetwork(IoThread &network, Clock &clock, const Nameserver &nameserver)
    : m_network(network)
    , m_clock(clock)
    , m_nameserver(nameserver)
    , m_http(network, clock, HttpIdentity{.tls = QSslConfiguration::defaultConfiguration(), .environmentProxy = true})
{
}

static WebAnswer webAnswer(const HttpAnswer &answer)
{
    return {answer.status, answer.body, answer.header("Content-Type"), answer.date()};
}

Result<WebAnswer> WebNetwork::get(const QUrl &url, const QHostAddress &connectTo, qint64 limit, const Call &call)
{
    HttpRequest request;
    request.url = url;
    request.headers = {{"Accept", "*/*"}};
    request.bodyLimit = limit;
    request.connectTo = connectTo;
    return m_http.send(request, call).transform(webAnswer);
}

// The client's own words may hold the whole address.
static Error withoutAddress(const Error &error, const QString &host)
{
    const QString what = QStringLiteral("The message to %1 was not delivered: ").arg(host);
    switch (error.code) {
    case ErrorCode::Cancelled:
        return {error.code, what + QStringLiteral("it was cancelled")};
    case ErrorCode::TimedOut:
        return {error.code,
            what + QStringLiteral("no answer in time; it may have arrived, look there before you send it again")};
    case ErrorCode::Unavailable:
        return {error.code,
            what + QStringLiteral("the host could not be reached; check the address, network and proxy"), {},
            error.status};
    case ErrorCode::Unauthorized:
        return {error.code,
            what + QStringLiteral("its TLS certificate is not trusted; install its CA or correct the address")};
    default:
        return {error.code, what + QStringLiteral("the request failed; check the webhook's address"), {}, error.status};
    }
}

Result<WebAnswer> WebNetwork::postJson(const QUrl &url, const QJsonObject &body, const Call &call)
{
    HttpRequest request;
    request.method = "POST";
    request.url = url;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "*/*"}};
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    request.bodyLimit = 1 << 20;
    const auto answer = m_http.send(request, call);
    if (!answer)
        return std::unexpected(withoutAddress(answer.error(), url.host()));
    return webAnswer(*answer);
}

Result<QStringList> WebNetwork::lookUp(const QString &name, const QString &type, const Call &call)
{
    return lookUpName(m_network.mailbox(), m_clock, {name, type, m_nameserver.address, m_nameserver.port}, call);
}

Result<> WebNetwork::knock(const QString &host, quint16 port, const Call &call)
{
    return knockAt(m_network.mailbox(), m_clock, host, port, call);
}

} // namespace relight
