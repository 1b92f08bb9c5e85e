// What the recovery script really does: run whole on recording stubs of kubectl, terraform and curl.
#include "manifests.h"
#include "stubcluster.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace relight;
using namespace relight::test;

namespace {

QString runs(const QString &what)
{
    return u"echo 'RUN %1' >>\"$STUB/log\""_s.arg(what);
}

DataItem restoreOf(const QString &name, const QStringList &holds = {})
{
    DataItem item;
    item.name = name;
    item.restoreCommand = runs(u"restore "_s + name);
    item.holds = holds;
    if (!holds.isEmpty())
        item.needs = QStringList{u"root"_s};
    return item;
}

TrafficItem switchOf(const QString &name)
{
    TrafficItem item;
    item.name = name;
    item.provider = TrafficProvider::Command;
    item.command = runs(u"switch "_s + name);
    return item;
}

// terraform, one restore that holds `shop`, one switch; everything that waits does so briefly.
RecoveryManifest manifestOf(const QList<DataItem> &data, const QList<TrafficItem> &traffic = {switchOf(u"cdn"_s)})
{
    RecoveryManifest manifest;
    manifest.name = u"production"_s;
    manifest.cluster.context = u"production"_s;
    manifest.cluster.bootstrap = {u"boot/cni.yaml"_s, runs(u"bootstrap"_s)};
    manifest.gitops.repo = u"https://git.example/repo.git"_s;
    manifest.gitops.rootApp = u"apps/root.yaml"_s;
    manifest.gitops.argocd.manifest = u"install.yaml"_s;
    manifest.secrets.stated = true;
    manifest.secrets.method = SecretsMethod::ExternalSecrets;
    manifest.secrets.token = SecretRef{SecretRef::Kind::Env, u"TOKEN"_s};
    manifest.data = data;
    manifest.traffic = traffic;
    for (const QString &id : {u"monitor-sync"_s, u"restore-data"_s}) {
        StepSettings brief;
        brief.id = id;
        brief.timeout = 1s;
        if (!data.isEmpty() || id == u"monitor-sync"_s)
            manifest.steps << brief;
    }
    return manifest;
}

const QMap<QString, QString> token{{u"TOKEN"_s, u"t"_s}};

QMap<QString, QString> with(const QString &name, const QString &value)
{
    QMap<QString, QString> environment = token;
    environment.insert(name, value);
    return environment;
}

qsizetype count(const QStringList &log, const QString &words)
{
    return std::ranges::count_if(log, [&](const QString &line) { return line.contains(words); });
}

} // namespace

class TestScriptRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWriteFollowsALookAtTheUid();
    void anotherClusterIsNotWrittenTo();
    void aRestoreAndASwitchOfOneNameAreTwoThings();
    void secondRunRepeatsNothing();
    void handRestoreReleasesWhatItHeld_data();
    void handRestoreReleasesWhatItHeld();
    void applicationOfTwoRestoresWaitsForTheLast();
    void lostHoldStopsTheRestore_data();
    void lostHoldStopsTheRestore();
    void unansweredQuestionIsNoAnswer_data();
    void unansweredQuestionIsNoAnswer();
    void misspeltContextIsNoGoneCluster();
    void destroyingPlanAsks();
    void deadStateIsNotDeclaredOnOneRefusal();
    void environmentOfBuiltInSteps();
    void approvalOfBuiltInSteps();
    void contentsAskForTheUid_data();
    void contentsAskForTheUid();
    void lostClusterIsNeverATarget_data();
    void lostClusterIsNeverATarget();
    void provisionDoneByHandStillPins();
    void recordGetsItsValue();
    void hostileNames();
};

void TestScriptRun::everyWriteFollowsALookAtTheUid()
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
    const ScriptRan ran = cluster.run(script, token);
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
        (void)other.run(QString(script).replace(match.capturedStart(), match.capturedLength(), u"true"_s), token);
        QVERIFY2(!unguardedWrite(other.log()).isEmpty(), qPrintable(script.mid(match.capturedStart() - 80, 200)));
    }
    QVERIFY(looks >= 8);
}

