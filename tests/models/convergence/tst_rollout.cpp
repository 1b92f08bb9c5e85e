// kubectl's rules for a rollout, and the health of what recoveries wait for.
#include "applications.h"

#include "models/convergence/rollout.h"

#include <QTest>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

class TestRollout : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rollouts_data();
    void rollouts();
    void healths_data();
    void healths();
    void conditions();
};

void TestRollout::rollouts_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("outcome"); // done, failed or waits
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const char *kind, const char *rest, const char *outcome, const char *says) {
        QTest::newRow(name) << QByteArray(kind) << QByteArray(rest) << QString::fromUtf8(outcome)
                            << QString::fromUtf8(says);
    };
    row("deployment done", "Deployment",
        R"("spec":{"replicas":2},"status":{"observedGeneration":2,"replicas":2,"updatedReplicas":2,"availableReplicas":2})",
        "done", "2/2");
    row("deployment default replicas", "Deployment",
        R"("spec":{},"status":{"observedGeneration":2,"replicas":1,"updatedReplicas":1,"availableReplicas":1})", "done",
        "1/1");
    row("deployment without status", "Deployment", R"("spec":{"replicas":2})", "waits", "has not seen the change");
    row("deployment unobserved", "Deployment",
        R"("spec":{"replicas":1},"status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"availableReplicas":1})",
        "waits", "has not seen the change");
    row("deployment updating", "Deployment",
        R"("spec":{"replicas":3},"status":{"observedGeneration":2,"replicas":3,"updatedReplicas":1,"availableReplicas":3})",
        "waits", "1 of 3 replicas updated");
    row("deployment old left", "Deployment",
        R"("spec":{"replicas":2},"status":{"observedGeneration":2,"replicas":3,"updatedReplicas":2,"availableReplicas":3})",
        "waits", "1 old replicas");
    row("deployment unavailable", "Deployment",
        R"("spec":{"replicas":2},"status":{"observedGeneration":2,"replicas":2,"updatedReplicas":2,"availableReplicas":1})",
        "waits", "1 of 2 replicas available");
    row("deployment scaled to none", "Deployment", R"("spec":{"replicas":0},"status":{"observedGeneration":2})", "done",
        "0/0");
    row("deployment stuck", "Deployment",
        R"("spec":{"replicas":2},"status":{"observedGeneration":2,"conditions":[{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded","message":"has timed out"}]})",
        "failed", "has timed out");
    row("statefulset done", "StatefulSet",
        R"("spec":{"replicas":1},"status":{"observedGeneration":2,"readyReplicas":1,"updateRevision":"a","currentRevision":"a"})",
        "done", "1/1");
    row("statefulset not ready", "StatefulSet",
        R"("spec":{"replicas":3},"status":{"observedGeneration":2,"readyReplicas":1,"updateRevision":"a","currentRevision":"a"})",
        "waits", "1 of 3 replicas ready");
    row("statefulset updating", "StatefulSet",
        R"("spec":{"replicas":1},"status":{"observedGeneration":2,"readyReplicas":1,"updatedReplicas":0,"updateRevision":"b","currentRevision":"a"})",
        "waits", "0 of 1 replicas updated");
    row("statefulset partition", "StatefulSet",
        R"("spec":{"replicas":3,"updateStrategy":{"rollingUpdate":{"partition":2}}},"status":{"observedGeneration":2,"readyReplicas":3,"updatedReplicas":1,"updateRevision":"b","currentRevision":"a"})",
        "done", "3/3");
    row("statefulset OnDelete", "StatefulSet",
        R"("spec":{"replicas":1,"updateStrategy":{"type":"OnDelete"}},"status":{"observedGeneration":2,"readyReplicas":1,"updateRevision":"b","currentRevision":"a"})",
        "done", "1/1");
    row("daemonset done", "DaemonSet",
        R"("status":{"observedGeneration":2,"desiredNumberScheduled":3,"updatedNumberScheduled":3,"numberAvailable":3})",
        "done", "3/3");
    row("daemonset waits", "DaemonSet",
        R"("status":{"observedGeneration":2,"desiredNumberScheduled":3,"updatedNumberScheduled":3,"numberAvailable":2})",
        "waits", "2 of 3 pods available");
    row("job runs", "Job", R"("spec":{"completions":2},"status":{"succeeded":1})", "waits", "1 of 2");
    row("job complete", "Job",
        R"("spec":{},"status":{"succeeded":1,"conditions":[{"type":"Complete","status":"True"}]})", "done", "1/1");
    row("job failed", "Job",
        R"("spec":{},"status":{"conditions":[{"type":"Failed","status":"True","message":"backoff limit"}]})", "failed",
        "backoff limit");
    row("anything else", "ConfigMap", R"("data":{})", "done", "0/0");
}

