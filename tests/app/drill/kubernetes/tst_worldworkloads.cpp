// The controllers of the world's cluster, judged by what Relight itself judges real ones with.
#include "models/convergence/blockedbecause.h"
#include "models/convergence/rollout.h"
#include "tests/app/drill/kubernetes/worldofworkloads.h"

#include <QElapsedTimer>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

class WorldWorkloadsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clusterGetsReady();
    void deploymentRollsOut();
    void startingTakesItsTime();
    void changedTemplateRolls();
    void deletedDeploymentTakesItsPods();
    void statefulSetComesInOrder();
    void jobCompletes();
    void serviceGetsAddresses();
    void podsWaitForSecrets();
    void quotaKeepsPodsAway();
    void rateLimitPasses();
    void badImageIsNamed();
    void crashLoopEnds();
    void volumesCanBePending();
    void missingSecretComesBack();
    void deadlineIsExceeded();
    void sameSeedSameWorld();
    void largeEstateIsCheap();
};

static const QByteArray shop = "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n---\n";

static QByteArray deployment(const QByteArray &image = "nginx:1", const QByteArray &more = {})
{
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop, labels: "
           "{app.kubernetes.io/instance: shop}}, spec: {replicas: 3, selector: {matchLabels: {app: web}}, template: "
           "{metadata: {labels: {app: web, app.kubernetes.io/instance: shop}}, spec: {containers: [{name: web, image: '"
        + image + "'" + more + "}]}}}}\n";
}

static Fault fault(const QString &kind, const QJsonObject &with = {})
{
    return {u"f"_s, kind, with};
}

void WorldWorkloadsTest::clusterGetsReady()
{
    WorldOfWorkloads w;
    const auto nodes = w.world.cluster.list({}, u"Node"_s);
    QCOMPARE(nodes.size(), 3);
    for (const auto &node : nodes)
        QVERIFY(conditionMet(node->object, u"Ready"));
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"coredns"_s, u"kube-system"_s)).done);
    QVERIFY(rolloutOf(w.object(u"DaemonSet"_s, u"kube-proxy"_s, u"kube-system"_s)).done);
    QCOMPARE(w.pods(u"kube-system"_s).size(), 5);
}

