// Where the recovery script must stop: another cluster, a question that is not answered, what a plan destroys.
#include "scriptmanifest.h"
#include "stubcluster.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;
using namespace relight::test;

class TestScriptGates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWriteFollowsALookAtTheUid();
    void anotherClusterIsNotWrittenTo();
    void unansweredQuestionIsNoAnswer_data();
    void unansweredQuestionIsNoAnswer();
    void misspeltContextIsNoGoneCluster();
    void destroyingPlanAsks();
    void aShortSilenceIsNoGoneCluster();
    void contentsAskForTheUid_data();
    void contentsAskForTheUid();
    void lostClusterIsNeverATarget_data();
    void lostClusterIsNeverATarget();
    void provisionDoneByHandStillPins();
};

void TestScriptGates::everyWriteFollowsALookAtTheUid()
{
    RecoveryManifest manifest = manifestOf({restoreOf(u"orders"_s, {u"shop"_s})});
    StepSettings own;
    own.id = u"warm"_s;
    own.after = QStringList{u"verify-health"_s};
    own.run = runs(u"warm"_s);
    manifest.steps << own;
    manifest.gitops.credentials.knownHosts = u"git.example ssh-ed25519 BBBB"_s;
    manifest.cluster.expectVersion = u">=1.30"_s;
    const QString script = scriptOf(manifest);
    StubCluster cluster;
    const ScriptRan ran = cluster.run(script, token());
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(unguardedWrite(cluster.log()), QString());
    const auto writes = std::ranges::count_if(cluster.log(), isWrite);
    QVERIFY2(writes > 15, qPrintable(QString::number(writes)));
    for (const QString &did : {u"RUN restore orders"_s, u"RUN switch cdn"_s, u"RUN bootstrap"_s, u"RUN warm"_s,
             u"skip-reconcile-"_s, u"apply --server-side --force-conflicts --field-manager=relight-bootstrap"_s})
        QVERIFY2(count(cluster.log(), did) == 1, qPrintable(did));

    // The check can fail: each look that is taken out is noticed.
    static const QRegularExpression look(u"^ *(guard|guard_if_pinned)$"_s, QRegularExpression::MultilineOption);
    int looks = 0;
    for (auto matches = look.globalMatch(script); matches.hasNext(); ++looks) {
        const QRegularExpressionMatch match = matches.next();
        StubCluster other;
        (void)other.run(QString(script).replace(match.capturedStart(), match.capturedLength(), u"true"_s), token());
        QVERIFY2(!unguardedWrite(other.log()).isEmpty(), qPrintable(script.mid(match.capturedStart() - 80, 200)));
    }
    QVERIFY(looks >= 8);
}

void TestScriptGates::anotherClusterIsNotWrittenTo()
{
    StubCluster cluster;
    DataItem item = restoreOf(u"orders"_s);
    item.restoreCommand += u"; echo other-uid >\"$STUB/uid\""_s; // from here on another one answers
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({item})), token());
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains(u"other-uid instead of new-uid"_s), qPrintable(ran.err));
    const QStringList log = cluster.log();
    const qsizetype at = log.indexOf(u"RUN restore orders"_s);
    QVERIFY(at > 0);
    QVERIFY(std::none_of(log.begin() + at + 1, log.end(), isWrite));
}

void TestScriptGates::unansweredQuestionIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("refused"); // the calls that get a 429
    QTest::addColumn<QString>("never");      // what must not be done then
    QTest::addColumn<bool>("crd");
    const auto row = [](const char *name, const QByteArray &refused, const QString &never, bool crd = false) {
        QTest::newRow(name) << refused << never << crd;
    };
    row("was it restored?", "annotations.relight\\.dev/once-restore-data\\.orders", u"RUN restore"_s);
    row("was it switched?", "annotations.relight\\.dev/once-update-dns\\.cdn", u"RUN switch"_s);
    row("who holds the Lease?", "holderIdentity", u"kubectl apply"_s);
    row("what does the plan destroy?", "terraform show", u"terraform apply"_s);
    row("did the plan work?", "terraform plan", u"terraform apply"_s);
    row("are there applications?", "kubectl get crd", u"kubectl apply"_s);
    row("which applications?", "kubectl get applications.argoproj.io -A", u"kubectl apply"_s, true);
    row("which workloads?", "kubectl get deployments.apps", u"kubectl apply"_s);
    row("does Argo CD manage itself?", "tracking-id", u"-f install.yaml"_s);
    row("what has to roll out?", "kubectl get deployments,", u"relight-repo-"_s);
    row("is it still held?", "operationState", u"RUN restore"_s);
    row("which known hosts?", "argocd-ssh-known-hosts-cm", u"name: relight-repo"_s);
    row("which children?", "@.kind==", u"RUN switch"_s);
    row("which applications now?", "status.sync.status", u"RUN switch"_s);
    row("which cluster is it?", "kubectl get namespace kube-system", u"kubectl apply"_s);
    row("which version?", "--raw /version", u"kubectl apply"_s);
    row("which server?", "config view --minify", u"kubectl apply"_s);
}

