#include "app/integrations/http/httpexchange.h"

#include "app/integrations/http/httperror.h"
#include "app/integrations/http/onceonlybody.h"
#include "app/integrations/http/proxy.h"

#include <QHttp1Configuration>
#include <QLoggingCategory>
#include <QNetworkRequest>

namespace relight {

Q_LOGGING_CATEGORY(logExchange, "relight.http.exchange")

static constexpr qint64 streamReadBuffer = 1 << 20;
static constexpr int redirectLimit = 5;

static bool isSafe(const QByteArray &method)
{
    return method == "GET" || method == "HEAD";
}

static bool has(const HttpHeaders &headers, QByteArrayView name)
{
    return std::ranges::any_of(
        headers, [&](const auto &header) { return name.compare(header.first, Qt::CaseInsensitive) == 0; });
}

HttpExchange::HttpExchange(std::shared_ptr<HttpManagers> managers, HttpRequest request, ExchangeSinks sinks)
    : m_managers(std::move(managers))
    , m_request(std::move(request))
    , m_sinks(std::move(sinks))
{
    m_inactivity.setSingleShot(true);
    m_inactivity.setInterval(m_request.inactivity);
    connect(&m_inactivity, &QTimer::timeout, this, [this] {
        m_error = Error{ErrorCode::TimedOut,
            QStringLiteral("%1 sent nothing for %2 s")
                .arg(m_request.url.authority(QUrl::FullyEncoded | QUrl::RemoveUserInfo))
                .arg(double(m_request.inactivity.count()) / 1000.0),
            loggable(m_request.url)};
        m_reply->abort();
    });
}

HttpExchange::~HttpExchange()
{
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        delete m_reply;
    }
}

void HttpExchange::start()
{
    const QString scheme = m_request.url.scheme();
    if (!m_request.url.isValid() || m_request.url.host().isEmpty()
        || (scheme != QLatin1String("https") && scheme != QLatin1String("http")))
        return end(
            failure(ErrorCode::Invalid, QStringLiteral("“%1” is not an HTTP address").arg(loggable(m_request.url))));
    sendOnce();
}

// What is handed over to a proxy in plain text says who asks in its own head: Qt would send the body twice to find that
// it must. Tunnels do without; in them this would reach the server.
QByteArray HttpExchange::proxyAuthorization() const
{
    const HttpIdentity &identity = m_managers->identity;
    if (m_request.url.scheme() != QLatin1String("http") || (identity.environmentProxy && !m_request.connectTo.isNull()))
        return {};
    const QNetworkProxy proxy
        = proxyFor(identity.environmentProxy ? proxyFromEnvironment(m_request.url) : identity.proxy);
    if (proxy.type() != QNetworkProxy::HttpProxy || proxy.user().isEmpty())
        return {};
    return "Basic " + (proxy.user() + u':' + proxy.password()).toUtf8().toBase64();
}

QNetworkRequest HttpExchange::prepare()
{
    QUrl url = m_request.url;
    url.setUserInfo({});
    const HttpIdentity &identity = m_managers->identity;
    QString verifyName = identity.peerVerifyName;
    HttpHeaders headers = m_request.headers;
    if (!m_request.connectTo.isNull()) {
        if (!has(headers, "Host"))
            headers.append({"Host", url.authority(QUrl::FullyEncoded).toLatin1()});
        if (verifyName.isEmpty())
            verifyName = url.host();
        url.setHost(m_request.connectTo.toString());
    }
    QNetworkRequest request{url};
    // HTTP/1.1 only: a socket for each request makes time-outs, dead peers and closed streams mean one thing.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setDecompressedSafetyCheckThreshold(-1); // bodyLimit counts decoded bytes
    QHttp1Configuration http1;
    http1.setNumberOfConnectionsPerHost(isStreaming() ? streamSockets : requestSockets);
    request.setHttp1Configuration(http1);
    request.setSslConfiguration(identity.tls);
    if (!verifyName.isEmpty())
        request.setPeerVerifyName(verifyName);
    if (!has(headers, "User-Agent"))
        request.setRawHeader("User-Agent", "relight/" RELIGHT_VERSION);
    if (!has(headers, "Accept"))
        request.setRawHeader("Accept", "application/json");
    if (!m_request.body.isEmpty() && !has(headers, "Content-Type"))
        request.setRawHeader("Content-Type", "application/json");
    if (const QByteArray who = proxyAuthorization(); !who.isEmpty())
        request.setRawHeader("Proxy-Authorization", who);
    QList<QByteArray> set;
    for (const auto &[name, value] : std::as_const(headers)) {
        const bool repeated = set.contains(name); // Qt sends each name once: a repeated header is one list
        request.setRawHeader(name, repeated ? request.rawHeader(name) + ", " + value : value);
        set.append(name);
    }
    return request;
}

QNetworkAccessManager &HttpExchange::manager() const
{
    if (!m_request.connectTo.isNull())
        return m_managers->direct;
    return isStreaming() ? m_managers->streams : m_managers->requests;
}

