// Who the client trusts and who it says it is.

#include "app/integrations/http/httpclient.h"
#include "app/integrations/http/tlsmaterial.h"
#include "app/integrations/io/systemclock.h"
#include "tests/support/scriptedserver.h"
#include "tests/support/testpki.h"

#include <QTest>

using namespace relight;

class tst_HttpTls : public QObject
{
    Q_OBJECT

private:
    TestPki m_pki;
    SystemClock m_clock;
    IoThread m_network{QStringLiteral("network")};

    static void hello(const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "hello"); }
    HttpIdentity trusting(const QString &ca = QStringLiteral("ca")) const { return {.tls = m_pki.trusting(ca)}; }
    Result<HttpAnswer> get(const ScriptedServer &server, const HttpIdentity &identity)
    {
        HttpClient client(m_network, m_clock, identity);
        return client.send({.url = server.url()}, {});
    }
    QSslCertificate certificate(const QString &name) const { return QSslCertificate(m_pki.certificate(name)); }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_pki.isUsable(), qPrintable(m_pki.error())); }

    void certificatesAreJudged_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("ca");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("good") << "server" << "ca" << true;
        QTest::newRow("unknown CA") << "server" << "other-ca" << false;
        QTest::newRow("expired") << "expired" << "ca" << false;
        QTest::newRow("wrong host") << "wronghost" << "ca" << false;
        QTest::newRow("self-signed") << "selfsigned" << "ca" << false;
    }

    void certificatesAreJudged()
    {
        QFETCH(QString, server);
        QFETCH(QString, ca);
        QFETCH(bool, accepted);
        ScriptedServer peer(hello, m_pki.server(server));
        const auto answer = get(peer, trusting(ca));
        QCOMPARE(answer.has_value(), accepted);
        if (accepted)
            return;
        QCOMPARE(answer.error().code, ErrorCode::Unauthorized);
        QVERIFY2(answer.error().message.contains(QLatin1String("certificate")), qPrintable(answer.error().message));
        QCOMPARE(peer.requests().size(), 0);
        HttpIdentity careless = trusting(ca);
        careless.insecureSkipVerify = true;
        QCOMPARE(get(peer, careless)->body, "hello");
    }

    void pinsExactlyOneCertificate()
    {
        ScriptedServer peer(hello, m_pki.server(QStringLiteral("selfsigned")));
        HttpIdentity identity = trusting();
        identity.pinned = {certificate(QStringLiteral("selfsigned"))};
        QCOMPARE(get(peer, identity)->body, "hello");
        identity.pinned = {certificate(QStringLiteral("server"))};
        QCOMPARE(get(peer, identity).error().code, ErrorCode::Unauthorized);
    }

    void serverNameOverridesTheHost()
    {
        ScriptedServer peer(hello, m_pki.server(QStringLiteral("wronghost")));
        HttpIdentity identity = trusting();
        identity.peerVerifyName = QStringLiteral("other.test");
        QCOMPARE(get(peer, identity)->body, "hello");
    }

    void connectToVerifiesTheNameOfTheUrl()
    {
        ScriptedServer peer(hello, m_pki.server(QStringLiteral("server")));
        HttpClient client(m_network, m_clock, trusting());
        HttpRequest request{.url = peer.url(QStringLiteral("/"), QStringLiteral("cluster.test")),
            .connectTo = QHostAddress(QHostAddress::LocalHost)};
        QCOMPARE(client.send(request, {})->body, "hello");
        request.url = peer.url(QStringLiteral("/"), QStringLiteral("stranger.test"));
        QCOMPARE(client.send(request, {}).error().code, ErrorCode::Unauthorized);
    }

    void clientCertificates_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"client-ec", "client-sec1", "client-rsa"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void clientCertificates()
    {
        QFETCH(QString, name);
        ScriptedServer peer(hello, m_pki.server(QStringLiteral("server"), true));
        QVERIFY(!get(peer, trusting()));
        HttpIdentity identity = trusting();
        identity.tls.setLocalCertificate(certificate(name));
        const auto key = readPrivateKey(m_pki.key(name), name);
        QVERIFY(key);
        identity.tls.setPrivateKey(*key);
        const auto answer = get(peer, identity);
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
    }

    void rotationDropsOldConnections()
    {
        ScriptedServer peer(hello, m_pki.server(QStringLiteral("server")));
        HttpClient client(m_network, m_clock, trusting());
        QVERIFY(client.send({.url = peer.url()}, {}));
        QVERIFY(client.send({.url = peer.url()}, {}));
        QCOMPARE(peer.connections(), 1);
        client.setIdentity(trusting());
        QVERIFY(client.send({.url = peer.url()}, {}));
        QCOMPARE(peer.connections(), 2);
        client.setIdentity(trusting(QStringLiteral("other-ca")));
        QVERIFY(!client.send({.url = peer.url()}, {}));
    }

    void redirectsToTlsButNotBack()
    {
        ScriptedServer *plainServer = nullptr;
        ScriptedServer tls(
            [&](const ScriptedRequest &request, const ScriptedConnection &peer) {
                if (request.target == "/back")
                    peer.answer(
                        302, "", {"Location: http://127.0.0.1:" + QByteArray::number(plainServer->port()) + "/"});
                else
                    peer.answer(200, request.headers.value("authorization"));
            },
            m_pki.server(QStringLiteral("server")));
        ScriptedServer plain([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            const QByteArray host = request.target == "/other" ? "localhost" : "127.0.0.1";
            peer.answer(301, "", {"Location: https://" + host + ':' + QByteArray::number(tls.port()) + "/x"});
        });
        plainServer = &plain;
        HttpClient client(m_network, m_clock, trusting());
        const HttpHeaders secret{{"Authorization", "Bearer secret"}};
        const auto upgraded = client.send({.url = plain.url(), .headers = secret}, {});
        QVERIFY2(upgraded, qPrintable(upgraded ? QString() : upgraded.error().message));
        QCOMPARE(upgraded->status, 200);
        QCOMPARE(upgraded->body, "Bearer secret");
        QVERIFY(!upgraded->peerChain.isEmpty());
        QCOMPARE(client.send({.url = plain.url(QStringLiteral("/other")), .headers = secret}, {})->status, 301);
        QCOMPARE(tls.requests().size(), 1);
        QCOMPARE(client.send({.url = tls.url(QStringLiteral("/back")), .headers = secret}, {})->status, 302);
        QCOMPARE(plain.requests().size(), 2);
    }

    void keysAndCertificatesAreRead()
    {
        QCOMPARE(readPrivateKey("-----BEGIN ENCRYPTED PRIVATE KEY-----", QStringLiteral("k")).error().code,
            ErrorCode::Invalid);
        QCOMPARE(readPrivateKey("nonsense", QStringLiteral("k")).error().code, ErrorCode::Invalid);
        QCOMPARE(readCertificates("nonsense", QStringLiteral("c")).error().code, ErrorCode::Invalid);
        const auto bundle = readCertificates(
            m_pki.certificate(QStringLiteral("ca")) + m_pki.certificate(QStringLiteral("other-ca")), {});
        QCOMPARE(bundle->size(), 2);
        QCOMPARE(fingerprint({bundle->first()}),
            QString::fromLatin1(bundle->first().digest(QCryptographicHash::Sha256).toHex()));
    }
};

QTEST_GUILESS_MAIN(tst_HttpTls)
#include "tst_httptls.moc"