void TestScriptGates::unansweredQuestionIsNoAnswer()
{
    QFETCH(QByteArray, refused);
    QFETCH(QString, never);
    QFETCH(bool, crd);
    RecoveryManifest manifest = manifestOf({restoreOf(u"orders"_s, {u"shop"_s})});
    manifest.gitops.credentials.knownHosts = u"git.example ssh-ed25519 BBBB"_s;
    manifest.cluster.expectVersion = u">=1.30"_s;
    StubCluster busy;
    if (crd)
        busy.write(u"crd"_s, "customresourcedefinition/applications.argoproj.io\n");
    busy.write(u"refuse"_s, refused + '\n');
    const ScriptRan ran = busy.run(scriptOf(manifest), token());
    QVERIFY2(ran.status == 1, qPrintable(ran.err));
    QVERIFY2(ran.err.contains(u"stopped: "_s), qPrintable(ran.err));
    const QStringList log = busy.log();
    QCOMPARE(count(log, QString::fromLatin1(refused)) > 0, true);
    QVERIFY2(count(log, never) == 0 && !busy.read(u"applied"_s).contains(never), qPrintable(log.join(u'\n')));
}

void TestScriptGates::misspeltContextIsNoGoneCluster()
{
    StubCluster cluster;
    cluster.write(u"made"_s, {});
    cluster.write(u"planned"_s, "0");
    RecoveryManifest manifest = manifestOf({});
    manifest.cluster.context = u"produktion"_s;
    const ScriptRan ran = cluster.run(scriptOf(manifest), token());
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains(u"no context produktion; it has: production"_s), qPrintable(ran.err));
    QVERIFY2(!ran.err.contains(u"-replace"_s), qPrintable(ran.err));
    QVERIFY(std::ranges::none_of(cluster.log(), isWrite));
}

void TestScriptGates::destroyingPlanAsks()
{
    for (const QByteArray &words : {QByteArray("  # random_id.x will be destroyed\n"),
             QByteArray("# x must be replaced\n"), QByteArray("Plan: 1 to add, 0 to change, 12 to destroy.\n")}) {
        StubCluster cluster;
        cluster.write(u"shown"_s, words);
        const ScriptRan ran = cluster.run(scriptOf(manifestOf({})), token());
        QCOMPARE(ran.status, 3);
        QCOMPARE(count(cluster.log(), u"terraform apply"_s), 0);
    }
}

void TestScriptGates::aShortSilenceIsNoGoneCluster()
{
    StubCluster cluster;
    cluster.write(u"made"_s, {});
    cluster.write(u"planned"_s, "0");
    cluster.write(u"silent"_s, "first\nsecond\n");
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({})), token());
    QVERIFY2(ran.status == 0, qPrintable(ran.err)); // and no advice to replace what lives
    QCOMPARE(count(cluster.log(), u"terraform plan"_s), 0);
}

void TestScriptGates::contentsAskForTheUid_data()
{
    QTest::addColumn<QByteArray>("workloads");
    QTest::addColumn<bool>("application");
    QTest::addColumn<bool>("empty");
    QTest::newRow("an application") << QByteArray() << true << false;
    QTest::newRow("a workload") << QByteArray("Deployment|shop|web| helm kubectl \n") << false << false;
    QTest::newRow("of kube-system") << QByteArray("DaemonSet|kube-system|proxy| kubeadm \n") << false << true;
    QTest::newRow("of bootstrap") << QByteArray("DaemonSet|cni|agent| relight-bootstrap kcm \n") << false << true;
    QTest::newRow("of a namespace that looks like it")
        << QByteArray("StatefulSet|mykube-x|db| relightish \n") << false << false;
}

