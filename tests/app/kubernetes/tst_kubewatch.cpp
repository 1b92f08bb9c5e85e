// A watch goes on through everything a server and a network do to it.

#include "clusterfixture.h"

#include <QTest>

#include <thread>

using namespace relight;

namespace {

// A server whose n-th list and n-th watch are given; the last goes on for ever.
struct Script
{
    std::vector<QByteArray> lists;
    std::vector<std::function<void(const ScriptedConnection &)>> watches;
    size_t listsAsked = 0, watchesAsked = 0;

    void operator()(const ScriptedRequest &request, const ScriptedConnection &peer)
    {
        if (answerDiscovery(request, peer))
            return;
        if (!request.target.contains("watch=1"))
            return peer.answer(200, lists[std::min(listsAsked++, lists.size() - 1)]);
        watches[std::min(watchesAsked++, watches.size() - 1)](peer);
    }
};

} // namespace

static void sendEvents(const ScriptedConnection &peer, const QByteArrayList &events, bool end = true)
{
    peer.startChunked();
    for (const QByteArray &one : events)
        peer.chunk(one);
    if (end)
        peer.chunk("");
}

static QByteArray bookmark(const QByteArray &version)
{
    return watchEvent(
        "BOOKMARK", R"({"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":")" + version + R"("}})");
}

class tst_KubeWatch : public QObject
{
    Q_OBJECT

private:
    ClusterFixture m_fixture;