void WorldWorkloadsTest::deploymentRollsOut()
{
    WorldOfWorkloads w;
    w.apply(shop + deployment());
    QVERIFY(!rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
    w.pass(Seconds{2});
    const auto rollout = rolloutOf(w.object(u"Deployment"_s, u"web"_s));
    QVERIFY2(!rollout.done, qPrintable(rollout.text));
    QCOMPARE(rollout.total, 3);
    QCOMPARE(w.pods().size(), 3);
    QCOMPARE(healthOf(w.pods().first()).status, HealthStatus::Progressing);
    w.pass(Seconds{90});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
    QCOMPARE(healthOf(w.object(u"Deployment"_s, u"web"_s)).status, HealthStatus::Healthy);
    QVERIFY(conditionMet(w.object(u"Deployment"_s, u"web"_s), u"Available"));
    for (const QJsonObject &pod : w.pods())
        QVERIFY(!podProblem(pod));
}

// Half a minute to be pulled and probed; where the image is already, only to be probed.
void WorldWorkloadsTest::startingTakesItsTime()
{
    WorldOfWorkloads w;
    const auto untilReady = [&](const QByteArray &name) {
        w.apply(deployment().replace("web", name).replace("replicas: 3", "replicas: 12"));
        Seconds taken{0};
        for (; taken < Seconds{200} && !rolloutOf(w.object(u"Deployment"_s, QString::fromLatin1(name))).done; ++taken)
            w.pass(Seconds{1});
        return taken;
    };
    w.apply(shop);
    const Seconds first = untilReady("web"), second = untilReady("next");
    QVERIFY2(first >= Seconds{20} && first <= Seconds{70}, qPrintable(QString::number(first.count())));
    QVERIFY2(second >= Seconds{5} && second <= Seconds{25}, qPrintable(QString::number(second.count())));
}

void WorldWorkloadsTest::changedTemplateRolls()
{
    WorldOfWorkloads w;
    w.apply(shop + deployment());
    w.pass(Seconds{150});
    w.apply(deployment("nginx:2"));
    QVERIFY(!rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
    for (int i = 0; i < 200 && !rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done; ++i) {
        w.pass(Seconds{1});
        QVERIFY(part(w.object(u"Deployment"_s, u"web"_s), u"status").value(u"availableReplicas").toInt() >= 3);
    }
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
    w.pass(Seconds{5});
    QCOMPARE(w.pods().size(), 3);
    for (const QJsonObject &pod : w.pods())
        QCOMPARE(pod[u"spec"][u"containers"][0][u"image"].toString(), u"nginx:2"_s);
}

void WorldWorkloadsTest::deletedDeploymentTakesItsPods()
{
    WorldOfWorkloads w;
    w.apply(shop + deployment());
    w.pass(Seconds{150});
    QVERIFY(w.writer.remove(
        *w.world.cluster.findKind(u"apps"_s, u"Deployment"_s), {u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s}));
    w.pass(Seconds{10});
    QCOMPARE(w.pods().size(), 0);
    QCOMPARE(w.world.cluster.list(u"apps"_s, u"ReplicaSet"_s, u"shop"_s).size(), 0);
}

static const QByteArray database
    = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec: {replicas: 2, "
      "serviceName: "
      "db, selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: "
      "db, "
      "image: postgres:17}]}}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], "
      "resources: {requests: {storage: 1Gi}}}}]}}\n";

void WorldWorkloadsTest::statefulSetComesInOrder()
{
    WorldOfWorkloads w;
    w.apply(shop + database);
    w.pass(Seconds{3});
    QCOMPARE(w.pods().size(), 1);
    QVERIFY(!rolloutOf(w.object(u"StatefulSet"_s, u"db"_s)).done);
    w.pass(Seconds{150});
    QCOMPARE(w.pods().size(), 2);
    const auto rollout = rolloutOf(w.object(u"StatefulSet"_s, u"db"_s));
    QVERIFY2(rollout.done, qPrintable(rollout.text));
    QCOMPARE(healthOf(w.object(u"PersistentVolumeClaim"_s, u"data-db-1"_s)).status, HealthStatus::Healthy);
    w.apply(QByteArray(database).replace("postgres:17", "postgres:18"));
    w.pass(Seconds{1});
    QVERIFY(!rolloutOf(w.object(u"StatefulSet"_s, u"db"_s)).done);
    w.pass(Seconds{240});
    QVERIFY(rolloutOf(w.object(u"StatefulSet"_s, u"db"_s)).done);
    for (const QJsonObject &pod : w.pods())
        QCOMPARE(pod[u"spec"][u"containers"][0][u"image"].toString(), u"postgres:18"_s);
}

static const QByteArray job = "{apiVersion: batch/v1, kind: Job, metadata: {name: load, namespace: shop}, spec: "
                              "{backoffLimit: 1, template: {spec: {restartPolicy: Never, initContainers: [{name: wait, "
                              "image: busybox:1}], containers: [{name: load, image: busybox:1}]}}}}\n";

void WorldWorkloadsTest::jobCompletes()
{
    WorldOfWorkloads w;
    w.apply(shop + job);
    w.pass(Seconds{3});
    QCOMPARE(part(w.object(u"Job"_s, u"load"_s), u"status").value(u"active").toInt(), 1);
    w.pass(Seconds{150});
    QVERIFY(rolloutOf(w.object(u"Job"_s, u"load"_s)).done);
    QVERIFY(!podProblem(w.pods().first()));

    WorldOfWorkloads failing;
    failing.world.faults.begin(fault(u"crash-loop"_s));
    failing.apply(shop + job);
    failing.pass(Seconds{300});
    const auto rollout = rolloutOf(failing.object(u"Job"_s, u"load"_s));
    QVERIFY2(rollout.failed, qPrintable(rollout.text));
    QCOMPARE(failing.pods().size(), 2);
}

void WorldWorkloadsTest::serviceGetsAddresses()
{
    WorldOfWorkloads w;
    w.apply(shop
        + "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {type: LoadBalancer, ports: "
          "[{port: 80}]}}\n");
    w.pass(Seconds{1});
    QVERIFY(part(w.object(u"Service"_s, u"web"_s), u"spec").value(u"clusterIP").toString().startsWith(u"10."));
    QCOMPARE(healthOf(w.object(u"Service"_s, u"web"_s)).status, HealthStatus::Progressing);
    w.pass(Seconds{90});
    QCOMPARE(healthOf(w.object(u"Service"_s, u"web"_s)).status, HealthStatus::Healthy);
    QVERIFY(w.object(u"Service"_s, u"web"_s)[u"status"][u"loadBalancer"][u"ingress"][0][u"ip"].toString().startsWith(
        u"203.0.113."));
}

void WorldWorkloadsTest::podsWaitForSecrets()
{
    WorldOfWorkloads w;
    w.apply(shop + deployment("nginx:1", ", envFrom: [{secretRef: {name: key}}]"));
    w.pass(Seconds{90});
    const auto problem = podProblem(w.pods().first());
    QVERIFY(problem && problem->kind == PodProblem::Kind::Configuration);
    QVERIFY2(problem->text.contains(u"secret \"key\" not found"), qPrintable(problem->text));
    w.apply("{apiVersion: v1, kind: Secret, metadata: {name: key, namespace: shop}, stringData: {a: b}}");
    w.pass(Seconds{60});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
}

void WorldWorkloadsTest::quotaKeepsPodsAway()
{
    WorldOfWorkloads w;
    w.world.faults.begin(fault(u"quota-exceeded"_s, {{u"namespace"_s, u"shop"_s}}));
    w.apply(shop + deployment());
    w.pass(Seconds{90});
    QCOMPARE(w.pods().size(), 0);
    const auto problem = workloadProblem(w.object(u"Deployment"_s, u"web"_s));
    QVERIFY(problem && problem->kind == PodProblem::Kind::Quota);
    w.world.faults.end(u"f"_s);
    w.pass(Seconds{180});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
    QVERIFY(!workloadProblem(w.object(u"Deployment"_s, u"web"_s)));
}

void WorldWorkloadsTest::rateLimitPasses()
{
    WorldOfWorkloads w;
    w.world.faults.begin(fault(u"registry-rate-limit"_s, {{u"registry"_s, u"docker.io"_s}}));
    w.apply(shop + deployment() + "---\n" + deployment("quay.io/x/y:1").replace("web", "far"));
    w.pass(Seconds{150});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"far"_s)).done);
    const QJsonObject pod = w.pods().last();
    const auto problem = podProblem(pod);
    QVERIFY(problem && problem->kind == PodProblem::Kind::Image);
    QVERIFY2(problem->text.contains(u"toomanyrequests"), qPrintable(problem->text));
    w.world.faults.end(u"f"_s);
    w.pass(Seconds{180});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
}