void TestScriptRun::anotherClusterIsNotWrittenTo()
{
    StubCluster cluster;
    DataItem item = restoreOf(u"orders"_s);
    item.restoreCommand += u"; echo other-uid >\"$STUB/uid\""_s; // from here on another one answers
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({item})), token);
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains(u"other-uid instead of new-uid"_s), qPrintable(ran.err));
    const QStringList log = cluster.log();
    const qsizetype at = log.indexOf(u"RUN restore orders"_s);
    QVERIFY(at > 0);
    QVERIFY(std::none_of(log.begin() + at + 1, log.end(), isWrite));
}

void TestScriptRun::aRestoreAndASwitchOfOneNameAreTwoThings()
{
    StubCluster cluster;
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({restoreOf(u"shop"_s)}, {switchOf(u"shop"_s)})), token);
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(count(cluster.log(), u"RUN restore shop"_s), 1);
    QCOMPARE(count(cluster.log(), u"RUN switch shop"_s), 1);
}

void TestScriptRun::secondRunRepeatsNothing()
{
    StubCluster cluster;
    const QString script = scriptOf(manifestOf({restoreOf(u"orders"_s, {u"shop"_s})}));
    QCOMPARE(cluster.run(script, token).status, 0);
    cluster.clearLog();
    const ScriptRan ran = cluster.run(script, with(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s));
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(count(cluster.log(), u"RUN restore"_s) + count(cluster.log(), u"RUN switch"_s), 0);
    QCOMPARE(count(cluster.log(), u"annotate --local"_s), 0); // what runs is not held again
    QVERIFY(ran.err.contains(u"RELIGHT_RESTORE_AGAIN='restore-data/orders'"_s));
    cluster.clearLog();
    auto environment = with(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s);
    environment.insert(u"RELIGHT_RESTORE_AGAIN"_s, u"restore-data/orders"_s);
    QCOMPARE(cluster.run(script, environment).status, 0);
    QCOMPARE(count(cluster.log(), u"RUN restore orders"_s), 1);
    QCOMPARE(count(cluster.log(), u"RUN switch"_s), 0);
    QVERIFY(!cluster.has(u"held/shop"_s));

    cluster.write(u"marks"_s, "relight.dev/once-restore-data.orders={\"state\":\"started\"}\n");
    const ScriptRan half = cluster.run(script, with(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s));
    QCOMPARE(half.status, 3);
    QVERIFY2(half.err.contains(u"may be half done"_s), qPrintable(half.err));
}

void TestScriptRun::handRestoreReleasesWhatItHeld_data()
{
    QTest::addColumn<QString>("variable");
    QTest::newRow("done") << u"RELIGHT_DONE"_s;
    QTest::newRow("given up") << u"RELIGHT_SKIP"_s;
}

void TestScriptRun::handRestoreReleasesWhatItHeld()
{
    QFETCH(QString, variable);
    DataItem item = restoreOf(u"uploads"_s, {u"media"_s});
    item.restoreCommand.clear();
    item.veleroBackup = u"latest"_s;
    const QString script = scriptOf(manifestOf({item}));
    StubCluster cluster;
    const ScriptRan asked = cluster.run(script, token);
    QCOMPARE(asked.status, 3);
    QVERIFY2(asked.err.contains(u"restore-data/uploads in RELIGHT_DONE"_s), qPrintable(asked.err));
    QVERIFY(cluster.has(u"held/media"_s));
    for (int again = 0; again < 2; ++again) {
        cluster.clearLog();
        auto environment = with(variable, u"restore-data/uploads"_s);
        environment.insert(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s);
        const ScriptRan ran = cluster.run(script, environment);
        QVERIFY2(ran.status == 0, qPrintable(ran.err));
        QVERIFY2(!cluster.has(u"held/media"_s), "it says complete, and media is held for ever");
        QCOMPARE(count(cluster.log(), u"annotate --local"_s), 0);
    }
}

void TestScriptRun::applicationOfTwoRestoresWaitsForTheLast()
{
    DataItem first = restoreOf(u"orders"_s, {u"shop"_s, u"media"_s});
    DataItem last = restoreOf(u"uploads"_s, {u"shop"_s});
    last.restoreCommand += u"; ls \"$STUB/held\" >\"$STUB/during\""_s;
    StubCluster cluster;
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({first, last})), token);
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(cluster.read(u"during"_s), u"shop\n"_s);
    QVERIFY(!cluster.has(u"held/shop"_s));
}

