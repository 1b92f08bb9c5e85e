#include "tests/support/scriptedserver.h"

#include <QSslServer>
#include <QTcpSocket>

namespace relight {

ScriptedConnection::ScriptedConnection(Mailbox &mailbox, QTcpSocket *socket)
    : m_mailbox(&mailbox)
    , m_socket(std::make_shared<QTcpSocket *>(socket))
{
    QObject::connect(socket, &QObject::destroyed, socket, [pointer = m_socket] { *pointer = nullptr; });
}

void ScriptedConnection::onSocket(std::function<void(QTcpSocket &)> action) const
{
    postTo(*m_mailbox, [pointer = m_socket, action = std::move(action)] {
        if (*pointer)
            action(**pointer);
    });
}

void ScriptedConnection::raw(const QByteArray &bytes) const
{
    onSocket([bytes](QTcpSocket &socket) {
        socket.write(bytes);
        socket.flush();
    });
}

static QByteArray head(int status, const QList<QByteArray> &headerLines)
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n";
    for (const QByteArray &line : headerLines)
        text += line + "\r\n";
    return text;
}

void ScriptedConnection::answer(int status, const QByteArray &body, const QList<QByteArray> &headerLines) const
{
    raw(head(status, headerLines) + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

void ScriptedConnection::startChunked(int status, const QList<QByteArray> &headerLines) const
{
    raw(head(status, headerLines) + "Transfer-Encoding: chunked\r\n\r\n");
}

void ScriptedConnection::chunk(const QByteArray &bytes) const
{
    raw(QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n");
}

void ScriptedConnection::close() const
{
    onSocket([](QTcpSocket &socket) { socket.disconnectFromHost(); });
}

void ScriptedConnection::reset() const
{
    onSocket([](QTcpSocket &socket) { socket.abort(); });
}

struct ScriptedServer::Peer
{
    QTcpSocket *socket;
    ScriptedConnection connection;
    int number;
    QByteArray buffer;
};

ScriptedServer::ScriptedServer(Handler handler, const std::optional<QSslConfiguration> &tls)
    : m_handler(std::move(handler))
    , m_tls(tls.has_value())
{
    m_thread.runAndWait([&] {
        if (tls) {
            auto *server = new QSslServer;
            server->setSslConfiguration(*tls);
            m_server = server;
        } else {
            m_server = new QTcpServer;
        }
        QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, m_server, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection())
                accepted(socket);
        });
        if (!m_server->listen(QHostAddress::LocalHost))
            qFatal("the scripted server cannot listen: %s", qPrintable(m_server->errorString()));
        m_port = m_server->serverPort();
    });
}

ScriptedServer::~ScriptedServer()
{
    m_thread.runAndWait([this] { delete m_server; });
}

void ScriptedServer::onConnect(ConnectHandler handler)
{
    m_thread.runAndWait([&] { m_connectHandler = std::move(handler); });
}

QUrl ScriptedServer::url(const QString &pathAndQuery, const QString &host) const
{
    return QUrl(QStringLiteral("%1://%2:%3%4")
            .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"), host)
            .arg(m_port)
            .arg(pathAndQuery));
}

void ScriptedServer::accepted(QTcpSocket *socket)
{
    const std::lock_guard lock(m_mutex);
    const auto peer = std::make_shared<Peer>(socket, ScriptedConnection(m_thread.mailbox(), socket), ++m_connections);
    QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, peer] { received(*peer); });
    QObject::connect(socket, &QTcpSocket::disconnected, socket, [this, socket] {
        {
            const std::lock_guard disconnectLock(m_mutex);
            ++m_disconnects;
        }
        m_changed.notify_all();
        socket->deleteLater();
    });
    if (m_connectHandler)
        m_connectHandler(peer->connection);
    QMetaObject::invokeMethod(
        socket, [this, peer] { received(*peer); }, Qt::QueuedConnection); // bytes may be here already
}

void ScriptedServer::received(Peer &peer)
{
    peer.buffer += peer.socket->readAll();
    for (;;) {
        const qsizetype end = peer.buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QList<QByteArray> lines = peer.buffer.left(end).split('\n');
        const QList<QByteArray> first = lines.first().trimmed().split(' ');
        ScriptedRequest request;
        request.method = first.value(0);
        request.target = first.value(1);
        request.connection = peer.number;
        for (const QByteArray &line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (peer.buffer.size() < end + 4 + length)
            return;
        request.body = peer.buffer.mid(end + 4, length);
        peer.buffer.remove(0, end + 4 + length);
        {
            const std::lock_guard lock(m_mutex);
            m_requests.append(request);
        }
        m_changed.notify_all();
        m_handler(request, peer.connection);
    }
}

QList<ScriptedRequest> ScriptedServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

int ScriptedServer::connections() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections;
}

bool ScriptedServer::waitForRequests(int count) const
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_requests.size() >= count; });
}

bool ScriptedServer::waitForDisconnects(int count) const
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::seconds(20), [&] { return m_disconnects >= count; });
}

} // namespace relight
