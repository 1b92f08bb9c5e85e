#include "app/integrations/kubernetes/apiclient.h"

#include "app/integrations/kubernetes/apistatus.h"

#include <QJsonDocument>
#include <QLoggingCategory>

namespace relight {

Q_LOGGING_CATEGORY(logApi, "relight.kubernetes.api")

static constexpr int retryLimit = 10;

static QUrl baseOf(const QString &server)
{
    QUrl url(server);
    QString path = url.path();
    while (path.endsWith(QLatin1Char('/')))
        path.chop(1);
    url.setPath(path);
    return url;
}

ApiClient::ApiClient(
    IoThread &network, Clock &clock, const KubeAccess &access, std::shared_ptr<Credentials> credentials)
    : m_network(network)
    , m_clock(clock)
    , m_server(baseOf(access.cluster.server))
    , m_credentials(std::move(credentials))
{
}

QUrl ApiClient::url(const QString &path, const QUrlQuery &query) const
{
    QUrl url = m_server;
    url.setPath(url.path() + path);
    if (!query.isEmpty())
        url.setQuery(query);
    return url;
}

Result<HttpAnswer> ApiClient::authorized(const ApiRequest &request, const Exchange &exchange, const Call &call)
{
    for (bool renewed = false;; renewed = true) {
        const auto credentials = m_credentials->now(call);
        if (!credentials)
            return std::unexpected(credentials.error());
        {
            const std::lock_guard lock(m_mutex);
            if (!m_http)
                m_http = std::make_unique<HttpClient>(m_network, m_clock, credentials->identity);
            else if (m_identityVersion < credentials->identityVersion)
                m_http->setIdentity(credentials->identity);
            m_identityVersion = std::max(m_identityVersion, credentials->identityVersion);
        }
        HttpRequest http{.method = request.method,
            .url = url(request.path, request.query),
            .headers = credentials->headers,
            .body = request.body,
            .bodyLimit = request.bodyLimit};
        http.headers.append({"Accept", request.accept});
        if (!request.contentType.isEmpty())
            http.headers.append({"Content-Type", request.contentType});
        auto answer = exchange(std::move(http));
        if (!answer || answer->status != 401 || renewed)
            return answer;
        const auto again = m_credentials->renew(credentials->version, call);
        if (!again)
            return std::unexpected(again.error());
        if (!*again)
            return answer;
    }
}

Result<HttpAnswer> ApiClient::send(const ApiRequest &request, const Call &call)
{
    for (int attempt = 1;; ++attempt) {
        auto answer = authorized(request, [&](const HttpRequest &http) { return m_http->send(http, call); }, call);
        if (!answer)
            return answer;
        for (const auto &[name, value] : std::as_const(answer->headers))
            if (name.compare("Warning", Qt::CaseInsensitive) == 0)
                qCInfo(logApi) << "warning to" << request.what << value;
        if (answer->status >= 200 && answer->status < 300)
            return answer;
        const auto wait = answer->status == 429 || answer->status >= 500 ? retryAfter(*answer) : std::nullopt;
        if (!wait || attempt == retryLimit)
            return std::unexpected(statusError(*answer, request.what));
        const Instant until = m_clock.now() + std::max(*wait, Milliseconds{100});
        if (until >= call.deadline)
            return std::unexpected(statusError(*answer, request.what));
        if (!m_clock.sleepUntil(until, call.stop))
            return failure(ErrorCode::Cancelled, QStringLiteral("%1 was cancelled").arg(request.what));
    }
}

Result<QJsonObject> ApiClient::json(const ApiRequest &request, const Call &call)
{
    const auto answer = send(request, call);
    if (!answer)
        return std::unexpected(answer.error());
    const QJsonDocument document = QJsonDocument::fromJson(answer->body);
    if (!document.isObject())
        return failure(ErrorCode::Protocol,
            QStringLiteral("Could not %1: the answer is not JSON; is this address a Kubernetes API?").arg(request.what),
            QString::fromLatin1(answer->header("Content-Type")), answer->status);
    return document.object();
}

Result<HttpAnswer> ApiClient::stream(
    const ApiRequest &request, Milliseconds inactivity, const HttpClient::ChunkHandler &chunk, const Call &call)
{
    const auto exchange = [&](HttpRequest http) {
        http.inactivity = inactivity;
        http.headers.append(std::pair<QByteArray, QByteArray>("Accept-Encoding", "identity"));
        return m_http->stream(http, chunk, call);
    };
    return authorized(request, exchange, call);
}

} // namespace relight
