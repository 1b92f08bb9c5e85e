#pragma once
// The way to one Argo CD server and the standing with it: address or port-forward, pinned certificate, log-in, token.
// Owned by its client; used by several worker threads at once.

#include "app/integrations/argocd/argologin.h"

#include <QUrlQuery>

namespace relight {

struct ArgoRequest
{
    QByteArray method = "GET";
    QString path; // "/api/v1/…", percent-encoded
    QUrlQuery query;
    QByteArray body;
    QString what; // "list applications", for messages
    Milliseconds inactivity{60'000};
};

class ArgoSession
{
public:
    // `remember` hears the password that is read from the cluster, and each token.
    ArgoSession(IoThread &network, Clock &clock, ArgoCdAccess access, Remember remember = {});
    ~ArgoSession();

    // 2xx with JSON only. Connects and logs in when needed; a 401 logs in anew once (an initial admin password that
    // changed is read again); a connection that broke is made anew once for GET. One that only kept the caller waiting
    // for longer than the caller wished stays: whoever knows it to be dead calls abandon().
    Result<QByteArray> send(const ArgoRequest &request, const Call &call);

    // Server-sent events. Ok: the server ended the stream, or the handler did.
    Result<> stream(const ArgoRequest &request, const HttpClient::ChunkHandler &chunk, const Call &call);

    // Connects and logs in when that is not done yet.
    Result<> ready(const Call &call);

    // The next request makes a connection anew.
    void abandon();

    // "v3.2.11"; empty before the first connection.
    QString version() const;
    // How many connections were made: another number means that what hung on an older one is void.
    int connections() const;

private:
    struct Connection;
    using Connected = std::shared_ptr<Connection>;

    Result<Connected> connection(const Call &call);
    Result<Connected> connect(const Call &call);
    bool speaksPlainHttp(const QUrl &base, const Call &call);
    Result<Connected> connectTo(const QUrl &base, std::unique_ptr<Cluster::PortForward> forward, const Call &call);
    QList<QSslCertificate> pinned(const Call &call) const;
    void drop(const Connected &broken);
    HttpRequest prepared(const Connection &to, const ArgoRequest &request, const QByteArray &token) const;

    template <class Exchange>
    Result<HttpAnswer> authorized(const ArgoRequest &request, bool mayRepeat, const Call &call, Exchange exchange);

    IoThread &m_network;
    Clock &m_clock;
    const ArgoCdAccess m_access;
    ArgoLogIn m_logIn;
    Turns m_turns; // of making a connection

    mutable std::mutex m_mutex; // guards all below
    Connected m_connection;
    QString m_version;
    int m_connections = 0;
};

} // namespace relight
