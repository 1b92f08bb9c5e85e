// Both sources make the same values; what is missing, null, empty or unknown does no harm.
#include "applications.h"
#include "wholeapplication.h"

#include "models/convergence/applicationjson.h"
#include "models/convergence/sharedtexts.h"

#include <QJsonArray>
#include <QTest>

#include <random>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

namespace {

QByteArray list(const QByteArray &items)
{
    return R"({"metadata":{"resourceVersion":"77"},"items":)" + items + "}";
}

} // namespace

class TestApplicationJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEverything();
    void bothSourcesAgree_data();
    void bothSourcesAgree();
    void sharesWhatIsRepeated();
    void readsLists();
    void readsEvents();
    void refusesGarbage_data();
    void refusesGarbage();
    void survivesMutilation();
    void readsSets();
    void readsTrees();
    void readsManagedResources();
};

void TestApplicationJson::readsEverything()
{
    const Application app = applicationFrom(json(full));
    QCOMPARE(app.key(), u"argocd/shop"_s);
    QCOMPARE(app.project, u"team-a"_s);
    QCOMPARE(app.uid, u"u-1"_s);
    QCOMPARE(app.resourceVersion, u"42"_s);
    QCOMPARE(app.annotations.value(u"note"_s), u"a é \"q\""_s);
    QCOMPARE(app.labels.value(u"team"_s), u"a"_s);
    QCOMPARE(app.repoUrl, u"https://git.example.com/r.git"_s);
    QCOMPARE(app.path, u"apps/shop"_s);
    QCOMPARE(app.targetRevision, u"main"_s);
    QCOMPARE(app.destinationServer, u"https://kubernetes.default.svc"_s);
    QCOMPARE(app.destinationNamespace, u"shop"_s);
    QVERIFY(app.automated && app.prune && app.selfHeal && app.skipReconcile && app.operationQueued && app.hasStatus);
    QCOMPARE(app.ignoredDifferences, 2);
    QVERIFY(!app.deleting);
    QCOMPARE(int(app.sync), int(SyncStatus::OutOfSync));
    QCOMPARE(app.syncRevision, u"abc"_s);
    QCOMPARE(int(app.health), int(HealthStatus::Degraded));
    QCOMPARE(app.healthMessage, u"bad"_s);
    QCOMPARE(int(app.operation), int(OperationPhase::Running));
    QCOMPARE(app.operationMessage, u"waiting"_s);
    QCOMPARE(app.operationRevision, u"abc"_s);
    QCOMPARE(app.retryCount, 2);
    QVERIFY(app.operationStarted && app.operationFinished && app.reconciledAt);
    QCOMPARE((*app.operationFinished - *app.operationStarted).count(), 5000);
    QCOMPARE(app.resources.size(), 3);
    QCOMPARE(app.resources[0].key, (ResourceKey{u"apps"_s, u"v1"_s, u"Deployment"_s, u"shop"_s, u"web"_s}));
    QCOMPARE(int(*app.resources[0].health), int(HealthStatus::Progressing));
    QCOMPARE(app.resources[0].syncWave, 3);
    QVERIFY(!app.resources[1].health);
    QVERIFY(app.resources[2].hook);
    QCOMPARE(app.results.size(), 1);
    QCOMPARE(app.results[0].message, u"immutable"_s);
    QCOMPARE(app.conditions, (QList<ApplicationCondition>{{u"SyncError"_s, u"failed"_s}}));
    QCOMPARE(app.ownerApplicationSet, u"tenants"_s);
    QCOMPARE(app.syncWave, -2);
}

void TestApplicationJson::bothSourcesAgree_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("full") << full;
    QTest::newRow("nothing") << QByteArray("{}");
    QTest::newRow("nulls") << QByteArray(
        R"({"metadata":{"name":"a","annotations":null,"labels":null,"ownerReferences":null},"spec":{"source":null,
        "syncPolicy":null,"destination":null},"operation":null,"status":{"resources":null,"conditions":null,"operationState":null,"sync":null,"health":null}})");
    QTest::newRow("empties") << QByteArray(R"({"metadata":{"name":"a"},"spec":{"source":{"repoURL":""},"syncPolicy":{}},
        "status":{"resources":[],"conditions":[],"sync":{"status":"","comparedTo":{}},"health":{},"summary":{}}})");
    QTest::newRow("wrong types") << QByteArray(
        R"({"metadata":{"name":7,"annotations":[1],"labels":"x"},"spec":{"source":[],"syncPolicy":{"automated":true}},
        "operation":"x","status":{"resources":{"a":1},"sync":[],"health":"Healthy","operationState":[],"conditions":[1,"x",null,{}]}})");
    QTest::newRow("unknown words") << QByteArray(
        R"({"metadata":{"name":"a"},"status":{"sync":{"status":"Sideways"},"health":{"status":"Splendid"},
        "operationState":{"phase":"Levitating"},"resources":[{"kind":"X","health":{"status":"?"},"status":"!"}]}})");
    QTest::newRow("disabled automation") << QByteArray(
        R"({"spec":{"syncPolicy":{"automated":{"prune":true,"enabled":false}}}})");
    QTest::newRow("empty automation") << QByteArray(R"({"spec":{"syncPolicy":{"automated":{}}}})");
    QTest::newRow("several sources") << QByteArray(
        R"({"spec":{"sources":[{"repoURL":"one","chart":"c","targetRevision":"1.2"},{"repoURL":"two","path":"p"}]},
        "status":{"sync":{"status":"Synced","revisions":["a","b"]},"operationState":{"phase":"Succeeded","syncResult":{"revision":"","revisions":["a","b"]}}}})");
    QTest::newRow("large numbers") << QByteArray(
        R"({"status":{"operationState":{"phase":"Running","retryCount":99999999999999999999},
        "resources":[{"syncWave":1.5},{"syncWave":-3}]}})");
    QTest::newRow("escapes") << QByteArray(
        R"({"metadata":{"name":"a\u003cb\u003e\ud83d\ude00\n"},"status":{"operationState":{"message":"\"x\"\\"}}})");
}