void TestScriptGates::contentsAskForTheUid()
{
    QFETCH(QByteArray, workloads);
    QFETCH(bool, application);
    QFETCH(bool, empty);
    StubCluster cluster;
    cluster.write(u"workloads"_s, workloads);
    if (application) {
        cluster.write(u"crd"_s, "crd/applications.argoproj.io\n");
        cluster.write(u"apps/old"_s, {});
    }
    RecoveryManifest manifest = manifestOf({});
    manifest.gitops.rootApp.reset();
    const QString script = scriptOf(manifest);
    const ScriptRan ran = cluster.run(script, token());
    QVERIFY2(ran.status == (empty ? 0 : 3), qPrintable(ran.err));
    if (!empty) {
        QVERIFY2(ran.err.contains(u"RELIGHT_CLUSTER_UID=new-uid"_s), qPrintable(ran.err));
        QVERIFY(std::ranges::none_of(cluster.log(), isWrite));
        QCOMPARE(cluster.run(script, with(u"RELIGHT_CLUSTER_UID"_s, u"other"_s)).status, 1);
        QCOMPARE(cluster.run(script, with(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s)).status, 0);
    }
    // Nobody asked to tidy up a cluster that was not empty.
    QVERIFY2(cluster.read(u"applied"_s).contains(empty ? u"prune: true"_s : u"prune: false"_s),
        qPrintable(cluster.read(u"applied"_s)));
}

void TestScriptGates::lostClusterIsNeverATarget_data()
{
    QTest::addColumn<LostCluster>("lost");
    QTest::addColumn<QByteArray>("lostKubeconfig");
    QTest::addColumn<QByteArray>("curled"); // how the knock at its address ends
    QTest::addColumn<int>("status");
    LostCluster server;
    server.server = u"https://NEW.example:6443/"_s;
    QTest::newRow("its address") << server << QByteArray() << QByteArray("7") << 1;
    server.server = u"https://old.example"_s;
    QTest::newRow("another address") << server << QByteArray() << QByteArray("7") << 0;
    QTest::newRow("it answers") << server << QByteArray() << QByteArray("0") << 3;
    server.server = u"https://new.example:6443"_s;
    server.uid = u"old-uid"_s;
    QTest::newRow("a new cluster took its address") << server << QByteArray() << QByteArray("28") << 0;
    server.uid = u"new-uid"_s;
    QTest::newRow("its uid") << server << QByteArray() << QByteArray("28") << 1;
    LostCluster kubeconfig;
    kubeconfig.kubeconfig = u"~/old"_s;
    QTest::newRow("its kubeconfig answers") << kubeconfig << QByteArray("uid: old-uid\n") << QByteArray("0") << 3;
    QTest::newRow("it refuses to say") << kubeconfig << QByteArray("refused\n") << QByteArray("0") << 3;
}

void TestScriptGates::lostClusterIsNeverATarget()
{
    QFETCH(LostCluster, lost);
    QFETCH(QByteArray, lostKubeconfig);
    QFETCH(QByteArray, curled);
    QFETCH(int, status);
    StubCluster cluster;
    cluster.write(u"old"_s, lostKubeconfig);
    cluster.write(u"curled"_s, curled);
    RecoveryManifest manifest = manifestOf({});
    manifest.cluster.lost = lost;
    const ScriptRan ran = cluster.run(scriptOf(manifest), token());
    QVERIFY2(ran.status == status, qPrintable(ran.err));
    QVERIFY2(status == 0 || ran.err.contains(u"declared lost"_s), qPrintable(ran.err));
    QCOMPARE(std::ranges::any_of(cluster.log(), isWrite), status == 0);
}

void TestScriptGates::provisionDoneByHandStillPins()
{
    StubCluster cluster;
    cluster.write(u"made"_s, {});
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({})), with(u"RELIGHT_DONE"_s, u"provision"_s));
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(count(cluster.log(), u"terraform plan"_s), 0);
    QVERIFY(ran.err.contains(u"kube-system new-uid"_s));
}

QTEST_GUILESS_MAIN(TestScriptGates)
#include "tst_scriptgates.moc"
