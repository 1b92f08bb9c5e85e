// Streams: chunks as they arrive, ends, dead peers, back-pressure, and requests beside many streams.

#include "app/integrations/http/httpclient.h"
#include "app/integrations/io/systemclock.h"
#include "tests/support/scriptedserver.h"

#include <QTest>

#include <latch>
#include <thread>

using namespace relight;

class tst_HttpStream : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    IoThread m_network{QStringLiteral("network")};
    HttpClient m_client{m_network, m_clock, {}};

private Q_SLOTS:
    void chunksComeAsTheyArrive()
    {
        // The peer writes the second chunk only after the handler has seen the first.
        std::optional<ScriptedConnection> connection;
        ScriptedServer hand([&](const ScriptedRequest &, const ScriptedConnection &peer) {
            connection = peer;
            peer.startChunked(200, {"X-Kind: stream"});
            peer.chunk("one\n");
        });
        QByteArray seen;
        const auto answer = m_client.stream({.url = hand.url()},
            [&](const QByteArray &chunk) {
                seen += chunk;
                if (seen == "one\n")
                    connection->chunk("two\n");
                else
                    connection->chunk("");
                return true;
            },
            {});
        QVERIFY(answer);
        QCOMPARE(answer->status, 200);
        QCOMPARE(answer->header("x-kind"), "stream");
        QCOMPARE(seen, "one\ntwo\n");
    }

    void handlerEndsTheStream()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.startChunked();
            peer.chunk("x");
        });
        const auto answer = m_client.stream({.url = server.url()}, [](const QByteArray &) { return false; }, {});
        QCOMPARE(answer->status, 200);
        QVERIFY(server.waitForDisconnects(1));
    }

    void refusalIsCollected()
    {
        ScriptedServer server(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(410, "gone for good"); });
        const auto answer = m_client.stream({.url = server.url()}, [](const QByteArray &) { return true; }, {});
        QCOMPARE(answer->status, 410);
        QCOMPARE(answer->body, "gone for good");
    }

    void tornStreamEndsAtLeast()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n");
            peer.close();
        });
        QByteArray seen;
        const auto answer
            = m_client.stream({.url = server.url()}, [&](const QByteArray &chunk) { return seen += chunk, true; }, {});
        // Qt does not always tell a cut from an end; a reader of streams connects anew after either.
        QVERIFY(answer || answer.error().code == ErrorCode::Unavailable);
        QCOMPARE(seen, "abcd");
    }

    void halfOpenPeerTimesOut()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.startChunked();
            peer.chunk("x");
        });
        const auto answer = m_client.stream(
            {.url = server.url(), .inactivity = Milliseconds{150}}, [](const QByteArray &) { return true; }, {});
        QCOMPARE(answer.error().code, ErrorCode::TimedOut);
    }

    void stopEndsASilentStream()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) { peer.startChunked(); });
        std::stop_source stop;
        std::jthread other([&] {
            server.waitForRequests(1);
            stop.request_stop();
        });
        const auto answer = m_client.stream(
            {.url = server.url()}, [](const QByteArray &) { return true; }, {.stop = stop.get_token()});
        QCOMPARE(answer.error().code, ErrorCode::Cancelled);
        QVERIFY(server.waitForDisconnects(1));
    }

    void slowHandlerHoldsTheSenderAndLosesNothing()
    {
        constexpr int blocks = 400; // 25 MB, far beyond every buffer
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.startChunked();
            for (int i = 0; i < blocks; ++i)
                peer.chunk(QByteArray(64 << 10, char('a' + i % 26)));
            peer.chunk("");
        });
        qint64 bytes = 0;
        QByteArray order;
        const auto answer = m_client.stream({.url = server.url(), .inactivity = Milliseconds{500}},
            [&](const QByteArray &chunk) {
                if (bytes == 0) // longer than the inactivity limit: waiting for the handler is not the peer's silence
                    m_clock.sleepFor(Milliseconds{700}, {});
                bytes += chunk.size();
                for (const char c : chunk)
                    if (!order.endsWith(c))
                        order += c;
                return true;
            },
            {});
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().message));
        QCOMPARE(bytes, qint64(blocks) * (64 << 10));
        QCOMPARE(order.size(), blocks);
    }

    void manyStreamsLeaveRoomForRequests()
    {
        ScriptedServer server([](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.target == "/stream") {
                peer.startChunked();
                peer.chunk("x");
            } else {
                peer.answer(200, "quick");
            }
        });
        constexpr int count = 20;
        std::stop_source stop;
        std::latch started(count);
        std::vector<std::jthread> streams;
        for (int i = 0; i < count; ++i)
            streams.emplace_back([&] {
                m_client.stream({.url = server.url(QStringLiteral("/stream"))},
                    [&](const QByteArray &) { return started.count_down(), true; }, {.stop = stop.get_token()});
            });
        started.wait();
        QCOMPARE(m_client.send({.url = server.url(QStringLiteral("/quick"))}, {})->body, "quick");
        stop.request_stop();
    }
};

QTEST_GUILESS_MAIN(tst_HttpStream)
#include "tst_httpstream.moc"