    // Watches until a pod named "end" is added; "+a ~a -a" for what was heard.
    QString watched(ScriptedServer &server, Error *error = nullptr)
    {
        QStringList heard;
        const auto result
            = (*m_fixture.open(server.url()))
                  ->watch(
                      podsInN, {},
                      [&](WatchType type, const QJsonObject &object) {
                          const QString name = object[QStringLiteral("metadata")][QStringLiteral("name")].toString();
                          heard << (type == WatchType::Added             ? QStringLiteral("+")
                                           : type == WatchType::Modified ? QStringLiteral("~")
                                                                         : QStringLiteral("-"))
                                  + name;
                          return name == QLatin1String("end") ? WatchVerdict::Done : WatchVerdict::Continue;
                      },
                      Call{}.within(m_fixture.clock.now(), Milliseconds{20'000}));
        if (!result && error)
            *error = result.error();
        else if (!result)
            heard << result.error().message;
        return heard.join(QLatin1Char(' '));
    }

    static QByteArrayList watchTargets(const ScriptedServer &server)
    {
        QByteArrayList targets;
        for (const ScriptedRequest &request : server.requests())
            if (request.target.contains("watch=1"))
                targets << request.target;
        return targets;
    }

private Q_SLOTS:
    void eventsBookmarksAndRollover()
    {
        ScriptedServer server(Script{{podList({pod("a", "1"), pod("b", "2")}, "10")},
            {[](const auto &peer) {
                 sendEvents(peer,
                     {watchEvent("MODIFIED", pod("a", "11")), watchEvent("DELETED", pod("b", "12")), bookmark("20")});
             },
                [](const auto &peer) {
                    sendEvents(peer,
                        {watchEvent("ADDED", pod("c", "21")), watchEvent("ADDED", pod("a", "11")),
                            watchEvent("ADDED", pod("end", "22"))},
                        false);
                }}});
        QCOMPARE(watched(server), QStringLiteral("+a +b ~a -b +c +end"));
        const auto targets = watchTargets(server);
        QCOMPARE(targets.size(), 2);
        QVERIFY(targets[0].contains("resourceVersion=10"));
        QVERIFY(targets[0].contains("allowWatchBookmarks=true"));
        QVERIFY(targets[1].contains("resourceVersion=20"));
    }

    void goneInEitherFormListsAnewAndTellsDeletions_data()
    {
        QTest::addColumn<bool>("asEvent");
        QTest::newRow("HTTP status") << false;
        QTest::newRow("ERROR event") << true;
    }

    void goneInEitherFormListsAnewAndTellsDeletions()
    {
        QFETCH(bool, asEvent);
        const QByteArray gone = statusBody(410, "Expired", "too old resource version");
        ScriptedServer server(Script{{podList({pod("a", "1"), pod("b", "2"), pod("x", "3", "old")}, "10"),
                                         podList({pod("b", "2"), pod("x", "9", "new"), pod("end", "30")}, "30")},
            {[&](const auto &peer) {
                if (asEvent)
                    sendEvents(peer, {watchEvent("MODIFIED", pod("a", "11")), watchEvent("ERROR", gone)}, false);
                else
                    peer.answer(410, gone);
            }}});
        QCOMPARE(watched(server),
            asEvent ? QStringLiteral("+a +b +x ~a -x +x +end") : QStringLiteral("+a +b +x -x +x +end"));
    }

    void deletionsDuringTheGapAreTold()
    {
        ScriptedServer server(Script{{podList({pod("a", "1"), pod("b", "2")}, "10"), podList({pod("b", "2")}, "30")},
            {[](const auto &peer) { peer.answer(410, statusBody(410, "Gone", "gone")); },
                [](const auto &peer) { sendEvents(peer, {watchEvent("ADDED", pod("end", "31"))}, false); }}});
        QCOMPARE(watched(server), QStringLiteral("+a +b -a +end"));
    }

    void badStreamsAreConnectedAnew_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("torn chunk") << 0;
        QTest::newRow("garbage line") << 1;
        QTest::newRow("half-open") << 2;
        QTest::newRow("no reply") << 3;
        QTest::newRow("503") << 4;
        QTest::newRow("429") << 5;
        QTest::newRow("split inside an event") << 6;
        QTest::newRow("ends at once") << 7;
        QTest::newRow("ERROR 500") << 8;
    }

    void badStreamsAreConnectedAnew()
    {
        QFETCH(int, kind);
        const QByteArray modified = watchEvent("MODIFIED", pod("a", "11"));
        const auto bad = [&](const ScriptedConnection &peer) {
            switch (kind) {
            case 0:
                peer.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + QByteArray::number(modified.size(), 16) + "\r\n" + modified + "\r\n40\r\n{\"ty");
                return peer.close();
            case 1:
                return sendEvents(peer, {modified, "this is no event\n"}, false);
            case 2:
                return sendEvents(peer, {modified}, false);
            case 3:
                return peer.close();
            case 4:
                return peer.answer(503, "");
            case 5:
                return peer.answer(429, statusBody(429, "TooManyRequests", "x"), {"Retry-After: 0"});
            case 6:
                return sendEvents(peer, {modified.left(20), modified.mid(20)});
            case 7:
                return sendEvents(peer, {});
            default:
                return sendEvents(peer, {modified, watchEvent("ERROR", statusBody(500, "InternalError", "x"))}, false);
            }
        };
        ScriptedServer server(Script{{podList({pod("a", "1")}, "10")},
            {bad, [](const auto &peer) {
                 sendEvents(
                     peer, {watchEvent("MODIFIED", pod("a", "11")), watchEvent("ADDED", pod("end", "12"))}, false);
             }}});
        QCOMPARE(watched(server), QStringLiteral("+a ~a +end"));
        const bool heard = kind != 3 && kind != 4 && kind != 5 && kind != 7;
        QVERIFY(watchTargets(server).last().contains(heard ? "resourceVersion=11" : "resourceVersion=10"));
    }

    void rightsAndCredentialsEndIt()
    {
        for (const auto &[status, code] :
            {std::pair{403, ErrorCode::Forbidden}, std::pair{401, ErrorCode::Unauthorized}}) {
            ScriptedServer server(Script{{podList({pod("a", "1")}, "10")},
                {[status](const auto &peer) { peer.answer(status, statusBody(status, "x", "no")); }}});
            Error error;
            QCOMPARE(watched(server, &error), QStringLiteral("+a"));
            QCOMPARE(error.code, code);
            QCOMPARE(watchTargets(server).size(), 1);
        }
    }

    void unknownKindIsSaidAtOnce()
    {
        ScriptedServer server(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(404, "404 page not found"); });
        Error error;
        watched(server, &error);
        QCOMPARE(error.code, ErrorCode::NotFound);
    }

    void stopAndDeadlineEndIt()
    {
        ScriptedServer server(
            Script{{podList({}, "10")}, {[](const auto &peer) { sendEvents(peer, {bookmark("11")}, false); }}});
        const auto cluster = *m_fixture.open(server.url());
        const auto deaf = [](WatchType, const QJsonObject &) { return WatchVerdict::Continue; };
        std::stop_source stop;
        std::jthread other([&] {
            server.waitForRequests(3);
            stop.request_stop();
        });
        QCOMPARE(cluster->watch(podsInN, {}, deaf, {.stop = stop.get_token()}).error().code, ErrorCode::Cancelled);
        const Call call = Call{}.within(m_fixture.clock.now(), Milliseconds{600});
        QCOMPARE(cluster->watch(podsInN, {}, deaf, call).error().code, ErrorCode::TimedOut);
        QVERIFY(m_fixture.clock.now() >= call.deadline);
    }
};

QTEST_GUILESS_MAIN(tst_KubeWatch)
#include "tst_kubewatch.moc"
