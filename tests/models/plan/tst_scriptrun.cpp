// What the recovery script does once, holds, releases, asks and hands to commands: run whole on recording stubs.
#include "scriptmanifest.h"
#include "stubcluster.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;
using namespace relight::test;

class TestScriptRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRestoreAndASwitchOfOneNameAreTwoThings();
    void secondRunRepeatsNothing();
    void handRestoreReleasesWhatItHeld_data();
    void handRestoreReleasesWhatItHeld();
    void applicationOfTwoRestoresWaitsForTheLast();
    void lostHoldStopsTheRestore_data();
    void lostHoldStopsTheRestore();
    void environmentOfBuiltInSteps();
    void approvalOfBuiltInSteps();
    void recordGetsItsValue();
    void hostileNames();
};

void TestScriptRun::aRestoreAndASwitchOfOneNameAreTwoThings()
{
    StubCluster cluster;
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({restoreOf(u"shop"_s)}, {switchOf(u"shop"_s)})), token());
    QVERIFY2(ran.status == 0, qPrintable(ran.err));
    QCOMPARE(count(cluster.log(), u"RUN restore shop"_s), 1);
    QCOMPARE(count(cluster.log(), u"RUN switch shop"_s), 1);
}

void TestScriptRun::secondRunRepeatsNothing()
{
    StubCluster cluster;
    const QString script = scriptOf(manifestOf({restoreOf(u"orders"_s, {u"shop"_s})}));
    QCOMPARE(cluster.run(script, token()).status, 0);
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
    const ScriptRan asked = cluster.run(script, token());
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
    const ScriptRan ran = cluster.run(scriptOf(manifestOf({first, last})), token());
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
    const ScriptRan ran = cluster.run(scriptOf(manifest), token());
    QVERIFY2(ran.status == 3, qPrintable(ran.err));
    QVERIFY2(ran.err.contains(u"shop is not held any more"_s), qPrintable(ran.err));
    QCOMPARE(count(cluster.log(), u"RUN restore"_s), 0);
    QCOMPARE(cluster.read(u"marks"_s), QString()); // nothing was begun
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
    auto environment = token();
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

void TestScriptRun::recordGetsItsValue()
{
    TrafficItem www = switchOf(u"www"_s);
    www.recordName = u"www.example"_s;
    www.recordService = u"ingress/controller"_s;
    www.command
        = u"echo \"RUN $RELIGHT_RECORD $RELIGHT_RECORD_VALUE\" >>\"$STUB/log\"; echo 192.0.2.7 >\"$STUB/resolved\""_s;
    StubCluster cluster;
    const QString script = scriptOf(manifestOf({}, {www}));
    const ScriptRan ran = cluster.run(script, token());
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
    const ScriptRan ran = cluster.run(scriptOf(manifest), token());
    QCOMPARE(ran.status, 1);
    QVERIFY2(ran.err.contains(u"the application %1 is to be held"_s.arg(nasty)), qPrintable(ran.err));

    manifest.data[0].holds = {u"shop"_s};
    StubCluster whole;
    whole.write(u"kubeconfig"_s, kubeconfig);
    const QString script = scriptOf(manifest);
    const ScriptRan asked = whole.run(script, token());
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
