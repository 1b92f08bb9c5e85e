#pragma once
// The one HTTP layer. A client is one identity: one QNetworkAccessManager for requests and one for streams, both on the
// network thread, never shared between TLS identities. send() and stream() block the calling worker; the client may be
// used by several at once.

#include "app/integrations/io/reply.h"

#include <QHostAddress>
#include <QList>
#include <QSslConfiguration>
#include <QUrl>

#include <QRandomGenerator>

#include <memory>

namespace relight {

struct HttpIdentity
{
    QSslConfiguration tls;           // CA list, client certificate and key
    QList<QSslCertificate> pinned;   // exactly these self-signed server certificates are accepted besides
    bool insecureSkipVerify = false; // kubeconfig's insecure-skip-tls-verify
    QString peerVerifyName;          // tls-server-name; empty: the URL's host
    QUrl proxy;                      // http:// or socks5://; empty: none
    bool environmentProxy = false;   // instead: for each URL what the environment says (proxy.h); never with connectTo
};

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url;
    HttpHeaders headers; // User-Agent relight/VERSION and Accept: application/json are set unless given
    QByteArray body;
    qint64 bodyLimit = 64 << 20;     // a longer answer is ErrorCode::Protocol
    Milliseconds inactivity{30'000}; // no byte for so long: TimedOut
    QHostAddress connectTo;          // null: resolve the URL's host
};

struct HttpAnswer
{
    int status = 0;
    HttpHeaders headers;
    QByteArray body;
    QList<QSslCertificate> peerChain; // as the server sent it, leaf first; empty over plain http

    QByteArray header(QByteArrayView name) const; // case-insensitive; empty: absent
    std::optional<Timestamp> date() const;        // the header Date: the server's clock, to the second
};

class HttpClient
{
public:
    HttpClient(IoThread &network, Clock &clock, HttpIdentity identity);
    ~HttpClient();

    // Any HTTP status is an answer. Errors: Unavailable (refused, reset, DNS), TimedOut, Cancelled, Unauthorized (TLS
    // refused the peer; the message says which certificate and why), Protocol. Sent at most once unless GET or HEAD.
    // Redirects: same origin or http→https of one host; 301 and 302 of GET and HEAD only. Qt does not always notice
    // that a chunked answer was cut: whoever reads one must see that it is complete.
    Result<HttpAnswer> send(const HttpRequest &request, const Call &call);

    // Hears the status line, then each chunk as it arrives, on the calling thread; false ends the stream. Ok: the peer
    // ended it, or the handler did. A status other than 2xx is collected and returned as an answer.
    using ChunkHandler = std::function<bool(const QByteArray &chunk)>;
    Result<HttpAnswer> stream(const HttpRequest &request, const ChunkHandler &chunk, const Call &call);

    // After credentials rotated: drops pooled connections and uses the new identity.
    void setIdentity(HttpIdentity identity);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

// Reads an error of a Kubernetes-like or gateway peer by HTTP code: 401 Unauthorized, 403 Forbidden, 404 NotFound, 409
// Conflict, 429/5xx Unavailable …
[[nodiscard]] ErrorCode errorCodeForStatus(int status);

// The one reconnect policy: 0.8 s doubling to 30 s with jitter, reset after two healthy minutes.
class Backoff
{
public:
    // From now on every new one draws the same jitter from this seed: a drill is the same each time. 0: chance again.
    static void makeRepeatable(quint32 seed);

    explicit Backoff(Milliseconds first = Milliseconds{800}, Milliseconds limit = Milliseconds{30'000});
    Milliseconds next();                 // delay … 2 × delay
    void healthy(Milliseconds duration); // how long the last connection served

private:
    Milliseconds m_first, m_limit, m_delay;
    QRandomGenerator m_chance;
};

} // namespace relight