void WorldWorkloadsTest::badImageIsNamed()
{
    WorldOfWorkloads w;
    w.world.faults.begin(fault(u"bad-image"_s, {{u"application"_s, u"shop"_s}}));
    w.apply(shop + deployment());
    w.pass(Seconds{150});
    const auto problem = podProblem(w.pods().first());
    QVERIFY(problem && problem->kind == PodProblem::Kind::Image && problem->text.contains(u"not found"));
    QVERIFY(!w.world.cluster.list({}, u"Event"_s, u"shop"_s).isEmpty());
}

void WorldWorkloadsTest::crashLoopEnds()
{
    WorldOfWorkloads w;
    w.apply(shop + deployment());
    w.pass(Seconds{150});
    w.world.faults.begin(fault(u"crash-loop"_s, {{u"application"_s, u"shop"_s}}));
    w.pass(Seconds{150});
    const auto problem = podProblem(w.pods().first());
    QVERIFY(problem && problem->kind == PodProblem::Kind::Crash);
    QVERIFY2(problem->text.contains(u"restarts"), qPrintable(problem->text));
    QVERIFY(!rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
    w.world.faults.end(u"f"_s);
    w.pass(Seconds{180});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
}

void WorldWorkloadsTest::volumesCanBePending()
{
    WorldOfWorkloads w;
    w.world.faults.begin(fault(u"volume-pending"_s, {{u"namespace"_s, u"shop"_s}}));
    w.apply(shop + database);
    w.pass(Seconds{150});
    const auto problem = podProblem(w.pods().first());
    QVERIFY(problem && problem->kind == PodProblem::Kind::Scheduling);
    w.world.faults.end(u"f"_s);
    w.pass(Seconds{150});
    QVERIFY(rolloutOf(w.object(u"StatefulSet"_s, u"db"_s)).done);
}

void WorldWorkloadsTest::missingSecretComesBack()
{
    WorldOfWorkloads w;
    w.world.faults.begin(fault(u"secret-missing"_s, {{u"name"_s, u"key"_s}}));
    w.apply(shop + deployment("nginx:1", ", envFrom: [{secretRef: {name: key}}]") + "---\n"
        + "{apiVersion: v1, kind: Secret, metadata: {name: key, namespace: shop}, stringData: {a: b}}");
    w.pass(Seconds{150});
    QVERIFY(w.object(u"Secret"_s, u"key"_s).isEmpty());
    QVERIFY(!rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
    w.world.faults.end(u"f"_s);
    QVERIFY(!w.object(u"Secret"_s, u"key"_s).isEmpty());
    w.pass(Seconds{90});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
}

void WorldWorkloadsTest::deadlineIsExceeded()
{
    WorldOfWorkloads w;
    w.world.faults.begin(fault(u"bad-image"_s));
    w.apply(shop + deployment());
    w.pass(Seconds{590});
    QVERIFY(!rolloutOf(w.object(u"Deployment"_s, u"web"_s)).failed);
    w.pass(Seconds{90});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).failed);
    w.world.faults.end(u"f"_s);
    w.pass(Seconds{150});
    QVERIFY(rolloutOf(w.object(u"Deployment"_s, u"web"_s)).done);
}

