// Application → resource → pod → reason, in words.
#include "applications.h"

#include "models/convergence/blockedbecause.h"

#include <QTest>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;
using Kind = PodProblem::Kind;

class TestBlockedBecause : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pods_data();
    void pods();
    void volumesComeFromEvents();
    void quotas();
    void chains();
    void loopsInTheTree();
    void withoutATree();
};

void TestBlockedBecause::pods_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<int>("kind"); // -1: no problem
    QTest::addColumn<bool>("blocking");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *status, int kind, bool blocking, const char *text) {
        QTest::newRow(name) << QByteArray(status) << kind << blocking << QString::fromUtf8(text);
    };
    row("image",
        R"({"phase":"Pending","containerStatuses":[{"name":"c","image":"reg/missing:1","state":{"waiting":{"reason":"ErrImagePull","message":"not found"}}}]})",
        int(Kind::Image), true, "cannot pull image reg/missing:1 (ErrImagePull: not found)");
    row("image backoff",
        R"({"phase":"Pending","containerStatuses":[{"name":"c","image":"x","state":{"waiting":{"reason":"ImagePullBackOff"}}}]})",
        int(Kind::Image), true, "cannot pull image x (ImagePullBackOff)");
    row("secret",
        R"({"phase":"Pending","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"CreateContainerConfigError","message":"secret \"db\" not found"}}}]})",
        int(Kind::Configuration), true,
        "cannot start container c (CreateContainerConfigError: secret \"db\" not found)");
    row("crash",
        R"({"phase":"Running","containerStatuses":[{"name":"c","restartCount":4,"state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off"}},
        "lastState":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]})",
        int(Kind::Crash), true, "container c crashes, 4 restarts (OOMKilled, exit code 137)");
    row("init crash",
        R"({"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":1,"reason":"Error"}}}],
        "containerStatuses":[{"name":"c","state":{"waiting":{"reason":"PodInitializing"}}}]})",
        int(Kind::Crash), true, "container i ended with exit code 1");
    row("unschedulable",
        R"({"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"0/3 nodes: pod has unbound immediate PersistentVolumeClaims"}]})",
        int(Kind::Scheduling), true, "unbound immediate PersistentVolumeClaims");
    row("evicted", R"({"phase":"Failed","reason":"Evicted","message":"low on memory"})", int(Kind::Failed), true,
        "failed (Evicted: low on memory)");
    row("failed", R"({"phase":"Failed"})", int(Kind::Failed), true, "failed");
    row("creating",
        R"({"phase":"Pending","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ContainerCreating"}}}]})",
        int(Kind::Starting), false, "container c is starting");
    row("running, not ready",
        R"({"phase":"Running","containerStatuses":[{"name":"c","ready":false,"state":{"running":{}}}]})",
        int(Kind::NotReady), false, "runs but is not ready");
    row("gate not ready",
        R"({"phase":"Running","containerStatuses":[{"name":"c","ready":true,"state":{"running":{}}}],"conditions":[{"type":"Ready","status":"False"}]})",
        int(Kind::NotReady), false, "not ready");
    row("fresh", R"({"phase":"Pending"})", int(Kind::Starting), false, "is starting");
    row("no status", R"({})", int(Kind::Starting), false, "is starting");
    row("ready",
        R"({"phase":"Running","containerStatuses":[{"name":"c","ready":true,"state":{"running":{}}}],"conditions":[{"type":"Ready","status":"True"}]})",
        -1, false, "");
    row("succeeded", R"({"phase":"Succeeded"})", -1, false, "");
}

void TestBlockedBecause::pods()
{
    QFETCH(QByteArray, status);
    QFETCH(int, kind);
    QFETCH(bool, blocking);
    QFETCH(QString, text);
    const auto problem = podProblem(json(R"({"kind":"Pod","metadata":{"name":"p"},"status":)" + status + "}"));
    QCOMPARE(problem ? int(problem->kind) : -1, kind);
    if (problem) {
        QCOMPARE(problem->blocking, blocking);
        QVERIFY2(problem->text.contains(text), qPrintable(problem->text));
    }
}

void TestBlockedBecause::volumesComeFromEvents()
{
    const QJsonObject pod
        = json(R"({"kind":"Pod","metadata":{"name":"p","namespace":"n","uid":"u"},"status":{"phase":"Pending",
        "containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ContainerCreating"}}}]}})");
    const QJsonObject mine
        = json(R"({"reason":"FailedMount","message":"configmap \"x\" not found","involvedObject":{"uid":"u"}})");
    const QJsonObject other = json(R"({"reason":"FailedMount","message":"no","involvedObject":{"uid":"v"}})");
    QCOMPARE(int(podProblem(pod, {other})->kind), int(Kind::Starting));
    QCOMPARE(podProblem(pod, {other, mine})->text, u"cannot mount a volume (FailedMount: configmap \"x\" not found)"_s);
    const QJsonObject newer
        = json(R"({"reason":"FailedMount","note":"of events.k8s.io","regarding":{"name":"p","namespace":"n"}})");
    QVERIFY(podProblem(pod, {newer})->text.contains(u"of events.k8s.io"));
}