void TestScriptRun::lostHoldStopsTheRestore_data()
{
    QTest::addColumn<QByteArray>("operation");
    QTest::addColumn<bool>("released");
    QTest::newRow("operation asked for") << QByteArray("{\"sync\":{}}|") << false;
    QTest::newRow("operation running") << QByteArray("|Running") << false;
    QTest::newRow("annotation gone") << QByteArray("|") << true;
}

void TestScriptRun::lostHoldStopsTheRestore()
{
    QFETCH(QByteArray, operation);
    QFETCH(bool, released);
    StubCluster cluster;
    RecoveryManifest manifest = manifestOf({restoreOf(u"orders"_s, {u"shop"_s})});
    StepSettings meddler; // somebody, between apply-root and the restore
    meddler.id = u"meddler"_s;
    meddler.after = QStringList{u"apply-root"_s};
    meddler.before = {u"restore-data/orders"_s};
    meddler.run = released ? u"rm \"$STUB/held/shop\""_s
                           : u"printf '%s' '%1' >\"$STUB/operation\""_s.arg(QString::fromLatin1(operation));
    manifest.steps << meddler;
    const ScriptRan ran = cluster.run(scriptOf(manifest), token);
    QVERIFY2(ran.status == 3, qPrintable(ran.err));
    QVERIFY2(ran.err.contains(u"shop is not held any more"_s), qPrintable(ran.err));
    QCOMPARE(count(cluster.log(), u"RUN restore"_s), 0);
    QCOMPARE(cluster.read(u"marks"_s), QString()); // nothing was begun
}

void TestScriptRun::unansweredQuestionIsNoAnswer_data()
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

void TestScriptRun::unansweredQuestionIsNoAnswer()
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
    const ScriptRan ran = busy.run(scriptOf(manifest), token);
    QVERIFY2(ran.status == 1, qPrintable(ran.err));
    QVERIFY2(ran.err.contains(u"stopped: "_s), qPrintable(ran.err));
    const QStringList log = busy.log();
    QCOMPARE(count(log, QString::fromLatin1(refused)) > 0, true);
    QVERIFY2(count(log, never) == 0 && !busy.read(u"applied"_s).contains(never), qPrintable(log.join(u'\n')));
}

void TestScriptRun::misspeltContextIsNoGoneCluster()
{
    StubCluster cluster;
    cluster.write(u"made"_s, {});
    cluster.write(u"planned"_s, "0");
    RecoveryManifest manifest = manifestOf({});
    manifest.cluster.context = u"produktion"_s;
    const ScriptRan ran = cluster.run(scriptOf(manifest), token);
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains(u"no context produktion; it has: production"_s), qPrintable(ran.err));
    QVERIFY2(!ran.err.contains(u"-replace"_s), qPrintable(ran.err));
    QVERIFY(std::ranges::none_of(cluster.log(), isWrite));
}

void TestScriptRun::destroyingPlanAsks()
{
    for (const QByteArray &words : {QByteArray("  # random_id.x will be destroyed\n"),
             QByteArray("# x must be replaced\n"), QByteArray("Plan: 1 to add, 0 to change, 12 to destroy.\n")}) {
        StubCluster cluster;
        cluster.write(u"shown"_s, words);
        const ScriptRan ran = cluster.run(scriptOf(manifestOf({})), token);
        QCOMPARE(ran.status, 3);
        QCOMPARE(count(cluster.log(), u"terraform apply"_s), 0);
    }
}

void TestScriptRun::deadStateIsNotDeclaredOnOneRefusal()
{
    StubCluster cluster;
    cluster.write(u"made"_s, {});
    cluster.write(u"planned"_s, "0");
    QCOMPARE(cluster.run(scriptOf(manifestOf({})), token).status, 0);
    QCOMPARE(count(cluster.log(), u"terraform plan"_s), 0); // it answers: nothing to provision
}

