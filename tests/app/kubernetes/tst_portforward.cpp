// Local connections through WebSocket tunnels to a pod played by hand.

#include "app/integrations/io/iothread.h"
#include "app/integrations/kubernetes/forwardserver.h"
#include "tests/support/testpki.h"

#include <QNetworkProxyFactory>
#include <QTest>
#include <QWebSocketServer>

#include <atomic>

using namespace relight;

namespace {

// The API server's end: announces both channels as a kubelet does, then does with data what the test wants.
struct Pod
{
    using OnData = std::function<void(QWebSocket &, const QByteArray &)>;

    explicit Pod(OnData onData, const std::optional<QSslConfiguration> &tls = {})
        : server(QStringLiteral("pod"), tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode)
    {
        if (tls)
            server.setSslConfiguration(*tls);
        server.setSupportedSubprotocols({QStringLiteral("v4.channel.k8s.io")});
        QObject::connect(&server, &QWebSocketServer::newConnection, &server, [this, onData] {
            QWebSocket *tunnel = server.nextPendingConnection();
            protocol = tunnel->subprotocol();
            ++tunnels;
            QObject::connect(
                tunnel, &QWebSocket::binaryMessageReceived, tunnel, [tunnel, onData](const QByteArray &message) {
                    if (message.startsWith('\0'))
                        onData(*tunnel, message.mid(1));
                });
            QObject::connect(tunnel, &QWebSocket::disconnected, tunnel, [this, tunnel] {
                ++closed;
                tunnel->deleteLater();
            });
            if (isMute)
                return;
            tunnel->sendBinaryMessage(QByteArray("\0\x90\x1f", 3));
            tunnel->sendBinaryMessage(QByteArray("\1\x90\x1f", 3));
        });
        server.listen(QHostAddress::LocalHost);
    }

    QUrl url() const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2/portforward?ports=8080")
                .arg(server.secureMode() == QWebSocketServer::SecureMode ? QStringLiteral("wss") : QStringLiteral("ws"))
                .arg(server.serverPort()));
    }

    QWebSocketServer server;
    QString protocol;
    bool isMute = false; // takes tunnels and never announces its channels
    std::atomic<int> tunnels = 0, closed = 0;
};

// Writes down whom the desktop's proxy settings were asked about.
struct AskedFactory : QNetworkProxyFactory
{
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const std::lock_guard lock(mutex);
        hosts.append(query.peerHostName());
        return {QNetworkProxy::NoProxy};
    }
    static inline std::mutex mutex;
    static inline QStringList hosts;
};

} // namespace

class tst_PortForward : public QObject
{
    Q_OBJECT

private:
    IoThread m_network{QStringLiteral("network")};
    std::unique_ptr<Pod> m_pod;
    std::unique_ptr<ForwardServer> m_server;
    quint16 m_port = 0;
    std::atomic<int> m_stale = 0;

    static CredentialsNow credentials()
    {
        return {.headers = {{"Authorization", "Bearer secret"}},
            .identity = {.tls = QSslConfiguration::defaultConfiguration()}};
    }

    // `route` gives the n-th route that is asked for.
    void start(Pod::OnData onData, std::function<Result<ForwardRoute>(int asked)> route = {},
        const std::optional<QSslConfiguration> &tls = {})
    {
        m_stale = 0;
        m_network.runAndWait([&] {
            m_pod = std::make_unique<Pod>(std::move(onData), tls);
            m_server = std::make_unique<ForwardServer>([this, route, asked = 0](bool isStale) mutable {
                m_stale += isStale;
                const auto found = route ? route(asked++) : ForwardRoute{m_pod->url(), credentials()};
                postTo(m_network.mailbox(), [this, found] {
                    if (m_server) // gone with its test
                        m_server->routeFound(found);
                });
            });
            m_port = m_server->listen().value();
        });
    }

    QByteArray readAll(QTcpSocket &local, qsizetype size)
    {
        QByteArray bytes;
        while (bytes.size() < size && (local.bytesAvailable() > 0 || local.waitForReadyRead(5000)))
            bytes += local.readAll();
        return bytes;
    }

    static void echo(QWebSocket &tunnel, const QByteArray &bytes) { tunnel.sendBinaryMessage('\0' + bytes); }

private Q_SLOTS:
    void cleanup()
    {
        m_network.runAndWait([this] {
            m_server.reset();
            m_pod.reset();
        });
    }