void TestBlockedBecause::quotas()
{
    const QJsonObject set
        = json(R"({"kind":"ReplicaSet","metadata":{"name":"web-7d","namespace":"shop"},"status":{"conditions":[
        {"type":"ReplicaFailure","status":"True","reason":"FailedCreate","message":"pods \"x\" is forbidden: exceeded quota: small"}]}})");
    QCOMPARE(int(workloadProblem(set)->kind), int(Kind::Quota));
    QVERIFY(workloadProblem(set)->text.contains(u"exceeded quota: small"));
    QVERIFY(!workloadProblem(json(R"({"kind":"ReplicaSet","metadata":{"name":"a"}})")));
    const QList<QJsonObject> events{
        json(R"({"reason":"FailedCreate","message":"admission webhook denied","involvedObject":{"name":"a"}})")};
    QVERIFY(
        workloadProblem(json(R"({"kind":"ReplicaSet","metadata":{"name":"a"}})"), events)->text.contains(u"denied"));
}

namespace {

BlockedEvidence webTree()
{
    BlockedEvidence evidence;
    evidence.tree = {
        {.key = workload(u"web"_s), .uid = u"d"_s, .health = HealthStatus::Progressing, .healthMessage = u"0 of 1"_s},
        {.key = {u"apps"_s, u"v1"_s, u"ReplicaSet"_s, u"shop"_s, u"web-7d"_s},
            .uid = u"r"_s,
            .parentUids = {u"d"_s},
            .health = HealthStatus::Progressing},
        {.key = {{}, u"v1"_s, u"Pod"_s, u"shop"_s, u"web-7d-x"_s},
            .uid = u"p"_s,
            .parentUids = {u"r"_s},
            .health = HealthStatus::Progressing},
        {.key = workload(u"fine"_s), .uid = u"f"_s, .health = HealthStatus::Healthy}};
    return evidence;
}

} // namespace

void TestBlockedBecause::chains()
{
    BlockedEvidence evidence = webTree();
    evidence.objects = {json(
        R"({"kind":"Pod","metadata":{"name":"web-7d-x","namespace":"shop"},"status":{"phase":"Pending","containerStatuses":[
        {"name":"c","image":"reg/missing:1","state":{"waiting":{"reason":"ErrImagePull","message":"not found"}}}]}})")};
    const auto found = blockedBecause(app(u"shop"_s), evidence);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found[0].sentence,
        u"shop: Deployment web: Pod web-7d-x cannot pull image reg/missing:1 (ErrImagePull: not found)"_s);
    QCOMPARE(found[0].resource, workload(u"web"_s));
    QCOMPARE(found[0].culprit.name, u"web-7d-x"_s);
    QVERIFY(found[0].blocking);

    evidence.tree.removeAt(2); // a quota keeps the pod from being made
    evidence.objects
        = {json(R"({"kind":"ReplicaSet","metadata":{"name":"web-7d","namespace":"shop"},"status":{"conditions":[
        {"type":"ReplicaFailure","status":"True","message":"exceeded quota: small"}]}})")};
    QCOMPARE(blockedBecause(app(u"shop"_s), evidence)[0].sentence,
        u"shop: Deployment web: ReplicaSet web-7d cannot make its pods (exceeded quota: small)"_s);

    evidence = webTree(); // nothing fetched: the tree alone
    QCOMPARE(
        blockedBecause(app(u"shop"_s), evidence)[0].sentence, u"shop: Deployment web: Pod web-7d-x is progressing"_s);
}

void TestBlockedBecause::loopsInTheTree()
{
    BlockedEvidence evidence;
    evidence.tree = {{.key = workload(u"a"_s), .uid = u"1"_s, .parentUids = {u"2"_s}, .health = HealthStatus::Degraded},
        {.key = workload(u"b"_s), .uid = u"2"_s, .parentUids = {u"1"_s}, .health = HealthStatus::Degraded}};
    QCOMPARE(blockedBecause(app(u"shop"_s), evidence).size(), 2);
    QVERIFY(blockedBecause(app(u"shop"_s), {}).isEmpty());
}

void TestBlockedBecause::withoutATree()
{
    Application shop = app(u"shop"_s);
    shop.results
        = {{workload(u"web"_s), u"SyncFailed"_s, u"field is immutable"_s}, {workload(u"fine"_s), u"Synced"_s, {}}};
    shop.resources.append(
        {.key = workload(u"slow"_s), .health = HealthStatus::Progressing, .healthMessage = u"0 of 1"_s});
    const auto found = blockedBecause(shop, {});
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].sentence, u"shop: Deployment web could not be applied (field is immutable)"_s);
    QCOMPARE(found[1].sentence, u"shop: Deployment slow 0 of 1"_s);
}

QTEST_APPLESS_MAIN(TestBlockedBecause)
#include "tst_blockedbecause.moc"