void TestScriptRun::environmentOfBuiltInSteps()
{
    const auto secret = [](const QString &name) { return SecretRef{SecretRef::Kind::Env, name}; };
    const auto settings = [&](const QString &id, const SecretEnvironment &environment) {
        StepSettings one;
        one.id = id;
        one.environment = environment;
        return one;
    };
    DataItem item = restoreOf(u"orders"_s);
    item.restoreCommand = u"echo \"RUN restore $A $B $C\" >>\"$STUB/log\""_s;
    item.environment = {{u"C"_s, secret(u"OWN"_s)}};
    TrafficItem cdn = switchOf(u"cdn"_s);
    cdn.command = u"echo \"RUN switch $A\" >>\"$STUB/log\""_s;
    RecoveryManifest manifest = manifestOf({item}, {cdn});
    manifest.steps.removeIf([](const StepSettings &one) { return one.id == u"restore-data"_s; });
    manifest.steps << settings(u"restore-data"_s, {{u"A"_s, secret(u"GROUP"_s)}, {u"B"_s, secret(u"GROUP"_s)}})
                   << settings(u"restore-data/orders"_s, {{u"B"_s, secret(u"PART"_s)}, {u"C"_s, secret(u"PART"_s)}})
                   << settings(u"update-dns"_s, {{u"A"_s, secret(u"DNS"_s)}})
                   << settings(u"verify-health"_s, {{u"A"_s, secret(u"HEALTH"_s)}})
                   << settings(u"provision"_s, {{u"CLOUD_TOKEN"_s, secret(u"CLOUD"_s)}});
    VerificationItem check;
    check.name = u"check"_s;
    check.command = u"echo \"CHECK $A\" >>\"$STUB/log\""_s;
    manifest.verification = {check};
    manifest.cluster.bootstrap = {u"echo \"RUN bootstrap $CLOUD_TOKEN\" >>\"$STUB/log\""_s};
    auto environment = token;
    for (const QString &name : {u"GROUP"_s, u"PART"_s, u"OWN"_s, u"DNS"_s, u"HEALTH"_s, u"CLOUD"_s})
        environment.insert(name, name.toLower());
    StubCluster cluster;
    const ScriptRan ran = cluster.run(scriptOf(manifest), environment);
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    const QStringList log = cluster.log();
    for (const QString &line : {u"RUN restore group part own"_s, u"RUN switch dns"_s, u"CHECK health"_s,
             u"RUN bootstrap cloud"_s, u"ENV terraform cloud"_s})
        QVERIFY2(log.contains(line), qPrintable(log.join(u'\n')));
    QVERIFY(!log.contains(u"ENV terraform "_s));
}

void TestScriptRun::approvalOfBuiltInSteps()
{
    for (const auto &[id, never] : {std::pair{u"provision"_s, u"terraform"_s}, {u"install-argocd"_s, u"install.yaml"_s},
             {u"apply-root"_s, u"apps/root.yaml"_s}, {u"restore-data/orders"_s, u"RUN restore"_s},
             {u"update-dns/cdn"_s, u"RUN switch"_s}}) {
        StubCluster cluster;
        RecoveryManifest manifest = manifestOf({restoreOf(u"orders"_s)});
        manifest.traffic[0].approve = false;
        StepSettings settings;
        settings.id = id;
        settings.approve = true;
        manifest.steps << settings;
        const QString script = scriptOf(manifest);
        QCOMPARE(script.count(u"ask 'Start "_s), 1);
        auto environment = with(u"RELIGHT_YES"_s, {});
        environment.insert(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s);
        const ScriptRan ran = cluster.run(script, environment);
        QVERIFY2(ran.status == 3, qPrintable(id + ran.err));
        QVERIFY2(ran.err.contains(u"a person is needed: Start"_s), qPrintable(ran.err));
        QVERIFY2(count(cluster.log(), never) == 0, qPrintable(cluster.log().join(u'\n')));
        QCOMPARE(cluster.run(script, with(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s)).status, 0);
    }
}

void TestScriptRun::contentsAskForTheUid_data()
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

void TestScriptRun::contentsAskForTheUid()
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
    const ScriptRan ran = cluster.run(script, token);
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

void TestScriptRun::lostClusterIsNeverATarget_data()
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

void TestScriptRun::lostClusterIsNeverATarget()
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
    const ScriptRan ran = cluster.run(scriptOf(manifest), token);
    QVERIFY2(ran.status == status, qPrintable(ran.err));
    QVERIFY2(status == 0 || ran.err.contains(u"declared lost"_s), qPrintable(ran.err));
    QCOMPARE(std::ranges::any_of(cluster.log(), isWrite), status == 0);
}