    void bytesGoBothWays()
    {
        start(echo);
        QTcpSocket local;
        local.connectToHost(QHostAddress::LocalHost, m_port);
        QVERIFY(local.waitForConnected(5000));
        QByteArray sent; // beyond every buffer on the way
        for (int i = 0; i < 700'000; ++i)
            sent += QByteArray::number(i);
        local.write(sent);
        const QByteArray received = readAll(local, sent.size());
        QCOMPARE(received.size(), sent.size());
        QVERIFY(received == sent);
        QCOMPARE(m_pod->protocol, QStringLiteral("v4.channel.k8s.io"));
        QTcpSocket second;
        second.connectToHost(QHostAddress::LocalHost, m_port);
        QVERIFY(second.waitForConnected(5000));
        second.write("hello");
        QCOMPARE(readAll(second, 5), "hello");
        QCOMPARE(m_pod->tunnels, 2);
    }

    void endOfThePodEndsTheConnectionAfterItsBytes()
    {
        start([](QWebSocket &tunnel, const QByteArray &) {
            tunnel.sendBinaryMessage('\0' + QByteArray(500'000, 'x'));
            tunnel.close();
        });
        QTcpSocket local;
        local.connectToHost(QHostAddress::LocalHost, m_port);
        local.write("GET");
        QCOMPARE(readAll(local, 600'000).size(), 500'000);
        QVERIFY(local.state() == QAbstractSocket::UnconnectedState || local.waitForDisconnected(5000));
    }

    void errorChannelEndsTheConnection()
    {
        start([](QWebSocket &tunnel, const QByteArray &) { tunnel.sendBinaryMessage("\1connection refused"); });
        QTcpSocket local;
        local.connectToHost(QHostAddress::LocalHost, m_port);
        local.write("x");
        QVERIFY(local.waitForConnected(5000));
        QVERIFY(local.waitForDisconnected(5000));
        QCOMPARE(m_stale, 0);
        QTcpSocket next; // asks for the pod anew
        next.connectToHost(QHostAddress::LocalHost, m_port);
        next.write("x");
        QVERIFY(next.waitForConnected(5000));
        QVERIFY(next.waitForDisconnected(5000));
        QCOMPARE(m_stale, 1);
    }

    void deadRouteIsAskedForAgainAndNothingIsLost()
    {
        start(echo, [this](int asked) {
            const QUrl dead(QStringLiteral("ws://127.0.0.1:1/"));
            return ForwardRoute{asked == 0 ? dead : m_pod->url(), credentials()};
        });
        QTcpSocket local;
        local.connectToHost(QHostAddress::LocalHost, m_port);
        local.write("early");
        QCOMPARE(readAll(local, 5), "early");
        QCOMPARE(m_stale, 1);
    }

    void noRouteClosesTheConnection_data()
    {
        QTest::addColumn<bool>("asError");
        QTest::newRow("no ready pod") << true;
        QTest::newRow("pod is always dead") << false;
    }

    void noRouteClosesTheConnection()
    {
        QFETCH(bool, asError);
        start(echo, [asError](int) -> Result<ForwardRoute> {
            if (asError)
                return failure(ErrorCode::Unavailable, QStringLiteral("no ready pod"));
            return ForwardRoute{QUrl(QStringLiteral("ws://127.0.0.1:1/")), credentials()};
        });
        QTcpSocket local;
        local.connectToHost(QHostAddress::LocalHost, m_port);
        QVERIFY(local.waitForConnected(5000));
        QVERIFY(local.state() == QAbstractSocket::UnconnectedState || local.waitForDisconnected(10'000));
    }

    void localEndClosesTheTunnel()
    {
        start(echo);
        {
            QTcpSocket local;
            local.connectToHost(QHostAddress::LocalHost, m_port);
            local.write("x");
            QCOMPARE(readAll(local, 1), "x");
        }
        QTRY_COMPARE(m_pod->closed, 1);
    }

    // HTTP to the same API server goes direct; so does this.
    void theDesktopsProxyIsNotAsked()
    {
        std::atomic<int> asked = 0;
        start(echo, [&](int) {
            ++asked;
            return ForwardRoute{QUrl(QStringLiteral("ws://192.0.2.1:9/")), credentials()};
        });
        AskedFactory::hosts.clear();
        QNetworkProxyFactory::setApplicationProxyFactory(new AskedFactory);
        const auto restore = qScopeGuard([] { QNetworkProxyFactory::setApplicationProxyFactory(nullptr); });
        QTcpSocket local;
        local.setProxy(QNetworkProxy::NoProxy);
        local.connectToHost(QHostAddress::LocalHost, m_port);
        QTRY_VERIFY(asked > 0);
        m_network.runAndWait([] { }); // behind the route: the tunnel is being opened
        const std::lock_guard lock(AskedFactory::mutex);
        QVERIFY2(AskedFactory::hosts.isEmpty(), qPrintable(AskedFactory::hosts.join(QLatin1Char(' '))));
    }

    void forwardGoesWhileATunnelOpens_data()
    {
        QTest::addColumn<bool>("isThere");
        QTest::newRow("the pod says nothing") << true;
        QTest::newRow("the API server says nothing") << false;
    }

    void forwardGoesWhileATunnelOpens()
    {
        QFETCH(bool, isThere);
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QUrl nowhere(QStringLiteral("ws://127.0.0.1:%1/").arg(silent.serverPort()));
        start(echo, [this, isThere, nowhere](int) {
            m_pod->isMute = true;
            return ForwardRoute{isThere ? m_pod->url() : nowhere, credentials()};
        });
        QTcpSocket local;
        local.connectToHost(QHostAddress::LocalHost, m_port);
        local.write("early");
        QVERIFY(local.waitForConnected(5000));
        if (isThere)
            QTRY_COMPARE(m_pod->tunnels, 1);
        else
            QVERIFY(silent.waitForNewConnection(5000));
        m_network.runAndWait([this] { m_server.reset(); });
        m_network.runAndWait([] { }); // what was deleted later
        QCOMPARE(m_stale, 0);         // nobody asked a forward that is gone for another way
        QVERIFY(local.state() == QAbstractSocket::UnconnectedState || local.waitForDisconnected(5000));
    }

    void certificatesAreJudged_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("trusted"); // CA, or empty: the system's
        QTest::addColumn<QString>("name");    // tls-server-name
        QTest::addColumn<QString>("pinned");
        QTest::addColumn<bool>("anybody");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char *title, const char *server, const char *trusted, const char *name,
                             const char *pinned, bool anybody, bool accepted) {
            QTest::newRow(title) << QString::fromLatin1(server) << QString::fromLatin1(trusted)
                                 << QString::fromLatin1(name) << QString::fromLatin1(pinned) << anybody << accepted;
        };
        row("the cluster's CA", "server", "ca", "", "", false, true);
        row("another CA", "server", "other-ca", "", "", false, false);
        row("the system's CAs", "server", "", "", "", false, false);
        row("expired", "expired", "ca", "", "", false, false);
        row("another host", "wronghost", "ca", "", "", false, false);
        row("the host of tls-server-name", "wronghost", "ca", "Other.test", "", false, true);
        row("not the host of tls-server-name", "wronghost", "ca", "kubernetes", "", false, false);
        row("a wildcard", "wildcard", "ca", "api.other.test", "", false, true);
        row("a wildcard is one level", "wildcard", "ca", "a.b.other.test", "", false, false);
        row("a wildcard is not its domain", "wildcard", "ca", "other.test", "", false, false);
        row("the name does not make up for the CA", "wronghost", "other-ca", "other.test", "", false, false);
        row("pinned", "selfsigned", "", "", "selfsigned", false, true);
        row("another is pinned", "selfsigned", "", "", "server", false, false);
        row("insecure-skip-tls-verify", "expired", "", "", "", true, true);
    }

    void certificatesAreJudged()
    {
        static const TestPki pki;
        QVERIFY2(pki.isUsable(), qPrintable(pki.error()));
        QFETCH(QString, server);
        QFETCH(QString, trusted);
        QFETCH(QString, name);
        QFETCH(QString, pinned);
        QFETCH(bool, anybody);
        QFETCH(bool, accepted);
        CredentialsNow who = credentials();
        if (!trusted.isEmpty())
            who.identity.tls = pki.trusting(trusted);
        if (!pinned.isEmpty())
            who.identity.pinned = QSslCertificate::fromData(pki.certificate(pinned), QSsl::Pem);
        who.identity.peerVerifyName = name;
        who.identity.insecureSkipVerify = anybody;
        start(echo, [&](int) { return ForwardRoute{m_pod->url(), who}; }, pki.server(server));
        QTcpSocket local;
        local.connectToHost(QHostAddress::LocalHost, m_port);
        local.write("x");
        QCOMPARE(readAll(local, 1), accepted ? "x" : "");
        QCOMPARE(m_pod->tunnels, accepted ? 1 : 0);
    }
};

QTEST_GUILESS_MAIN(tst_PortForward)
#include "tst_portforward.moc"