void WorldWorkloadsTest::sameSeedSameWorld()
{
    const auto play = [] {
        WorldOfWorkloads w;
        w.apply(shop + deployment() + "---\n" + database + "---\n" + job);
        w.pass(Seconds{300});
        QByteArray all;
        for (const Kind &kind : w.world.cluster.kinds())
            for (const auto &stored : w.world.cluster.list(kind.group, kind.kind))
                all += stored->bytes() + '\n';
        return all;
    };
    QVERIFY(play() == play());
}

// Not a limit but a figure.
void WorldWorkloadsTest::largeEstateIsCheap()
{
    WorldOfWorkloads w;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 50; ++i) {
        const QByteArray space = "s" + QByteArray::number(i);
        w.apply("{apiVersion: v1, kind: Namespace, metadata: {name: " + space + "}}");
        for (int j = 0; j < 10; ++j)
            w.apply(deployment()
                    .replace("namespace: shop", "namespace: " + space)
                    .replace("name: web,", "name: web" + QByteArray::number(j) + ","));
    }
    qInfo("500 Deployments applied in %lld ms", timer.restart());
    w.pass(Seconds{60});
    qInfo("rolled out in %lld ms", timer.elapsed());
    QCOMPARE(w.world.cluster.list({}, u"Pod"_s).size(), 1500 + 5);
    for (const auto &stored : w.world.cluster.list(u"apps"_s, u"Deployment"_s))
        QVERIFY(rolloutOf(stored->object).done);
}

QTEST_GUILESS_MAIN(WorldWorkloadsTest)
#include "tst_worldworkloads.moc"
