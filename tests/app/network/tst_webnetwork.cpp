// The Network port against loopback peers: requests, webhooks, names, ports.

#include "app/integrations/io/systemclock.h"
#include "app/integrations/network/webnetwork.h"
#include "tests/app/network/fakenameserver.h"
#include "tests/support/scriptedserver.h"

#include <QTcpServer>
#include <QTest>

using namespace relight;

class TestWebNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_names.clear();
        m_names.setMood(FakeNameserver::Mood::Answers);
    }
    void getSaysStatusBodyAndType();
    void getGoesToAnAddressAndAsksForTheHost();
    void getKeepsItsLimit();
    void proxyOfTheEnvironment();
    void webhookIsSentOnce();
    void webhookAddressStaysSecret();
    void namesAreLookedUp();
    void aMovedRecordIsSeenAtOnce();
    void missingNamesAndServers();
    void answersWithoutAsking();
    void lookUpIsStopped();
    void knocking();

private:
    SystemClock m_clock;
    IoThread m_network{QStringLiteral("network")};
    FakeNameserver m_names;
    WebNetwork m_web{m_network, m_clock, {QHostAddress(QHostAddress::LocalHost), m_names.port()}};
};

void TestWebNetwork::getSaysStatusBodyAndType()
{
    ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
        peer.answer(503, "later", {"Content-Type: text/plain"});
    });
    const auto answer = m_web.get(server.url(), {}, 1 << 20, {});
    QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
    QCOMPARE(answer->status, 503);
    QCOMPARE(answer->body, "later");
    QCOMPARE(answer->contentType, "text/plain");
}

void TestWebNetwork::getGoesToAnAddressAndAsksForTheHost()
{
    ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "ok"); });
    const auto answer = m_web.get(server.url(QStringLiteral("/health"), QStringLiteral("www.company.example")),
        QHostAddress(QHostAddress::LocalHost), 1 << 20, {});
    QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
    QCOMPARE(
        server.requests().first().headers.value("host"), "www.company.example:" + QByteArray::number(server.port()));
}

void TestWebNetwork::getKeepsItsLimit()
{
    ScriptedServer server(
        [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, QByteArray(2000, 'x')); });
    const auto answer = m_web.get(server.url(), {}, 1000, {});
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Protocol);
}

void TestWebNetwork::proxyOfTheEnvironment()
{
    ScriptedServer proxy([](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "by proxy"); });
    const auto clean = qScopeGuard([] { qunsetenv("HTTP_PROXY"); });
    qputenv("HTTP_PROXY", proxy.url().toEncoded());
    const QUrl url(QStringLiteral("http://manifests.invalid/install.yaml"));
    const auto got = m_web.get(url, {}, 1 << 20, {});
    QVERIFY2(got, qPrintable(got ? QString() : got.error().message));
    QCOMPARE(got->body, "by proxy");
    QVERIFY(m_web.postJson(url, {}, {}));
    QCOMPARE(proxy.requests().size(), 2);
    QCOMPARE(proxy.requests().last().target, "http://manifests.invalid/install.yaml");
}

void TestWebNetwork::webhookIsSentOnce()
{
    ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) { peer.reset(); });
    const auto answer = m_web.postJson(
        server.url(QStringLiteral("/hook/s3cret")), {{QStringLiteral("text"), QStringLiteral("hello")}}, {});
    QVERIFY(!answer);
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(server.requests().first().method, "POST");
    QCOMPARE(server.requests().first().headers.value("content-type"), "application/json");
    QCOMPARE(server.requests().first().body, R"({"text":"hello"})");
}

static QStringList heardLines;

void TestWebNetwork::webhookAddressStaysSecret()
{
    heardLines.clear();
    const auto before = qInstallMessageHandler(
        [](QtMsgType, const QMessageLogContext &, const QString &line) { heardLines.append(line); });
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    QUrl url(QStringLiteral("http://127.0.0.1:%1/hook/s3cret?token=t0ken").arg(closed.serverPort()));
    closed.close();
    QList<Error> errors;
    errors.append(m_web.postJson(url, {}, {}).error_or(Error{}));
    ScriptedServer silent([](const ScriptedRequest &, const ScriptedConnection &) { });
    url.setPort(silent.port());
    errors.append(m_web.postJson(url, {}, Call{}.within(m_clock.now(), Milliseconds{50})).error_or(Error{}));
    ScriptedServer garbage([](const ScriptedRequest &, const ScriptedConnection &peer) {
        peer.raw("what?\r\n\r\n");
        peer.close();
    });
    url.setPort(garbage.port());
    errors.append(m_web.postJson(url, {}, {}).error_or(Error{}));
    ScriptedServer away([](const ScriptedRequest &, const ScriptedConnection &peer) {
        peer.answer(307, "", {"Location: https://elsewhere.invalid:8443/moved/s3cret?token=t0ken"});
    });
    url.setPort(away.port());
    const auto redirected = m_web.postJson(url, {}, {});
    qInstallMessageHandler(before);
    QVERIFY(redirected);
    QCOMPARE(redirected->status, 307);
    QVERIFY2(heardLines.filter(QStringLiteral("https://elsewhere.invalid:8443")).size() == 1,
        qPrintable(heardLines.join(QLatin1Char('\n')))); // told, but not where exactly
    QCOMPARE(errors[0].code, ErrorCode::Unavailable);
    QCOMPARE(errors[1].code, ErrorCode::TimedOut);
    for (const Error &error : std::as_const(errors)) {
        QVERIFY2(error.message.contains(QLatin1String("127.0.0.1 was not delivered")), qPrintable(error.message));
        const QString all = error.message + error.context + heardLines.join(QLatin1Char('\n'));
        QVERIFY2(!all.contains(QLatin1String("s3cret")) && !all.contains(QLatin1String("t0ken")), qPrintable(all));
    }
}