void TestScriptRun::provisionDoneByHandStillPins()
{
    StubCluster cluster;
    cluster.write(u"made"_s, {});
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({})), with(u"RELIGHT_DONE"_s, u"provision"_s));
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(count(cluster.log(), u"terraform plan"_s), 0);
    QVERIFY(ran.err.contains(u"kube-system new-uid"_s));
}

void TestScriptRun::recordGetsItsValue()
{
    TrafficItem www = switchOf(u"www"_s);
    www.recordName = u"www.example"_s;
    www.recordService = u"ingress/controller"_s;
    www.command
        = u"echo \"RUN $RELIGHT_RECORD $RELIGHT_RECORD_VALUE\" >>\"$STUB/log\"; echo 192.0.2.7 >\"$STUB/resolved\""_s;
    StubCluster cluster;
    const QString script = scriptOf(manifestOf({}, {www}));
    const ScriptRan ran = cluster.run(script, token);
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(count(cluster.log(), u"RUN www.example 192.0.2.7"_s), 1);
    QCOMPARE(cluster.run(script, with(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s)).status, 0);
    QCOMPARE(count(cluster.log(), u"RUN www.example 192.0.2.7"_s), 1); // it says so already
}

void TestScriptRun::hostileNames()
{
    const QString nasty = u"-it's $(touch $STUB/pwned) `touch $STUB/pwned` \"x\" \\ ; # *) %s é"_s;
    DataItem item = restoreOf(u"x"_s, {nasty, u"shop"_s});
    item.name = nasty + u"\ntouch $STUB/pwned\n"_s;
    DataItem byHand = restoreOf(u"y"_s);
    byHand.name = u"2"_s + nasty;
    byHand.restoreCommand.clear();
    byHand.veleroBackup = nasty;
    TrafficItem command = switchOf(u"z"_s);
    command.name = item.name;
    command.undoCommand = nasty;
    TrafficItem manual;
    manual.name = u"3"_s + nasty;
    manual.instructions = nasty;
    RecoveryManifest manifest = manifestOf({item, byHand}, {command, manual});
    manifest.cluster.context = nasty;
    const QByteArray kubeconfig = "context: " + nasty.toUtf8() + "\nserver: https://new.example\n";
    VerificationItem http;
    http.name = http.http = nasty;
    manifest.verification = {http};
    StepSettings own;
    own.id = u"own"_s;
    own.title = nasty;
    own.approve = true;
    own.run = runs(u"own"_s);
    manifest.steps << own;
    StubCluster cluster;
    cluster.write(u"kubeconfig"_s, kubeconfig);

    // An application of that name is not in the tree: it says so, in the name's own letters.
    const ScriptRan ran = cluster.run(scriptOf(manifest), token);
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains(u"the application %1 is to be held"_s.arg(nasty)), qPrintable(ran.err));

    manifest.data[0].holds = {u"shop"_s};
    StubCluster whole;
    whole.write(u"kubeconfig"_s, kubeconfig);
    const QString script = scriptOf(manifest);
    const ScriptRan asked = whole.run(script, token);
    QCOMPARE(asked.status, 3); // by_hand
    QVERIFY2(asked.err.contains(nasty), qPrintable(asked.err));
    auto environment = with(u"RELIGHT_DONE"_s, u"restore-data/2%1 update-dns/3%1"_s.arg(nasty));
    environment.insert(u"RELIGHT_CLUSTER_UID"_s, u"new-uid"_s);
    const ScriptRan done = whole.run(script, environment);
    QVERIFY2(done.status == 0, qPrintable(done.err));
    QCOMPARE(count(whole.log(), u"RUN restore x"_s), 1);
    QCOMPARE(count(whole.log(), u"RUN switch z"_s), 1);
    QCOMPARE(count(whole.log(), u"RUN own"_s) >= 1, true);
    QVERIFY(!cluster.has(u"pwned"_s) && !whole.has(u"pwned"_s));
}

QTEST_GUILESS_MAIN(TestScriptRun)
#include "tst_scriptrun.moc"
