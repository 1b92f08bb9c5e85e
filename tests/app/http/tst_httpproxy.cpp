// Proxies of the environment: which address goes through one, and that requests really do.

#include "app/integrations/http/httpclient.h"
#include "app/integrations/http/proxy.h"
#include "app/integrations/io/systemclock.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

using namespace relight;

class tst_HttpProxy : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    IoThread m_network{QStringLiteral("network")};

    Result<HttpAnswer> send(const HttpRequest &request)
    {
        HttpClient client(m_network, m_clock, {.environmentProxy = true});
        return client.send(request, {});
    }
    static QUrl url(const char *text) { return QUrl(QString::fromLatin1(text)); }
    static void setProxy(const ScriptedServer &server, const QByteArray &user = {})
    {
        const QByteArray address = "http://" + user + "127.0.0.1:" + QByteArray::number(server.port());
        qputenv("HTTP_PROXY", address);
        qputenv("HTTPS_PROXY", address);
    }

private Q_SLOTS:
    void init()
    {
        for (const char *name : {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"})
            qunsetenv(name);
    }

    void whoIsExempt_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("proxied");
        const auto row = [](const char *address, bool proxied) {
            QTest::newRow(address) << QString::fromLatin1(address) << proxied;
        };
        row("https://k8s.example", true);
        row("https://127.0.0.1:6443", false);
        row("https://127.1.2.3", false);
        row("https://[::1]:6443", false);
        row("https://localhost", false);
        row("https://api.internal", false);
        row("https://internal", true); // ".internal" is for those below it
        row("https://example.org", false);
        row("https://A.example.org", false);
        row("https://notexample.org", true);
        row("https://10.1.2.3", false);
        row("https://11.1.2.3", true);
        row("https://git.company.example:8443", false);
        row("https://git.company.example", true);
        row("http://k8s.example", false); // HTTPS_PROXY is for https only
    }

    void whoIsExempt()
    {
        QFETCH(QString, address);
        qputenv("HTTPS_PROXY", "proxy.example:3128");
        qputenv("NO_PROXY", ".internal, example.org,10.0.0.0/8,,git.company.example:8443");
        QTEST(!proxyFromEnvironment(QUrl(address)).isEmpty(), "proxied");
    }

    void spellings()
    {
        QCOMPARE(proxyFromEnvironment(url("https://k8s.example")), QUrl());
        qputenv("https_proxy", "lower.example:3128");
        QCOMPARE(proxyFromEnvironment(url("https://k8s.example")), url("http://lower.example:3128"));
        qputenv("HTTPS_PROXY", "socks5://upper.example");
        QCOMPARE(proxyFromEnvironment(url("https://k8s.example")), url("socks5://upper.example"));
        qputenv("NO_PROXY", "*");
        QCOMPARE(proxyFromEnvironment(url("https://k8s.example")), QUrl());
    }

    void asQtWantsIt()
    {
        QCOMPARE(proxyFor({}).type(), QNetworkProxy::NoProxy);
        const QNetworkProxy web = proxyFor(url("http://us%40er:p%3Aw@proxy.example"));
        QCOMPARE(web.type(), QNetworkProxy::HttpProxy);
        QCOMPARE(web.hostName(), QStringLiteral("proxy.example"));
        QCOMPARE(web.port(), 80);
        QCOMPARE(web.user(), QStringLiteral("us@er"));
        QCOMPARE(web.password(), QStringLiteral("p:w"));
        QCOMPARE(proxyFor(url("http://proxy.example:3128")).port(), 3128);
        const QNetworkProxy socks = proxyFor(url("socks5h://proxy.example"));
        QCOMPARE(socks.type(), QNetworkProxy::Socks5Proxy);
        QCOMPARE(socks.port(), 1080);
    }

    void plainRequestsAreHandedOver()
    {
        ScriptedServer proxy(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "by proxy"); });
        setProxy(proxy);
        const auto answer = send({.url = url("http://shop.invalid/a?b=c")});
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->body, "by proxy");
        QCOMPARE(proxy.requests().first().target, "http://shop.invalid/a?b=c");
        QCOMPARE(proxy.requests().first().headers.value("host"), "shop.invalid");
    }

    void encryptedOnesGoThroughATunnel()
    {
        ScriptedServer proxy([](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(503, ""); });
        setProxy(proxy);
        const auto answer = send({.method = "POST", .url = url("https://hooks.invalid/s3cret"), .body = "{}"});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QCOMPARE(proxy.requests().first().method, "CONNECT");
        QCOMPARE(proxy.requests().first().target, "hooks.invalid:443"); // and no word of the path
    }

    void theProxyIsToldWhoAsks()
    {
        ScriptedServer proxy([](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.headers.contains("proxy-authorization"))
                peer.answer(request.method == "CONNECT" ? 503 : 200, "by proxy");
            else
                peer.answer(407, "", {"Proxy-Authenticate: Basic realm=\"proxy\""});
        });
        setProxy(proxy, "me:p%40ss@");
        const QByteArray who = "Basic " + QByteArray("me:p@ss").toBase64();
        const auto answer = send({.method = "POST", .url = url("http://shop.invalid/"), .body = "x"});
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->body, "by proxy");
        QCOMPARE(proxy.requests().last().headers.value("proxy-authorization"), who);
        QVERIFY(!send({.method = "POST", .url = url("https://shop.invalid/"), .body = "x"}));
        QCOMPARE(proxy.requests().last().method, "CONNECT");
        QCOMPARE(proxy.requests().last().headers.value("proxy-authorization"), who);
    }

    void aGivenAddressIsReachedDirectly()
    {
        ScriptedServer proxy(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "by proxy"); });
        ScriptedServer server(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "direct"); });
        setProxy(proxy);
        const QHostAddress here(QHostAddress::AnyIPv4); // not a loopback address, but connecting to it leads there
        const auto given
            = send({.url = server.url(QStringLiteral("/"), QStringLiteral("shop.invalid")), .connectTo = here});
        QVERIFY2(given, qPrintable(given ? QString() : given.error().message));
        QCOMPARE(given->body, "direct");
        QCOMPARE(send({.url = server.url()})->body, "direct"); // loopback
        QCOMPARE(proxy.connections(), 0);
    }

    void othersDoNotAskTheEnvironment()
    {
        ScriptedServer proxy(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "by proxy"); });
        setProxy(proxy);
        HttpClient plain(m_network, m_clock, {});
        QVERIFY(!plain.send({.url = url("http://shop.invalid/")}, {}));
        HttpClient named(m_network, m_clock, {.proxy = proxy.url()});
        QCOMPARE(named.send({.url = url("http://shop.invalid/")}, {})->body, "by proxy");
    }
};

QTEST_GUILESS_MAIN(tst_HttpProxy)
#include "tst_httpproxy.moc"
