#pragma once
// A loopback HTTP(S) peer that behaves as badly as a test asks. Owned by the test; its sockets live on a thread of
// their own, so a test may block on the client meanwhile. The handler runs on that thread for each complete request and
// answers, or keeps the connection to act on later by hand.

#include "app/integrations/io/iothread.h"

#include <QHash>
#include <QList>
#include <QSslConfiguration>
#include <QUrl>

#include <condition_variable>
#include <optional>

class QTcpServer;
class QTcpSocket;

namespace relight {

struct ScriptedRequest
{
    QByteArray method, target;             // "/path?query" as sent
    QHash<QByteArray, QByteArray> headers; // names in lower case
    QByteArray body;
    int connection = 0; // number of the connection, from 1
};

// A handle on one connection; any thread, any time, also after the socket went.
class ScriptedConnection
{
public:
    ScriptedConnection(Mailbox &mailbox, QTcpSocket *socket);

    void answer(
        int status, const QByteArray &body, const QList<QByteArray> &headerLines = {}) const; // with Content-Length
    void raw(const QByteArray &bytes) const;
    void startChunked(int status = 200, const QList<QByteArray> &headerLines = {}) const;
    void chunk(const QByteArray &bytes) const; // empty: the last chunk
    void close() const;                        // after what was written
    void reset() const;                        // RST, at once

private:
    void onSocket(std::function<void(QTcpSocket &)> action) const;
    Mailbox *m_mailbox;
    std::shared_ptr<QTcpSocket *> m_socket; // pointer touched on the server's thread only, null once the socket went
};

class ScriptedServer
{
public:
    using Handler = std::function<void(const ScriptedRequest &, const ScriptedConnection &)>;
    using ConnectHandler = std::function<void(const ScriptedConnection &)>;

    explicit ScriptedServer(Handler handler, const std::optional<QSslConfiguration> &tls = {});
    ~ScriptedServer();

    void onConnect(ConnectHandler handler); // before anything was read; plain servers
    quint16 port() const { return m_port; }
    QUrl url(
        const QString &pathAndQuery = QStringLiteral("/"), const QString &host = QStringLiteral("127.0.0.1")) const;

    QList<ScriptedRequest> requests() const;
    int connections() const;
    bool waitForRequests(int count) const; // at most 20 s
    bool waitForDisconnects(int count) const;

private:
    struct Peer;
    void accepted(QTcpSocket *socket);
    void received(Peer &peer);

    Handler m_handler;
    ConnectHandler m_connectHandler;
    bool m_tls = false;
    quint16 m_port = 0;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    QList<ScriptedRequest> m_requests;
    int m_connections = 0;
    int m_disconnects = 0;
    QTcpServer *m_server = nullptr;
    IoThread m_thread{QStringLiteral("scripted server")};
};

} // namespace relight
