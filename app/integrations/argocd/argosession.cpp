#include "app/integrations/argocd/argosession.h"

#include "app/integrations/argocd/argoanswer.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QScopeGuard>
#include <QSslCertificate>

namespace relight {

Q_LOGGING_CATEGORY(logSession, "relight.argocd.session")

struct ArgoSession::Connection
{
    QUrl base;
    std::unique_ptr<Cluster::PortForward> forward; // outlives the client's sockets
    std::unique_ptr<HttpClient> http;
};

ArgoSession::ArgoSession(IoThread &network, Clock &clock, ArgoCdAccess access, Remember remember)
    : m_network(network)
    , m_clock(clock)
    , m_access(std::move(access))
    , m_logIn(clock, m_access, std::move(remember))
    , m_turns(clock)
{
}

ArgoSession::~ArgoSession() = default;

QString ArgoSession::version() const
{
    const std::lock_guard lock(m_mutex);
    return m_version;
}

int ArgoSession::connections() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections;
}

// The server's own certificate, where the cluster tells it: it is self-signed, or signed by a CA that only the company
// knows.
QList<QSslCertificate> ArgoSession::pinned(const Call &call) const
{
    QList<QSslCertificate> certificates;
    if (!m_access.cluster)
        return certificates;
    for (const char *name : {"argocd-server-tls", "argocd-secret"}) {
        const auto secret = m_access.cluster->get(
            {QStringLiteral("v1"), QStringLiteral("Secret"), m_access.argoNamespace, QString::fromLatin1(name)}, call);
        if (!secret)
            continue;
        const QByteArray pem
            = QByteArray::fromBase64(secret->value(u"data").toObject().value(u"tls.crt").toString().toLatin1());
        if (const auto found = QSslCertificate::fromData(pem, QSsl::Pem); !found.isEmpty())
            certificates.append(found.first());
    }
    return certificates;
}

Result<ArgoSession::Connected> ArgoSession::connectTo(
    const QUrl &base, std::unique_ptr<Cluster::PortForward> forward, const Call &call)
{
    HttpIdentity identity;
    identity.tls = QSslConfiguration::defaultConfiguration();
    if (base.scheme() == u"https")
        identity.pinned = pinned(call);
    if (forward)
        identity.peerVerifyName = QStringLiteral("argocd-server");
    auto made = std::make_shared<Connection>();
    made->base = base;
    made->forward = std::move(forward);
    made->http = std::make_unique<HttpClient>(m_network, m_clock, identity);
    const auto answer = made->http->send({.url = QUrl(base.toString() + QStringLiteral("/api/version"))}, call);
    if (!answer)
        return std::unexpected(answer.error());
    if (const auto refusal = argoRefusal(*answer, QStringLiteral("tell its version")))
        return std::unexpected(*refusal);
    const std::lock_guard lock(m_mutex);
    m_version = QJsonDocument::fromJson(answer->body).object().value(u"Version").toString();
    return made;
}

