// Requests against a peer that misbehaves in each way a peer can.

#include "app/integrations/http/httpclient.h"
#include "app/integrations/io/systemclock.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace relight;

class tst_HttpClient : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    IoThread m_network{QStringLiteral("network")};
    HttpClient m_client{m_network, m_clock, {}};

private Q_SLOTS:
    void anyStatusIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 201, 302, 400, 401, 403, 404, 409, 410, 415, 422, 429, 500, 503, 504})
            QTest::addRow("%d", status) << status;
    }

    void anyStatusIsAnAnswer()
    {
        QFETCH(int, status);
        ScriptedServer server([&](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(status, "body", {"X-Thing: one", "WWW-Authenticate: Basic realm=x"});
        });
        const auto answer = m_client.send({.url = server.url()}, {});
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(answer->status, status);
        QCOMPARE(answer->body, "body");
        QCOMPARE(answer->header("x-thing"), "one");
        QCOMPARE(server.requests().size(), 1);
    }

    void unsafeRequestsAreNotRedirectedByGuess_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QList<QByteArray>>("seen");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d to nowhere", status) << status << QByteArray() << QList<QByteArray>{"POST x"};
        QTest::newRow("301") << 301 << QByteArray("/there") << QList<QByteArray>{"POST x"};
        QTest::newRow("302") << 302 << QByteArray("/there") << QList<QByteArray>{"POST x"};
        QTest::newRow("303") << 303 << QByteArray("/there") << QList<QByteArray>{"POST x", "GET "};
        QTest::newRow("307") << 307 << QByteArray("/there") << QList<QByteArray>{"POST x", "POST x"};
    }

    void unsafeRequestsAreNotRedirectedByGuess()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, location);
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.target == "/there")
                peer.answer(200, "");
            else
                peer.answer(
                    status, "", location.isEmpty() ? QList<QByteArray>{} : QList<QByteArray>{"Location: " + location});
        });
        const auto answer = m_client.send({.method = "POST", .url = server.url(), .body = "x"}, {});
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QList<QByteArray> seen;
        for (const ScriptedRequest &request : server.requests())
            seen.append(request.method + ' ' + request.body);
        QTEST(seen, "seen");
        QCOMPARE(answer->status, seen.size() == 1 ? status : 200);
    }

    void headersAndBodyArriveAsGiven()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "{}"); });
        QVERIFY(m_client.send(
            {.method = "PATCH",
                .url = server.url(QStringLiteral("/a?b=c%2Fd")),
                .headers = {{"Content-Type", "application/apply-patch+yaml"}, {"X-Two", "a"}, {"X-Two", "b"}},
                .body = "{\"a\":1}"},
            {}));
        QVERIFY(m_client.send(
            {.method = "DELETE", .url = server.url(), .headers = {{"Content-Type", "application/json"}}}, {}));
        const auto requests = server.requests();
        QCOMPARE(requests.size(), 2);
        QCOMPARE(requests[0].method, "PATCH");
        QCOMPARE(requests[0].target, "/a?b=c%2Fd");
        QCOMPARE(requests[0].body, "{\"a\":1}");
        QCOMPARE(requests[0].headers.value("content-type"), "application/apply-patch+yaml");
        QCOMPARE(requests[0].headers.value("accept"), "application/json");
        QCOMPARE(requests[0].headers.value("x-two"), "a, b");
        QVERIFY(requests[0].headers.value("user-agent").startsWith("relight/"));
        QCOMPARE(requests[1].method, "DELETE");
        QCOMPARE(requests[1].headers.value("content-type"), "application/json");
        QCOMPARE(requests[1].headers.value("content-length"), "0");
    }

    void neverSendsTwice_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("reused");
        for (const bool reused : {false, true})
            for (const QByteArray method : {"POST", "PUT", "PATCH", "DELETE"})
                for (const QByteArray body : {"", "{}"})
                    QTest::addRow("%s%s%s", method.constData(), body.isEmpty() ? " empty" : "", reused ? " reused" : "")
                        << method << body << reused;
    }

    void neverSendsTwice()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(bool, reused);
        ScriptedServer server([](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.method == "GET")
                peer.answer(200, "warm");
            else
                peer.close();
        });
        HttpClient client(m_network, m_clock, {});
        if (reused)
            QVERIFY(client.send({.url = server.url()}, {}));
        const auto answer = client.send({.method = method, .url = server.url(), .body = body}, {});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        // A second copy would come on a new connection: a later request shows that none did.
        client.send({.url = server.url()}, {});
        const auto requests = server.requests();
        QCOMPARE(std::ranges::count(requests, method, &ScriptedRequest::method), 1);
    }

    void refusedAndUnknownHost()
    {
        quint16 port = 0;
        {
            ScriptedServer gone([](const auto &, const auto &) { });
            port = gone.port();
        }
        const auto refused = m_client.send({.url = QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(port))}, {});
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        QVERIFY(refused.error().message.contains(QStringLiteral("refused")));
        const auto unknown = m_client.send({.url = QUrl(QStringLiteral("http://no-such-host.invalid/"))}, {});
        QCOMPARE(unknown.error().code, ErrorCode::Unavailable);
        QCOMPARE(m_client.send({.url = QUrl(QStringLiteral("ftp://x/"))}, {}).error().code, ErrorCode::Invalid);
        QCOMPARE(m_client.send({.url = QUrl()}, {}).error().code, ErrorCode::Invalid);
    }

    void tornAnswers_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no reply") << QByteArray();
        QTest::newRow("half a status line") << QByteArray("HTTP/1.1 20");
        QTest::newRow("half the headers") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
        QTest::newRow("half the body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345");
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-OpenSSH_9.9\r\n\r\n");
    }

    void tornAnswers()
    {
        QFETCH(QByteArray, bytes);
        ScriptedServer server([&](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.raw(bytes);
            peer.close();
        });
        const auto answer = m_client.send({.url = server.url()}, {});
        QVERIFY(!answer);
        QVERIFY2(answer.error().code == ErrorCode::Unavailable || answer.error().code == ErrorCode::Protocol,
            qPrintable(answer.error().message));
    }

    void cutInsideAChunkLooksLikeTheEnd()
    {
        // Qt tells only sometimes: whoever reads a chunked answer must notice that it is incomplete. It never hangs,
        // and never holds more or less than what came.
        ScriptedServer server([&](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123");
            peer.close();
        });
        const auto answer = m_client.send({.url = server.url()}, {});
        if (answer) {
            QCOMPARE(answer->status, 200);
            QCOMPARE(answer->body, "123");
        } else {
            QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        }
    }

    void silentPeerTimesOut()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &) { });
        const auto answer = m_client.send({.url = server.url(), .inactivity = Milliseconds{150}}, {});
        QCOMPARE(answer.error().code, ErrorCode::TimedOut);
        QVERIFY(server.waitForDisconnects(1));
    }

    void deadlineAndStopEndTheRequest()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &) { });
        const auto late = m_client.send({.url = server.url()}, Call{}.within(m_clock.now(), Milliseconds{100}));
        QCOMPARE(late.error().code, ErrorCode::TimedOut);
        std::stop_source stop;
        std::jthread other([&] {
            server.waitForRequests(2);
            stop.request_stop();
        });
        const auto stopped = m_client.send({.url = server.url()}, Call{.stop = stop.get_token()});
        QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
        QVERIFY(server.waitForDisconnects(2));
    }

    void longAnswersAreRefused()
    {
        ScriptedServer server(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, QByteArray(5000, 'x')); });
        QCOMPARE(m_client.send({.url = server.url(), .bodyLimit = 4999}, {}).error().code, ErrorCode::Protocol);
        QCOMPARE(m_client.send({.url = server.url(), .bodyLimit = 5000}, {})->body.size(), 5000);
    }

    void redirectsStayAtHome()
    {
        ScriptedServer elsewhere(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, "elsewhere"); });
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.target == "/same")
                peer.answer(307, "", {"Location: /there"});
            else if (request.target == "/loop")
                peer.answer(302, "", {"Location: /loop"});
            else if (request.target == "/away")
                peer.answer(307, "", {"Location: " + elsewhere.url().toEncoded()});
            else
                peer.answer(200, request.method + " " + request.body);
        });
        const HttpHeaders secret{{"Authorization", "Bearer secret"}};
        const auto same = m_client.send(
            {.method = "POST", .url = server.url(QStringLiteral("/same")), .headers = secret, .body = "x"}, {});
        QVERIFY2(same, qPrintable(same ? QString() : same.error().message + same.error().context));
        QCOMPARE(same->body, "POST x");
        QCOMPARE(server.requests().last().headers.value("authorization"), "Bearer secret");
        const auto away = m_client.send({.url = server.url(QStringLiteral("/away")), .headers = secret}, {});
        QCOMPARE(away->status, 307);
        QCOMPARE(elsewhere.connections(), 0);
        QCOMPARE(m_client.send({.url = server.url(QStringLiteral("/loop"))}, {})->status, 302);
    }

    void connectsToTheGivenAddress()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, ""); });
        const QUrl url = server.url(QStringLiteral("/x"), QStringLiteral("shop.invalid"));
        QCOMPARE(m_client.send({.url = url, .connectTo = QHostAddress(QHostAddress::LocalHost)}, {})->status, 200);
        QCOMPARE(server.requests().first().headers.value("host"),
            QStringLiteral("shop.invalid:%1").arg(server.port()).toLatin1());
    }

    void manyAtOnceFromManyThreads()
    {
        ScriptedServer server(
            [](const ScriptedRequest &request, const ScriptedConnection &peer) { peer.answer(200, request.target); });
        std::atomic<int> right = 0;
        {
            std::vector<std::jthread> workers;
            for (int worker = 0; worker < 8; ++worker)
                workers.emplace_back([&, worker] {
                    for (int i = 0; i < 25; ++i) {
                        const QString path = QStringLiteral("/%1/%2").arg(worker).arg(i);
                        const auto answer = m_client.send({.url = server.url(path)}, {});
                        right += answer && answer->body == path.toLatin1();
                    }
                });
        }
        QCOMPARE(right, 200);
    }

    void backoffGrowsToItsLimit()
    {
        Backoff backoff;
        for (const int base : {800, 1600, 3200, 6400, 12800, 25600, 30000, 30000}) {
            const auto delay = backoff.next().count();
            QVERIFY2(delay >= base && delay <= 2 * base, qPrintable(QString::number(delay)));
        }
        backoff.healthy(std::chrono::seconds(119));
        QVERIFY(backoff.next().count() >= 30000);
        backoff.healthy(std::chrono::seconds(120));
        QVERIFY(backoff.next().count() <= 1600);
    }
};

QTEST_GUILESS_MAIN(tst_HttpClient)
#include "tst_httpclient.moc"