void TestApplicationJson::bothSourcesAgree()
{
    QFETCH(QByteArray, body);
    const auto fast = parseApplication(body);
    QVERIFY2(fast, fast ? "" : qPrintable(fast.error().message));
    const Application slow = applicationFrom(json(body));
    if (body.contains("1.5"))
        QCOMPARE(fast->resources.size(), slow.resources.size()); // fractions are no figures of ours
    else
        QVERIFY(*fast == slow);
    QVERIFY2(QByteArray(QTest::currentDataTag()) == "full" || !fast->operationQueued, "only an object is an operation");
    if (QByteArray(QTest::currentDataTag()) == "unknown words") {
        QCOMPARE(int(fast->sync), int(SyncStatus::Unknown));
        QCOMPARE(int(fast->health), int(HealthStatus::Unknown));
        QCOMPARE(int(fast->operation), int(OperationPhase::Running)); // not an end
    }
    if (QByteArray(QTest::currentDataTag()) == "disabled automation")
        QVERIFY(!fast->automated && fast->prune);
    if (QByteArray(QTest::currentDataTag()) == "empty automation")
        QVERIFY(fast->automated && !fast->prune);
    if (QByteArray(QTest::currentDataTag()) == "several sources") {
        QCOMPARE(fast->repoUrl, u"one"_s);
        QCOMPARE(fast->path, u"c"_s);
        QCOMPARE(fast->syncRevision, u"a,b"_s);
        QCOMPARE(fast->operationRevision, u"a,b"_s);
    }
    if (QByteArray(QTest::currentDataTag()) == "empties")
        QVERIFY(!fast->hasStatus);
}

void TestApplicationJson::sharesWhatIsRepeated()
{
    const Application before = *parseApplication(full);
    Application now = *parseApplication(full);
    now.syncRevision = u"another"_s;
    now.resources[0].sync = SyncStatus::Unknown;
    const Application unshared = now;
    QVERIFY(now.repoUrl.constData() != before.repoUrl.constData());
    shareTexts(now, before);
    QCOMPARE(now, unshared);
    QCOMPARE(now.repoUrl.constData(), before.repoUrl.constData());
    QCOMPARE(now.resources.first().key.kind.constData(), before.resources.first().key.kind.constData());
    const auto two = parseApplicationList(list("[" + full + "," + full + "]"));
    QCOMPARE(two->items.at(0).repoUrl.constData(), two->items.at(1).repoUrl.constData());
}

void TestApplicationJson::readsLists()
{
    const auto found = parseApplicationList(list("[" + full + "," + full + "]"));
    QVERIFY(found);
    QCOMPARE(found->resourceVersion, u"77"_s);
    QCOMPARE(found->items.size(), 2);
    QVERIFY(found->items[0] == applicationFrom(json(full)));
    QVERIFY(parseApplicationList(list("[]"))->items.isEmpty());
    QVERIFY(parseApplicationList(list("null"))->items.isEmpty());
    QVERIFY(parseApplicationList("{}")->items.isEmpty());
}

void TestApplicationJson::readsEvents()
{
    const auto event = parseApplicationEvent(R"({"result":{"type":"DELETED","application":)" + full + "}}");
    QVERIFY(event);
    QCOMPARE(int(event->type), int(ApplicationEvent::Type::Deleted));
    QCOMPARE(event->application.name, u"shop"_s);
    QVERIFY(event->application == applicationFrom(json(full)));
    const auto error = parseApplicationEvent(
        R"({"error":{"grpc_code":7,"http_code":403,"message":"permission denied","http_status":"Forbidden"}})");
    QVERIFY(error);
    QCOMPARE(int(error->type), int(ApplicationEvent::Type::Error));
    QCOMPARE(error->httpCode, 403);
    QCOMPARE(error->error, u"permission denied"_s);
    QVERIFY(!parseApplicationEvent("{} "));
    QCOMPARE(int(parseApplicationEvent(R"({"result":{"type":"NEW","application":{"metadata":{"name":"x"}}}})")->type),
        int(ApplicationEvent::Type::Modified));
}