// A server with --insecure answers on plain HTTP, any other sends us to https on the host that we name. It is one that
// the client does not follow to.
bool ArgoSession::speaksPlainHttp(const QUrl &base, const Call &call)
{
    HttpClient http(m_network, m_clock, {});
    HttpRequest request{.url = QUrl(base.toString() + QStringLiteral("/api/version"))};
    request.headers = {{"Host", "argocd-server"}};
    const auto answer = http.send(request, call.within(m_clock.now(), Milliseconds{5'000}));
    return answer && !argoRefusal(*answer, {});
}

Result<ArgoSession::Connected> ArgoSession::connect(const Call &outer)
{
    const Call call = outer.within(m_clock.now(), Milliseconds{10'000});
    if (!m_access.server.isEmpty()) {
        const QString text = m_access.server.contains(QStringLiteral("://"))
            ? m_access.server
            : QStringLiteral("https://") + m_access.server;
        QUrl base(text);
        base.setPath(base.path().endsWith(u'/') ? base.path().chopped(1) : base.path());
        if (!base.isValid() || base.host().isEmpty())
            return failure(ErrorCode::Invalid,
                QStringLiteral("\"%1\" is not the address of an Argo CD server: correct gitops.argocd.server")
                    .arg(m_access.server));
        return connectTo(base, nullptr, call);
    }
    if (!m_access.cluster)
        return failure(ErrorCode::Invalid,
            QStringLiteral("There is neither an address of the Argo CD server nor a cluster to reach it through"));
    auto forward = m_access.cluster->forward(m_access.argoNamespace, QStringLiteral("argocd-server"), 443, call);
    if (!forward)
        return std::unexpected(forward.error());
    QUrl base;
    base.setHost(QStringLiteral("127.0.0.1"));
    base.setPort((*forward)->localPort());
    base.setScheme(QStringLiteral("http"));
    if (!speaksPlainHttp(base, call))
        base.setScheme(QStringLiteral("https"));
    return connectTo(base, std::move(*forward), call);
}

// A refusal on the way to the API (of the cluster, of a proxy) is none of the request itself: it has no status.
static Error ofTheWay(Error error)
{
    error.status = 0;
    return error;
}

// Argo CD's refusal of the account keeps its status: nobody may go around it.
static Error ofTheLogIn(const Error &error)
{
    return error.code == ErrorCode::Unauthorized ? error : ofTheWay(error);
}

Result<ArgoSession::Connected> ArgoSession::connection(const Call &call)
{
    const auto standing = [this] {
        const std::lock_guard lock(m_mutex);
        return m_connection;
    };
    if (const Connected already = standing())
        return already;
    if (const auto turn = m_turns.take(QStringLiteral("Connecting to Argo CD"), call); !turn)
        return std::unexpected(turn.error());
    const auto turnEnds = qScopeGuard([this] { m_turns.end(); });
    if (const Connected already = standing())
        return already;
    const auto made = connect(call);
    if (!made)
        return made;
    qCInfo(logSession) << "connected to Argo CD" << version() << "at" << (*made)->base.host();
    const std::lock_guard lock(m_mutex);
    m_connection = *made;
    ++m_connections;
    return made;
}

void ArgoSession::drop(const Connected &broken)
{
    Connected gone; // destroyed outside the lock
    const std::lock_guard lock(m_mutex);
    if (m_connection == broken)
        gone = std::exchange(m_connection, nullptr);
}

void ArgoSession::abandon()
{
    Connected gone; // destroyed outside the lock
    const std::lock_guard lock(m_mutex);
    gone = std::exchange(m_connection, nullptr);
}

HttpRequest ArgoSession::prepared(const Connection &to, const ArgoRequest &request, const QByteArray &token) const
{
    HttpRequest prepared{.method = request.method};
    prepared.url = QUrl::fromEncoded(to.base.toEncoded() + request.path.toLatin1());
    prepared.url.setQuery(request.query);
    prepared.headers = {{"Authorization", "Bearer " + token}};
    if (request.method != "GET")
        prepared.headers.emplaceBack("Content-Type", "application/json"); // also without a body: 415 otherwise
    prepared.body = request.body;
    prepared.bodyLimit = 512 << 20;
    prepared.inactivity = request.inactivity;
    return prepared;
}

// One exchange with everything that may stand in its way: no connection, no token, a token that ran out, a connection
// that broke meanwhile.
template <class Exchange>
Result<HttpAnswer> ArgoSession::authorized(
    const ArgoRequest &request, bool mayRepeat, const Call &call, Exchange exchange)
{
    QByteArray refused;
    for (int round = 0; round < 3; ++round) {
        const auto to = connection(call);
        if (!to)
            return std::unexpected(ofTheWay(to.error()));
        const auto pass = m_logIn.token(*(*to)->http, (*to)->base, refused, call);
        if (!pass) {
            if (pass.error().code == ErrorCode::Unavailable)
                drop(*to);
            return std::unexpected(ofTheLogIn(pass.error()));
        }
        Result<HttpAnswer> answer = exchange(**to, prepared(**to, request, *pass));
        if (answer && answer->status == 401 && refused.isEmpty()) {
            refused = *pass;
            continue;
        }
        if (answer)
            m_logIn.keepRenewed(*answer);
        if (answer || answer.error().code == ErrorCode::Cancelled)
            return answer;
        if (answer.error().code == ErrorCode::TimedOut && m_clock.now() >= call.deadline)
            return answer; // the caller's own limit says nothing about the connection
        drop(*to);
        if (answer.error().code != ErrorCode::Unavailable || !std::exchange(mayRepeat, false))
            return answer;
    }
    return failure(ErrorCode::Unavailable,
        QStringLiteral("Argo CD did not %1: its connection breaks again and again").arg(request.what));
}

Result<> ArgoSession::ready(const Call &call)
{
    const auto to = connection(call);
    if (!to)
        return std::unexpected(ofTheWay(to.error()));
    const auto pass = m_logIn.token(*(*to)->http, (*to)->base, {}, call);
    return pass ? Result<>() : std::unexpected(ofTheLogIn(pass.error()));
}

Result<QByteArray> ArgoSession::send(const ArgoRequest &request, const Call &call)
{
    auto answer = authorized(request, request.method == "GET", call,
        [&](Connection &to, const HttpRequest &http) { return to.http->send(http, call); });
    if (!answer)
        return std::unexpected(answer.error());
    if (const auto refusal = argoRefusal(*answer, request.what))
        return std::unexpected(*refusal);
    return std::move(answer->body);
}

Result<> ArgoSession::stream(const ArgoRequest &request, const HttpClient::ChunkHandler &chunk, const Call &call)
{
    const auto answer = authorized(request, false, call, [&](Connection &to, HttpRequest http) {
        http.headers.emplaceBack("Accept", "text/event-stream"); // exactly this, or there is no keep-alive
        return to.http->stream(http, chunk, call);
    });
    if (!answer)
        return std::unexpected(answer.error());
    if (answer->status < 200 || answer->status >= 300) {
        HttpAnswer refused = *answer;
        if (refused.body.startsWith("data:")) // an error before the first message comes in a frame, too
            refused.body = refused.body.mid(5).trimmed();
        if (const QJsonObject error = QJsonDocument::fromJson(refused.body).object().value(u"error").toObject();
            !error.isEmpty())
            refused.body = QJsonDocument(error).toJson(QJsonDocument::Compact);
        return std::unexpected(*argoRefusal(refused, request.what));
    }
    if (!answer->header("Content-Type").startsWith("text/event-stream"))
        return failure(ErrorCode::Protocol,
            QStringLiteral(
                "What answers for Argo CD's stream is not a stream of events: look for a proxy in front of it"));
    return {};
}

} // namespace relight