static QByteArray v4(const char *address)
{
    QByteArray bytes;
    for (const QByteArray &part : QByteArray(address).split('.'))
        bytes += char(part.toInt());
    return bytes;
}

void TestWebNetwork::namesAreLookedUp()
{
    m_names.add("www.company.example", 1, v4("203.0.113.9"));
    m_names.add("www.company.example", 1, v4("203.0.113.10"));
    m_names.add("www.company.example", 28, QByteArray::fromHex("20010db8000000000000000000000001"));
    m_names.add("shop.company.example", 5, wireName("lb.cloud.example"));
    const auto look = [this](const char *name, const char *type) {
        return m_web.lookUp(QString::fromLatin1(name), QString::fromLatin1(type), {})
            .value_or(QStringList{QStringLiteral("error")});
    };
    QCOMPARE(
        look("www.company.example", "A"), (QStringList{QStringLiteral("203.0.113.10"), QStringLiteral("203.0.113.9")}));
    QCOMPARE(look("www.company.example", "AAAA"), QStringList{QStringLiteral("2001:db8::1")});
    QCOMPARE(look("shop.company.example", "CNAME"), QStringList{QStringLiteral("lb.cloud.example")});
}

void TestWebNetwork::aMovedRecordIsSeenAtOnce()
{
    m_names.add("www.company.example", 1, v4("203.0.113.9"));
    QCOMPARE(m_web.lookUp(QStringLiteral("www.company.example"), QStringLiteral("A"), {}).value_or(QStringList()),
        QStringList{QStringLiteral("203.0.113.9")});
    m_names.clear();
    m_names.add("www.company.example", 1, v4("198.51.100.7"));
    QCOMPARE(m_web.lookUp(QStringLiteral("www.company.example"), QStringLiteral("A"), {}).value_or(QStringList()),
        QStringList{QStringLiteral("198.51.100.7")});
}

void TestWebNetwork::missingNamesAndServers()
{
    m_names.add("only4.company.example", 1, v4("203.0.113.9"));
    const auto code = [this](const char *name, const char *type) {
        const auto found = m_web.lookUp(QString::fromLatin1(name), QString::fromLatin1(type), {});
        return found ? ErrorCode::Failed : found.error().code;
    };
    QCOMPARE(code("nowhere.company.example", "A"), ErrorCode::NotFound);
    QCOMPARE(code("only4.company.example", "AAAA"), ErrorCode::NotFound);
    QCOMPARE(code("only4.company.example", "MX"), ErrorCode::Invalid);
    m_names.setMood(FakeNameserver::Mood::Fails);
    QCOMPARE(code("only4.company.example", "A"), ErrorCode::Unavailable);
}

void TestWebNetwork::answersWithoutAsking()
{
    m_names.setMood(FakeNameserver::Mood::Silent);
    QCOMPARE(m_web.lookUp(QStringLiteral("localhost"), QStringLiteral("A"), {}).value_or(QStringList()),
        QStringList{QStringLiteral("127.0.0.1")});
    QCOMPARE(m_web.lookUp(QStringLiteral("203.0.113.9"), QStringLiteral("A"), {}).value_or(QStringList()),
        QStringList{QStringLiteral("203.0.113.9")});
}

void TestWebNetwork::lookUpIsStopped()
{
    m_names.setMood(FakeNameserver::Mood::Silent);
    const auto found = m_web.lookUp(
        QStringLiteral("www.company.example"), QStringLiteral("A"), Call{}.within(m_clock.now(), Milliseconds{50}));
    QVERIFY(!found);
    QCOMPARE(found.error().code, ErrorCode::TimedOut);
}

void TestWebNetwork::knocking()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const quint16 port = server.serverPort();
    QVERIFY(m_web.knock(QStringLiteral("127.0.0.1"), port, {}));
    server.close();
    const auto refused = m_web.knock(QStringLiteral("127.0.0.1"), port, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY2(refused.error().message.contains(QStringLiteral("127.0.0.1 port %1 refuses connections").arg(port)),
        qPrintable(refused.error().message));
}

QTEST_GUILESS_MAIN(TestWebNetwork)
#include "tst_webnetwork.moc"