void TestApplicationJson::refusesGarbage_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *text : {"", " ", "<html>", "[]", "null", "7", "{\"items\":[{\"metadata\":", "{\"items\":[{]}",
             "{\"items\":[\"\xff\xfe\"]}"})
        QTest::addRow("%s", text) << QByteArray(text);
    QTest::newRow("20,000 deep") << "{\"items\":" + QByteArray(20'000, '[') + "}";
}

void TestApplicationJson::refusesGarbage()
{
    QFETCH(QByteArray, body);
    const auto found = parseApplicationList(body);
    QVERIFY(!found);
    QCOMPARE(int(found.error().code), int(ErrorCode::Protocol));
    QVERIFY(!found.error().message.isEmpty());
}

void TestApplicationJson::survivesMutilation()
{
    const QByteArray whole = list("[" + full + "]");
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!parseApplicationList(whole.left(size)));
    std::mt19937 random(7);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bent = whole;
        for (int i = 0; i < 3; ++i)
            bent[qsizetype(random() % size_t(bent.size()))] = char(random() % 256);
        if (const auto found = parseApplicationList(bent)) // whatever it is, it is a value
            QVERIFY(found->items.size() < 10);
    }
}

void TestApplicationJson::readsSets()
{
    const QByteArray body
        = R"({"items":[{"metadata":{"name":"tenants","namespace":"argocd"},"spec":{"strategy":{"type":"RollingSync"}},
        "status":{"conditions":[{"type":"ErrorOccurred","status":"False","message":"ok"},{"type":"ResourcesUpToDate","status":"True"}]}},
        {"metadata":{"name":"bad"},"status":{"conditions":[{"type":"ErrorOccurred","status":"True","message":"no such repo"}]}},
        {"metadata":{"name":"fresh"}}]})";
    const auto sets = parseApplicationSets(body);
    QVERIFY(sets);
    QCOMPARE(sets->size(), 3);
    QCOMPARE((*sets)[0],
        (ApplicationSetStatus{
            .name = u"tenants"_s, .setNamespace = u"argocd"_s, .upToDate = true, .rollingSync = true}));
    QCOMPARE((*sets)[1].errorMessage, u"no such repo"_s);
    QVERIFY(!(*sets)[2].upToDate);
    const QJsonArray items = json(body).value(u"items").toArray();
    for (qsizetype i = 0; i < 3; ++i)
        QVERIFY(applicationSetFrom(items[i].toObject()) == (*sets)[i]);
}

void TestApplicationJson::readsTrees()
{
    const auto nodes = parseResourceTree(R"({"nodes":[
        {"group":"apps","version":"v1","kind":"Deployment","namespace":"shop","name":"web","uid":"u1","health":{"status":"Healthy"},"info":[{"name":"Revision","value":"Rev:4"}]},
        {"version":"v1","kind":"Pod","namespace":"shop","name":"web-x","uid":"u3","parentRefs":[{"kind":"ReplicaSet","uid":"u2"},{"uid":"u9"}],"images":["reg/web:1"],
         "health":{"status":"Progressing","message":"m"},"info":[{"name":"Status Reason","value":"CrashLoopBackOff"},{"name":"Restart Count","value":"9"}]}],
        "orphanedNodes":[{"kind":"Secret"}],"hosts":[]})");
    QVERIFY(nodes);
    QCOMPARE(nodes->size(), 2);
    QCOMPARE((*nodes)[1].parentUids, (QStringList{u"u2"_s, u"u9"_s}));
    QCOMPARE((*nodes)[1].info.value(u"Status Reason"_s), u"CrashLoopBackOff"_s);
    QCOMPARE((*nodes)[1].images, QStringList{u"reg/web:1"_s});
    QCOMPARE(int(*(*nodes)[1].health), int(HealthStatus::Progressing));
    QVERIFY(parseResourceTree("{\"nodes\":null}")->isEmpty());
}

void TestApplicationJson::readsManagedResources()
{
    const auto found = parseManagedResources(R"({"items":[
        {"kind":"ConfigMap","namespace":"shop","name":"a","liveState":"{\"a\":1}","targetState":"{\"a\":2}","normalizedLiveState":"{\"n\":1}","predictedLiveState":"{\"n\":2}","modified":true},
        {"kind":"ConfigMap","namespace":"shop","name":"b","liveState":"null","targetState":"{\"a\":2}","modified":true},
        {"kind":"ConfigMap","namespace":"shop","name":"c","liveState":"{}"}]})");
    QVERIFY(found);
    QCOMPARE(found->size(), 3);
    QCOMPARE((*found)[0].live, QByteArray("{\"n\":1}"));
    QCOMPARE((*found)[0].target, QByteArray("{\"n\":2}"));
    QVERIFY((*found)[0].modified);
    QVERIFY((*found)[1].live.isEmpty());
    QVERIFY((*found)[2].target.isEmpty() && !(*found)[2].modified);
}

QTEST_APPLESS_MAIN(TestApplicationJson)
#include "tst_applicationjson.moc"