void HttpExchange::sendOnce()
{
    QNetworkRequest request = prepare();
    if (m_request.method == "GET") {
        m_reply = manager().get(request);
    } else if (m_request.method == "HEAD") {
        m_reply = manager().head(request);
    } else {
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
        m_reply = manager().sendCustomRequest(
            request, m_request.method, new OnceOnlyBody(m_request.body, [this] { return m_answer.status != 0; }, this));
    }
    if (isStreaming())
        m_reply->setReadBufferSize(streamReadBuffer);
    const auto alive = [this] {
        if (!m_paused)
            m_inactivity.start();
    };
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::readBody);
    connect(m_reply, &QNetworkReply::uploadProgress, this, alive);
    connect(m_reply, &QNetworkReply::encrypted, this, alive);
    connect(m_reply, &QNetworkReply::sslErrors, this, &HttpExchange::judgeCertificate);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finished);
    m_inactivity.start();
}

void HttpExchange::judgeCertificate(const QList<QSslError> &errors)
{
    const HttpIdentity &identity = m_managers->identity;
    const auto isPinned = [&](const QSslError &error) { return identity.pinned.contains(error.certificate()); };
    if (identity.insecureSkipVerify || std::ranges::all_of(errors, isPinned))
        m_reply->ignoreSslErrors(errors);
    else
        m_error = tlsError(m_request.url, errors);
}

bool HttpExchange::delivers() const
{
    return isStreaming() && m_answer.status >= 200 && m_answer.status < 300;
}

void HttpExchange::readHead()
{
    m_inactivity.start();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0 || m_answer.status == status)
        return;
    m_answer.status = status;
    m_answer.headers.clear();
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        m_answer.headers.append({name, value});
    if (m_request.url.scheme() == QLatin1String("https"))
        m_answer.peerChain = m_reply->sslConfiguration().peerCertificateChain();
    if (delivers())
        m_sinks.head(m_answer);
}

void HttpExchange::readBody()
{
    if (m_paused)
        return;
    m_inactivity.start();
    readHead();
    const QByteArray bytes = m_reply->readAll();
    if (bytes.isEmpty())
        return;
    if (delivers()) {
        m_paused = !m_sinks.chunk(bytes);
        if (m_paused)
            m_inactivity.stop();
        return;
    }
    m_answer.body += bytes;
    if (m_answer.body.size() > m_request.bodyLimit) {
        m_error = Error{ErrorCode::Protocol,
            QStringLiteral("The answer of %1 is longer than %2 bytes")
                .arg(m_request.url.host())
                .arg(m_request.bodyLimit),
            loggable(m_request.url)};
        m_reply->abort();
    }
}

void HttpExchange::resume()
{
    if (!std::exchange(m_paused, false) || !m_reply)
        return;
    readBody();
    if (!m_paused && m_reply->isFinished())
        finished();
}

void HttpExchange::finished()
{
    if (m_ended)
        return;
    if (m_paused && !m_error)
        return; // the rest is read on resume()
    m_inactivity.stop();
    if (m_error)
        return end(std::unexpected(*m_error));
    readHead();
    readBody();
    m_inactivity.stop();
    if (m_error)
        return end(std::unexpected(*m_error));
    if (m_paused)
        return;
    const auto error = m_reply->error();
    const bool refused = m_answer.status >= 400; // Qt makes an error of the status; the status says more
    if (error != QNetworkReply::NoError && !refused)
        return end(std::unexpected(transportError(m_request, error, m_reply->errorString())));
    if (m_answer.status == 0)
        return end(failure(ErrorCode::Protocol, QStringLiteral("%1 did not answer in HTTP").arg(m_request.url.host()),
            loggable(m_request.url)));
    if (!follow(m_answer))
        end(std::exchange(m_answer, {}));
}

bool HttpExchange::follow(const HttpAnswer &answer)
{
    static constexpr int redirects[] = {301, 302, 303, 307, 308};
    const QByteArray location = answer.header("Location");
    if (!std::ranges::contains(redirects, answer.status) || location.isEmpty() || m_redirects == redirectLimit)
        return false;
    if (answer.status <= 302 && !isSafe(m_request.method))
        return false; // sent again, or as a GET? Clients differ: the caller decides
    const QUrl target = m_request.url.resolved(QUrl::fromEncoded(location));
    const QUrl &from = m_request.url;
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == QLatin1String("https") ? 443 : 80); };
    const bool sameOrigin
        = target.scheme() == from.scheme() && target.host() == from.host() && port(target) == port(from);
    const bool upgrade = from.scheme() == QLatin1String("http") && target.scheme() == QLatin1String("https")
        && target.host() == from.host();
    if (!target.isValid() || (!sameOrigin && !upgrade)) {
        qCInfo(logExchange).noquote() << "not following a redirect of" << originOf(from) << "to" << originOf(target);
        return false;
    }
    ++m_redirects;
    if (answer.status == 303 && !isSafe(m_request.method)) {
        m_request.method = "GET";
        m_request.body.clear();
    }
    m_request.url = target;
    m_reply->disconnect(this);
    m_reply->deleteLater();
    m_answer = {};
    sendOnce();
    return true;
}

void HttpExchange::end(Result<HttpAnswer> result)
{
    if (std::exchange(m_ended, true))
        return;
    m_inactivity.stop();
    if (m_reply)
        m_reply->disconnect(this);
    m_sinks.done(std::move(result));
    deleteLater();
}

void HttpExchange::abort()
{
    if (std::exchange(m_ended, true))
        return;
    delete this;
}

} // namespace relight
