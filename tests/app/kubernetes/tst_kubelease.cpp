// The Lease on a server whose clock is not ours and whose objects change under our hands.

#include "clusterfixture.h"

#include <QTest>

#include <atomic>

using namespace relight;

class tst_KubeLease : public QObject
{
    Q_OBJECT

private:
    ClusterFixture m_fixture;
    const LeaseRequest m_mine{.holder = QStringLiteral("run-1, ann@laptop"), .duration = Seconds{60}};

    // The server's clock says 10:00:00 on a day that is not today.
    static QList<QByteArray> date() { return {"Date: Sun, 22 Nov 2026 10:00:00 GMT"}; }

private Q_SLOTS:
    void holders_data()
    {
        QTest::addColumn<QByteArray>("holder");
        QTest::addColumn<QByteArray>("renewed");
        QTest::addColumn<bool>("taken");
        QTest::newRow("another, living") << QByteArray("run-2, bob@desk") << QByteArray("2026-11-22T09:59:30.000000Z")
                                         << false;
        QTest::newRow("another, expired")
            << QByteArray("run-2, bob@desk") << QByteArray("2026-11-22T09:58:59.000000Z") << true;
        QTest::newRow("mine") << QByteArray("run-1, ann@laptop") << QByteArray("2026-11-22T09:59:30.000000Z") << true;
        QTest::newRow("nobody") << QByteArray() << QByteArray("2026-11-22T09:59:30.000000Z") << true;
    }

    void holders()
    {
        QFETCH(QByteArray, holder);
        QFETCH(QByteArray, renewed);
        QFETCH(bool, taken);
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            peer.answer(200, request.method == "GET" ? lease(holder, renewed) : "{}", date());
        });
        const auto held = (*m_fixture.open(server.url()))->holdLease(m_mine, {});
        QCOMPARE(held.has_value(), taken);
        if (!taken) {
            QCOMPARE(held.error().code, ErrorCode::Conflict);
            QVERIFY2(held.error().message.contains(QLatin1String("bob@desk")), qPrintable(held.error().message));
            QVERIFY2(held.error().message.contains(QLatin1String("since 1h")), qPrintable(held.error().message));
            QVERIFY2(held.error().message.contains(QLatin1String("30s")), qPrintable(held.error().message));
            QCOMPARE(server.requests().size(), 1);
            return;
        }
        const ScriptedRequest put = server.requests().last();
        QCOMPARE(put.method, "PUT");
        const QJsonObject written = QJsonDocument::fromJson(put.body).object();
        QCOMPARE(
            written[QStringLiteral("metadata")][QStringLiteral("resourceVersion")].toString(), QStringLiteral("5"));
        const QJsonObject spec = written[QStringLiteral("spec")].toObject();
        QCOMPARE(spec[QStringLiteral("holderIdentity")].toString(), m_mine.holder);
        QCOMPARE(spec[QStringLiteral("renewTime")].toString(), QStringLiteral("2026-11-22T10:00:00.000000Z"));
        QCOMPARE(spec[QStringLiteral("leaseTransitions")].toInt(), holder == "run-1, ann@laptop" ? 2 : 3);
    }

    void absentLeaseIsMadeAndRacesAreRunAgain()
    {
        std::atomic<int> gets = 0, puts = 0;
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.method == "GET" && ++gets == 1)
                peer.answer(404, statusBody(404, "NotFound", "leases not found"));
            else if (request.method == "GET")
                peer.answer(200, lease("", "2026-11-22T09:59:30.000000Z"), date());
            else if (request.method == "POST")
                peer.answer(409, statusBody(409, "AlreadyExists", "leases already exists"));
            else
                peer.answer(++puts < 3 ? 409 : 200,
                    puts < 3 ? statusBody(409, "Conflict", "the object has been modified") : "{}");
        });
        const auto held = (*m_fixture.open(server.url()))->holdLease(m_mine, {});
        QVERIFY2(held, qPrintable(held ? QString() : held.error().message));
        QCOMPARE(puts, 3);
    }

    void givingBackLeavesOthersAlone()
    {
        for (const auto &[holder, requests] :
            {std::pair{QByteArray("run-1, ann@laptop"), 2}, std::pair{QByteArray("run-2, bob@desk"), 1}}) {
            ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
                peer.answer(200, request.method == "GET" ? lease(holder, "2026-11-22T09:59:30.000000Z") : "{}", date());
            });
            QVERIFY((*m_fixture.open(server.url()))->releaseLease(m_mine, {}));
            QCOMPARE(server.requests().size(), requests);
            if (requests == 2)
                QCOMPARE(QJsonDocument::fromJson(
                             server.requests().last().body)[QStringLiteral("spec")][QStringLiteral("holderIdentity")]
                             .toString(),
                    QString());
        }
        ScriptedServer none([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(404, statusBody(404, "NotFound", "x"));
        });
        QVERIFY((*m_fixture.open(none.url()))->releaseLease(m_mine, {}));
    }
};

QTEST_GUILESS_MAIN(tst_KubeLease)
#include "tst_kubelease.moc"
