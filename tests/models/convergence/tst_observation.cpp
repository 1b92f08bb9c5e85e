// What was seen of an application says the same to who reads it later; what no reader needs is not written, and a line
// that makes no sense is refused.
#include "applications.h"
#include "wholeapplication.h"

#include "models/convergence/applicationjson.h"
#include "models/convergence/observation.h"

#include <QTest>

#include <random>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

static constexpr Timestamp at{Milliseconds{1'700'000'000'123}};

class TestObservation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrote_data();
    void readsWhatItWrote();
    void readsWhatWent();
    void leavesOut();
    void refusesGarbage_data();
    void refusesGarbage();
    void survivesMutilation();
};

void TestObservation::readsWhatItWrote_data()
{
    QTest::addColumn<Application>("app");
    QTest::newRow("all") << *parseApplication(full);
    QTest::newRow("made by hand") << app(u"shop"_s);
    QTest::newRow("a parent") << parentOf(u"root"_s, {u"one"_s, u"two"_s});
    QTest::newRow("nothing but its name") << *parseApplication(R"({"metadata":{"name":"a"}})");
    QTest::newRow("empty parts") << *parseApplication(
        R"({"metadata":{"name":"a"},"status":{"resources":[{}],"conditions":[{}],"operationState":{"phase":"Succeeded","syncResult":{"resources":[{}]}}}})");
    QTest::newRow("disabled automation") << *parseApplication(
        R"({"metadata":{"name":"a"},"spec":{"syncPolicy":{"automated":{"prune":true,"enabled":false}}}})");
    QTest::newRow("several sources") << *parseApplication(
        R"({"metadata":{"name":"a"},"spec":{"sources":[{"repoURL":"one","chart":"c","targetRevision":"1.2"}]},
        "status":{"sync":{"status":"Synced","revisions":["a","b"]},"operationState":{"phase":"Error","syncResult":{"revisions":["a","b"]}}}})");
    QTest::newRow("escapes") << *parseApplication(
        R"({"metadata":{"name":"a\u003cb\u003e\ud83d\ude00\n"},"status":{"operationState":{"message":"\"x\"\\\u0001"}}})");
    Application every = app(u"every"_s);
    every.resources.clear();
    for (int sync = 0; sync <= int(SyncStatus::OutOfSync); ++sync) {
        for (int health = 0; health <= int(HealthStatus::Unknown); ++health)
            every.resources.append({.key = workload(u"w"_s), .sync = SyncStatus(sync), .health = HealthStatus(health)});
    }
    QTest::newRow("every state") << every;
    for (int phase = 0; phase <= int(OperationPhase::Error); ++phase) {
        Application operating = app(u"operating"_s);
        operating.operation = OperationPhase(phase);
        QTest::addRow("operation %d", phase) << operating;
    }
    Application held = app(u"held"_s);
    held.skipReconcile = held.deleting = true;
    held.syncWave = -7;
    held.annotations
        = {{u"argocd.argoproj.io/skip-reconcile"_s, u"true"_s}, {u"argocd.argoproj.io/sync-wave"_s, u"-7"_s}};
    QTest::newRow("held") << held;
}

void TestObservation::readsWhatItWrote()
{
    QFETCH(Application, app);
    const Observation seen{at, at - Seconds(90), u"Argo CD API"_s, app, {}};
    const QByteArray line = observationToJson(seen);
    QVERIFY(!line.contains('\n'));
    const auto again = parseObservation(line);
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE(observationToJson(*again), line);
    QVERIFY(*again == seen);
}

void TestObservation::readsWhatWent()
{
    const Observation seen{at, {}, {}, {}, {u"argocd/shop"_s, u"argocd/web"_s}};
    QCOMPARE(observationToJson(seen), R"({"at":"2023-11-14T22:13:20.123Z","removed":["argocd/shop","argocd/web"]})");
    QVERIFY(*parseObservation(observationToJson(seen)) == seen);
}

void TestObservation::leavesOut()
{
    Application app = *parseApplication(full);
    app.annotations.insert(u"kubectl.kubernetes.io/last-applied-configuration"_s, u"{\"password\":\"hunter2\"}"_s);
    app.results.append({.key = workload(u"well"_s), .status = u"Synced"_s, .message = u"configured"_s});
    const Application seen = observable(app);
    QVERIFY(seen.resourceVersion.isEmpty());
    QCOMPARE(seen.annotations.keys(),
        QStringList({u"argocd.argoproj.io/skip-reconcile"_s, u"argocd.argoproj.io/sync-wave"_s}));
    QCOMPARE(seen.results.size(), 1);
    QCOMPARE(seen.results.first().status, u"SyncFailed"_s);
    QCOMPARE(seen.resources, app.resources);
}

void TestObservation::refusesGarbage_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *text :
        {"", "null", "[]", "{}", "\xff\xfe", R"({"at":"yesterday","application":{"metadata":{"name":"a"}}})",
            R"({"at":"2026-08-01T10:00:00Z","application":{}})", R"({"at":"2026-08-01T10:00:00Z","application":7})",
            R"({"at":"2026-08-01T10:00:00Z","removed":["a")"})
        QTest::addRow("%s", text) << QByteArray(text);
}

void TestObservation::refusesGarbage()
{
    QFETCH(QByteArray, line);
    const auto seen = parseObservation(line);
    QVERIFY(!seen);
    QCOMPARE(int(seen.error().code), int(ErrorCode::Protocol));
    const auto newer = parseObservation(R"({"at":"2026-08-01T10:00:00Z","weather":["fine"],"removed":["a",7,null]})");
    QVERIFY(newer); // of a later version: what is known of it is read
    QCOMPARE(newer->removed.first(), u"a"_s);
}

void TestObservation::survivesMutilation()
{
    const QByteArray whole = observationToJson({at, at, u"Argo CD API"_s, *parseApplication(full), {u"argocd/a"_s}});
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!parseObservation(whole.left(size)));
    std::mt19937 random(7);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bent = whole;
        for (int i = 0; i < 3; ++i)
            bent[qsizetype(random() % size_t(bent.size()))] = char(random() % 256);
        if (const auto found = parseObservation(bent)) // whatever it is, it is a value
            QVERIFY(parseObservation(observationToJson(*found)));
    }
}

QTEST_GUILESS_MAIN(TestObservation)
#include "tst_observation.moc"
