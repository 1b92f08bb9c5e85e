#include "app/integrations/kubernetes/forwardconnection.h"

#include "app/integrations/http/proxy.h"

#include <QLoggingCategory>
#include <QWebSocketHandshakeOptions>

namespace relight {

Q_LOGGING_CATEGORY(logForward, "relight.kubernetes.forward")

static constexpr qint64 pieceSize = 32 << 10;
static constexpr qint64 tunnelLimit = 1 << 20; // bytes the tunnel may hold before the local side waits
static constexpr qint64 localLimit = 64 << 20; // a WebSocket cannot be paused: a reader this far behind is cut off
static constexpr char dataChannel = 0;
static constexpr char errorChannel = 1;

ForwardConnection::ForwardConnection(
    QTcpSocket *local, const ForwardRoute &route, Refused refused, Failed failed, QObject *parent)
    : QObject(parent)
    , m_local(local)
    , m_identity(route.credentials.identity)
    , m_refused(std::move(refused))
    , m_failed(std::move(failed))
{
    m_local->setParent(this);
    m_local->setReadBufferSize(tunnelLimit);
    connect(m_local, &QTcpSocket::readyRead, this, &ForwardConnection::pump);
    connect(m_local, &QTcpSocket::disconnected, this, [this] { close({}); });
    connect(&m_tunnel, &QWebSocket::bytesWritten, this, &ForwardConnection::pump);
    connect(&m_tunnel, &QWebSocket::binaryMessageReceived, this, &ForwardConnection::received);
    connect(&m_tunnel, &QWebSocket::sslErrors, this, &ForwardConnection::judgeCertificate);
    connect(&m_tunnel, &QWebSocket::errorOccurred, this, [this] { close(m_tunnel.errorString()); });
    connect(&m_tunnel, &QWebSocket::disconnected, this, [this] { close({}); });
    QSslConfiguration tls = m_identity.tls;
    m_tunnel.setSslConfiguration(tls);
    m_tunnel.setProxy(proxyFor(m_identity.proxy)); // also where there is none: not the desktop's
    QNetworkRequest request{route.url};
    for (const auto &[name, value] : route.credentials.headers)
        request.setRawHeader(name, value);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({QStringLiteral("v4.channel.k8s.io")});
    m_tunnel.open(request, options);
}

// The tunnel ends with the members and would tell of it. After close() the local socket is another's.
ForwardConnection::~ForwardConnection()
{
    if (m_isClosed)
        return;
    m_tunnel.disconnect(this);
    m_local->disconnect(this);
}

static bool covers(const QSslCertificate &certificate, const QString &name)
{
    const QStringList names = certificate.subjectAlternativeNames().values(QSsl::DnsEntry);
    return std::ranges::any_of(names, [&](const QString &entry) {
        if (!entry.startsWith(QLatin1String("*.")))
            return entry.compare(name, Qt::CaseInsensitive) == 0;
        return name.mid(name.indexOf(QLatin1Char('.'))).compare(entry.mid(1), Qt::CaseInsensitive) == 0;
    });
}

void ForwardConnection::judgeCertificate(const QList<QSslError> &errors)
{
    const auto isAccepted = [this](const QSslError &error) {
        if (m_identity.insecureSkipVerify || m_identity.pinned.contains(error.certificate()))
            return true;
        // QWebSocket knows no other name than the URL's; tls-server-name is compared here.
        return error.error() == QSslError::HostNameMismatch && !m_identity.peerVerifyName.isEmpty()
            && covers(error.certificate(), m_identity.peerVerifyName);
    };
    if (std::ranges::all_of(errors, isAccepted))
        m_tunnel.ignoreSslErrors(errors);
}

void ForwardConnection::received(const QByteArray &message)
{
    if (message.isEmpty())
        return;
    const char channel = message.front();
    const QByteArray bytes = message.mid(1);
    if (channel == dataChannel && !std::exchange(m_isOpen, true))
        return pump(); // the first message of a channel only repeats the port
    if (channel == errorChannel && !std::exchange(m_hasErrorChannel, true))
        return;
    if (channel == errorChannel) {
        m_failed();
        return close(QString::fromUtf8(bytes));
    }
    if (channel != dataChannel)
        return;
    m_local->write(bytes);
    if (m_local->bytesToWrite() > localLimit)
        close(QStringLiteral("the local side does not read"));
}

void ForwardConnection::pump()
{
    while (m_isOpen && !m_isClosed && m_local->bytesAvailable() > 0 && m_tunnel.bytesToWrite() < tunnelLimit)
        m_tunnel.sendBinaryMessage(dataChannel + m_local->read(pieceSize));
}

void ForwardConnection::close(const QString &why)
{
    if (std::exchange(m_isClosed, true))
        return;
    m_local->disconnect(this);
    m_tunnel.disconnect(this);
    if (!m_isOpen && m_local->state() == QAbstractSocket::ConnectedState) {
        m_local->setParent(nullptr);
        m_refused(m_local, why.isEmpty() ? QStringLiteral("the tunnel closed before it opened") : why);
    } else {
        if (!why.isEmpty())
            qCInfo(logForward) << "a forwarded connection ended:" << why;
        connect(m_local, &QTcpSocket::disconnected, m_local, &QObject::deleteLater);
        m_local->setParent(parent());
        if (m_local->state() == QAbstractSocket::UnconnectedState)
            m_local->deleteLater();
        else
            m_local->disconnectFromHost(); // after what is still to be written
        m_tunnel.close();
    }
    deleteLater();
}

} // namespace relight
