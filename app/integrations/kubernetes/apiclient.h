#pragma once
// Requests to one API server: base address, credentials with one renewal after a 401, Retry-After honoured, refusals as
// readable errors. Owned by its cluster and shared with what outlives a call (port-forwards); any worker thread.

#include "app/integrations/kubernetes/credentials.h"

#include <QUrlQuery>

namespace relight {

struct ApiRequest
{
    QByteArray method = "GET";
    QString path; // "/api/v1/…", behind the server's own path prefix
    QUrlQuery query;
    QByteArray body;
    QByteArray contentType;
    QByteArray accept = "application/json";
    QString what; // "get Deployment shop/web", for messages
    qint64 bodyLimit = 256 << 20;
};

class ApiClient
{
public:
    ApiClient(IoThread &network, Clock &clock, const KubeAccess &access, std::shared_ptr<Credentials> credentials);

    // 2xx only; anything else is an Error with its HTTP status.
    Result<HttpAnswer> send(const ApiRequest &request, const Call &call);
    Result<QJsonObject> json(const ApiRequest &request, const Call &call);

    // Any status is an answer, 401 after one renewal.
    Result<HttpAnswer> stream(
        const ApiRequest &request, Milliseconds inactivity, const HttpClient::ChunkHandler &chunk, const Call &call);

    QUrl url(const QString &path, const QUrlQuery &query = {}) const;
    const QUrl &server() const { return m_server; }
    Clock &clock() { return m_clock; }
    IoThread &network() { return m_network; }
    Credentials &credentials() { return *m_credentials; }

private:
    using Exchange = std::function<Result<HttpAnswer>(HttpRequest)>;
    Result<HttpAnswer> authorized(const ApiRequest &request, const Exchange &exchange, const Call &call);

    IoThread &m_network;
    Clock &m_clock;
    const QUrl m_server;
    const std::shared_ptr<Credentials> m_credentials;
    std::mutex m_mutex; // guards the next two
    int m_identityVersion = 0;
    std::unique_ptr<HttpClient> m_http; // made with the first credentials
};

} // namespace relight