void TestRollout::rollouts()
{
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, rest);
    QFETCH(QString, outcome);
    QFETCH(QString, says);
    const Rollout rollout
        = rolloutOf(json(R"({"kind":")" + kind + R"(","metadata":{"name":"web","generation":2},)" + rest + "}"));
    QCOMPARE(rollout.done ? u"done"_s : rollout.failed ? u"failed"_s : u"waits"_s, outcome);
    QVERIFY(rollout.text.startsWith(QString::fromUtf8(kind) + u" web"_s));
    const QString figures = u"%1/%2"_s.arg(rollout.ready).arg(rollout.total);
    QVERIFY2(rollout.text.contains(says) || figures == says, qPrintable(rollout.text + u' ' + figures));
}

void TestRollout::healths_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("expected"); // -1: has none
    const auto row
        = [](const char *name, const char *body, int expected) { QTest::newRow(name) << QByteArray(body) << expected; };
    row("deployment",
        R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"a"},"status":{"replicas":1,"updatedReplicas":1,"availableReplicas":1}})",
        int(HealthStatus::Healthy));
    row("deployment waits", R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"a"}})",
        int(HealthStatus::Progressing));
    row("deleting", R"({"kind":"Deployment","metadata":{"name":"a","deletionTimestamp":"2026-01-01T00:00:00Z"}})",
        int(HealthStatus::Progressing));
    row("suspended job", R"({"kind":"Job","metadata":{"name":"a"},"spec":{"suspend":true}})",
        int(HealthStatus::Suspended));
    row("bound claim", R"({"kind":"PersistentVolumeClaim","status":{"phase":"Bound"}})", int(HealthStatus::Healthy));
    row("pending claim", R"({"kind":"PersistentVolumeClaim","status":{"phase":"Pending"}})",
        int(HealthStatus::Progressing));
    row("lost claim", R"({"kind":"PersistentVolumeClaim","status":{"phase":"Lost"}})", int(HealthStatus::Degraded));
    row("balancer without address", R"({"kind":"Service","spec":{"type":"LoadBalancer"}})",
        int(HealthStatus::Progressing));
    row("plain service", R"({"kind":"Service","spec":{}})", int(HealthStatus::Healthy));
    row("ingress", R"({"kind":"Ingress","status":{"loadBalancer":{"ingress":[{"ip":"192.0.2.1"}]}}})",
        int(HealthStatus::Healthy));
    row("certificate not ready",
        R"({"apiVersion":"cert-manager.io/v1","kind":"Certificate","status":{"conditions":[{"type":"Ready","status":"False"}]}})",
        int(HealthStatus::Degraded));
    row("certificate issuing",
        R"({"apiVersion":"cert-manager.io/v1","kind":"Certificate","status":{"conditions":[{"type":"Ready","status":"False"},{"type":"Issuing","status":"True"}]}})",
        int(HealthStatus::Progressing));
    row("store ready",
        R"({"apiVersion":"external-secrets.io/v1","kind":"ClusterSecretStore","status":{"conditions":[{"type":"Ready","status":"True"}]}})",
        int(HealthStatus::Healthy));
    row("crashing pod",
        R"({"kind":"Pod","status":{"phase":"Running","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}})",
        int(HealthStatus::Degraded));
    row("ready pod", R"({"kind":"Pod","status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}})",
        int(HealthStatus::Healthy));
    row("config map", R"({"kind":"ConfigMap"})", -1);
}

void TestRollout::healths()
{
    QFETCH(QByteArray, body);
    QFETCH(int, expected);
    const ObjectHealth health = healthOf(json(body));
    QCOMPARE(health.status ? int(*health.status) : -1, expected);
}

void TestRollout::conditions()
{
    const auto object = [](const QByteArray &generation) {
        return json(R"({"metadata":{"generation":3},"status":{"observedGeneration":)" + generation
            + R"(,"conditions":[{"type":"Established","status":"True"}]}})");
    };
    QVERIFY(conditionMet(object("3"), u"established"));
    QVERIFY(!conditionMet(object("2"), u"Established"));
    QVERIFY(!conditionMet(object("3"), u"Other"));
    QVERIFY(!conditionMet(object("3"), u"Established", u"False"));
}

QTEST_APPLESS_MAIN(TestRollout)
#include "tst_rollout.moc"
