#include "manifests.h"
#include "models/manifest/manifestparser.h"
#include "models/plan/checklist.h"
#include "models/plan/planfor.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace relight;

namespace {

// A line for each, as `lint` prints them.
QString told(const QList<Diagnostic> &problems)
{
    QStringList lines;
    for (const Diagnostic &each : problems)
        lines << u"%1:%2: %3 [%4]"_s.arg(each.at.line).arg(each.at.column).arg(each.message, each.path);
    return lines.join(u'\n');
}

QList<Diagnostic> problemsOf(const RecoveryManifest &manifest)
{
    const auto plan = planFor(manifest);
    return plan ? QList<Diagnostic>{} : plan.error();
}

// The problems of a file whose "recovery" goes on like this.
QString problemsOfFile(const QByteArray &rest)
{
    const ParsedManifest parsed = parseManifest(
        "recovery:\n  cluster: { provisioner: existing }\n  gitops: { repo: 'https://x.org/a.git' }\n" + rest);
    if (!parsed.manifest)
        qFatal("%s", qPrintable(told(parsed.diagnostics)));
    return told(problemsOf(*parsed.manifest));
}

RecoveryPlan planOf(const RecoveryManifest &manifest, RunMode mode = RunMode::Live)
{
    const auto plan = planFor(manifest, mode);
    if (!plan)
        qFatal("%s", qPrintable(told(plan.error())));
    return *plan;
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

QStringList idsOf(const RecoveryPlan &plan)
{
    QStringList ids;
    for (const Step &step : plan.steps)
        ids << step.id;
    return ids;
}

StepSettings settingsOf(const QString &id)
{
    StepSettings settings;
    settings.id = id;
    return settings;
}

StepSettings ownStep(const QString &id, const QStringList &after, const QStringList &before = {})
{
    StepSettings settings = settingsOf(id);
    settings.run = u"true"_s;
    settings.after = after;
    settings.before = before;
    return settings;
}

} // namespace

class TestPlanFor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seedPlansCompletely();
    void waits_data();
    void waits();
    void automation();
    void leftOutParts();
    void overrides();
    void groupSettingsCoverAllParts();
    void afterReplacesOnlyForRestores();
    void needsOfAHeldApplicationWaitsForItsHolder();
    void ownSteps();
    void modes();
    void errors_data();
    void errors();
    void problemsStandAtTheirPlace_data();
    void problemsStandAtTheirPlace();
    void manyCirclesEndSoon();
    void criticalPathOfTheSeed();
    void commandsShowReferencesOnly();
    void everyStepIsExplained();
    void randomManifestsAreTopological();
};

void TestPlanFor::seedPlansCompletely()
{
    const RecoveryPlan plan = planOf(test::seedManifest());
    QCOMPARE(idsOf(plan),
        QStringList({u"provision"_s, u"install-argocd"_s, u"restore-secrets"_s, u"connect-git"_s, u"apply-root"_s,
            u"monitor-sync"_s, u"restore-data/postgres-main"_s, u"restore-data/uploads"_s, u"update-dns"_s,
            u"verify-health"_s, u"notify"_s}));
    QCOMPARE(plan.name, u"production"_s);
    QCOMPARE(plan.find(u"provision")->phase, u"Provision new cluster"_s);
    QCOMPARE(plan.find(u"restore-data/postgres-main")->title, u"Restore data from backups: postgres-main"_s);
    QCOMPARE(plan.find(u"restore-data/postgres-main")->subject, u"postgres-main"_s);
    QCOMPARE(plan.find(u"nothing"), nullptr);
}

void TestPlanFor::waits_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("provision") << u"provision"_s << QStringList();
    QTest::newRow("install") << u"install-argocd"_s << QStringList{u"provision"_s};
    QTest::newRow("secrets") << u"restore-secrets"_s << QStringList{u"provision"_s};
    QTest::newRow("git") << u"connect-git"_s << QStringList{u"install-argocd"_s};
    QTest::newRow("root") << u"apply-root"_s << QStringList{u"connect-git"_s, u"restore-secrets"_s};
    QTest::newRow("sync") << u"monitor-sync"_s << QStringList{u"apply-root"_s};
    QTest::newRow("restore with needs") << u"restore-data/postgres-main"_s << QStringList{u"apply-root"_s};
    QTest::newRow("restore") << u"restore-data/uploads"_s << QStringList{u"monitor-sync"_s};
    QTest::newRow("dns: critical restores")
        << u"update-dns/cdn"_s << QStringList{u"monitor-sync"_s, u"restore-data/postgres-main"_s};
    QTest::newRow("verify: all") << u"verify-health"_s
                                 << QStringList{u"restore-data/postgres-main"_s, u"restore-data/uploads"_s,
                                        u"update-dns/cdn"_s, u"update-dns/partner"_s, u"update-dns/www"_s};
    QTest::newRow("notify") << u"notify"_s << QStringList{u"verify-health"_s, u"warm-cache"_s};
}

void TestPlanFor::waits()
{
    QFETCH(QString, id);
    QFETCH(QStringList, after);
    const RecoveryPlan plan = planOf(test::fullManifest());
    QVERIFY(plan.find(id));
    QCOMPARE(sorted(plan.find(id)->after), after);
}

void TestPlanFor::automation()
{
    RecoveryManifest manifest = test::fullManifest();
    const auto of = [&](const QString &id) { return planOf(manifest).find(id)->automation; };
    QCOMPARE(of(u"restore-data/postgres-main"_s), Automation::Automated);
    QCOMPARE(of(u"restore-data/uploads"_s), Automation::NotAutomated);
    QCOMPARE(of(u"update-dns/www"_s), Automation::NotAutomated);
    QCOMPARE(of(u"update-dns/cdn"_s), Automation::Automated);
    QCOMPARE(of(u"update-dns/partner"_s), Automation::Manual);
    QVERIFY(!planOf(manifest).find(u"update-dns/partner")->leftOut);
    QVERIFY(planOf(manifest).find(u"update-dns/cdn")->approve);
    QVERIFY(!planOf(manifest).find(u"update-dns/partner")->approve);
    for (const Provisioner automated :
        {Provisioner::Terraform, Provisioner::OpenTofu, Provisioner::Command, Provisioner::Existing}) {
        manifest.cluster.provisioner = automated;
        QCOMPARE(of(u"provision"_s), Automation::Automated);
    }
    for (const Provisioner stated :
        {Provisioner::Gcloud, Provisioner::Aws, Provisioner::Eksctl, Provisioner::Az, Provisioner::Talosctl}) {
        manifest.cluster.provisioner = stated;
        QCOMPARE(of(u"provision"_s), Automation::NotAutomated);
    }
    manifest.secrets.method = SecretsMethod::SealedSecrets;
    QCOMPARE(of(u"restore-secrets"_s), Automation::NotAutomated);
    manifest.secrets.method = SecretsMethod::None;
    QCOMPARE(of(u"restore-secrets"_s), Automation::Automated);
    manifest.notifications[0].webhook.reset();
    manifest.notifications[0].mail = {u"ops@company.com"_s};
    QCOMPARE(of(u"notify"_s), Automation::NotAutomated);
}

void TestPlanFor::leftOutParts()
{
    RecoveryManifest manifest = test::seedManifest();
    manifest.data.clear();
    manifest.secrets = {};
    const RecoveryPlan plan = planOf(manifest);
    for (const QString &id : {u"restore-secrets"_s, u"restore-data"_s, u"update-dns"_s, u"notify"_s}) {
        const Step *step = plan.find(id);
        QVERIFY2(step, qPrintable(id));
        QVERIFY(step->leftOut);
        QCOMPARE(step->automation, Automation::Manual);
        QCOMPARE(step->estimate.high, 0s);
        QVERIFY(step->commands.isEmpty());
        QVERIFY(!step->approve);
    }
    QCOMPARE(plan.steps.size(), 10);
}

void TestPlanFor::overrides()
{
    RecoveryManifest manifest = test::fullManifest();
    StepSettings restore = settingsOf(u"restore-data/postgres-main"_s);
    restore.retries = 2;
    restore.retryDelay = 7s;
    restore.critical = false;
    restore.onFailure = OnFailure::Continue;
    restore.approve = true;
    restore.title = u"The orders"_s;
    manifest.steps << restore;
    const RecoveryPlan plan = planOf(manifest);
    const Step *sync = plan.find(u"monitor-sync");
    QCOMPARE(sync->timeout, 40min);
    QCOMPARE(sync->estimate.low, 15min);
    QCOMPARE(sync->estimate.source, u"the manifest"_s);
    const Step *step = plan.find(u"restore-data/postgres-main");
    QCOMPARE(step->retries, 2);
    QCOMPARE(step->retryDelay, 7s);
    QVERIFY(!step->critical);
    QVERIFY(step->approve);
    QCOMPARE(step->onFailure, FailurePolicy::Continue);
    QCOMPARE(step->title, u"The orders"_s);
    // Not critical any more: DNS does not wait for it, the verification does.
    QVERIFY(!plan.find(u"update-dns/cdn")->after.contains(step->id));
    QVERIFY(plan.find(u"verify-health")->after.contains(step->id));
    // What may not run twice is not repeated by itself.
    for (const QString &id : {u"provision"_s, u"restore-data/uploads"_s, u"update-dns/cdn"_s, u"warm-cache"_s})
        QCOMPARE(plan.find(id)->retries, 0);
}

void TestPlanFor::groupSettingsCoverAllParts()
{
    RecoveryManifest manifest = test::fullManifest();
    StepSettings one = settingsOf(u"restore-data/uploads"_s);
    one.timeout = 11min;
    StepSettings all = settingsOf(u"restore-data"_s);
    all.timeout = 99min;
    all.approve = true;
    manifest.steps << one << all; // the part wins, wherever it stands
    StepSettings dns = settingsOf(u"update-dns"_s);
    dns.approve = false;
    dns.after = QStringList{u"restore-data"_s};
    manifest.steps << dns;
    const RecoveryPlan plan = planOf(manifest);
    QCOMPARE(plan.find(u"restore-data/postgres-main")->timeout, 99min);
    QCOMPARE(plan.find(u"restore-data/uploads")->timeout, 11min);
    QVERIFY(plan.find(u"restore-data/postgres-main")->approve);
    QVERIFY(!plan.find(u"update-dns/cdn")->approve);
    QVERIFY(plan.find(u"update-dns/cdn")->after.contains(u"restore-data/uploads"_s));
}

void TestPlanFor::afterReplacesOnlyForRestores()
{
    RecoveryManifest manifest = test::fullManifest();
    manifest.data[0].needs.reset();
    StepSettings restore = settingsOf(u"restore-data/postgres-main"_s);
    restore.after = QStringList{};
    StepSettings secrets = settingsOf(u"restore-secrets"_s);
    secrets.after = QStringList{u"install-argocd"_s};
    manifest.steps << restore << secrets;
    QCOMPARE(planOf(manifest).find(u"restore-data/postgres-main")->after, QStringList());
    QCOMPARE(
        sorted(planOf(manifest).find(u"restore-secrets")->after), QStringList({u"install-argocd"_s, u"provision"_s}));
    // Applications are asked of the cluster: `needs` keeps its wait.
    manifest.data[0].needs = QStringList{u"postgres-operator"_s};
    QCOMPARE(planOf(manifest).find(u"restore-data/postgres-main")->after, QStringList{u"apply-root"_s});
    manifest.data[0].needs = QStringList{};
    QCOMPARE(planOf(manifest).find(u"restore-data/postgres-main")->after, QStringList());
}

void TestPlanFor::needsOfAHeldApplicationWaitsForItsHolder()
{
    RecoveryManifest manifest = test::fullManifest();
    manifest.data[1].needs = QStringList{u"shop"_s};
    QCOMPARE(sorted(planOf(manifest).find(u"restore-data/uploads")->after),
        QStringList({u"apply-root"_s, u"restore-data/postgres-main"_s}));
}

void TestPlanFor::ownSteps()
{
    RecoveryManifest manifest = test::fullManifest();
    manifest.steps << ownStep(u"storage-class"_s, {u"connect-git"_s}, {u"apply-root"_s})
                   << ownStep(u"second"_s, {u"storage-class"_s});
    const RecoveryPlan plan = planOf(manifest);
    const QStringList ids = idsOf(plan);
    QCOMPARE(ids.indexOf(u"storage-class"_s), ids.indexOf(u"connect-git"_s) + 1);
    QCOMPARE(ids.indexOf(u"second"_s), ids.indexOf(u"storage-class"_s) + 1);
    QVERIFY(plan.find(u"apply-root")->after.contains(u"storage-class"_s));
    const Step *warm = plan.find(u"warm-cache");
    QCOMPARE(warm->kind, StepKind::Own);
    QCOMPARE(warm->phase, u"Own steps"_s);
    QCOMPARE(warm->title, u"Warm the cache"_s);
    QCOMPARE(warm->estimate.high, 2min);
    QCOMPARE(warm->commands,
        QStringList({u"/bin/sh -c ./is-warm.sh  (exit 0: already done, nothing is run)"_s, u"/bin/sh -c ./warm.sh"_s}));
}

void TestPlanFor::modes()
{
    RecoveryManifest manifest = test::fullManifest();
    StepSettings drill = ownStep(u"drill-only"_s, {u"provision"_s});
    drill.when = StepWhen::Drill;
    StepSettings notify = settingsOf(u"notify"_s);
    notify.when = StepWhen::Live;
    manifest.steps << drill << notify;
    QVERIFY(planOf(manifest).find(u"warm-cache"));
    QVERIFY(!planOf(manifest).find(u"drill-only"));
    QVERIFY(!planOf(manifest).find(u"notify")->leftOut);
    const RecoveryPlan inDrill = planOf(manifest, RunMode::Drill);
    QVERIFY(!inDrill.find(u"warm-cache"));
    QCOMPARE(inDrill.find(u"notify")->after, QStringList{u"verify-health"_s}); // handed on
    QVERIFY(inDrill.find(u"notify")->leftOut);
    QVERIFY(inDrill.find(u"drill-only"));
    QVERIFY(planOf(manifest, RunMode::Tabletop).find(u"warm-cache"));
    QVERIFY(!planOf(manifest, RunMode::Tabletop).find(u"drill-only"));
}

void TestPlanFor::errors_data()
{
    QTest::addColumn<QList<StepSettings>>("steps");
    QTest::addColumn<QString>("message");
    StepSettings typo = settingsOf(u"monitor-sink"_s);
    typo.at = {12, 5};
    QTest::newRow("unknown id") << QList{
        typo} << u"12:5: no step of this plan has the id \"monitor-sink\": did you mean \"monitor-sync\"?"_s;
    QTest::newRow("unknown after") << QList{ownStep(u"warm"_s, {u"verify-helth"_s})}
                                   << u"did you mean \"verify-health\"?"_s;
    QTest::newRow("unknown before") << QList{ownStep(u"warm"_s, {}, {u"nottify"_s})}
                                    << u"`before` of the step \"warm\" names \"nottify\""_s;
    QTest::newRow("unknown restore") << QList{settingsOf(u"restore-data/postgres-mian"_s)}
                                     << u"\"restore-data/postgres-main\"?"_s;
    QTest::newRow("cycle") << QList{ownStep(u"warm"_s, {u"notify"_s}, {u"verify-health"_s})}
                           << u"verify-health waits for warm waits for notify waits for verify-health"_s;
    QTest::newRow("waits for itself") << QList{ownStep(u"warm"_s, {u"warm"_s})} << u"warm waits for warm"_s;
    QTest::newRow("twice") << QList{ownStep(u"warm"_s, {}), ownStep(u"warm"_s, {})}
                           << u"there is another step of the id"_s;
    QTest::newRow("run on one of the ten") << QList{ownStep(u"notify"_s, {})} << u"there is another step of the id"_s;
}

void TestPlanFor::errors()
{
    QFETCH(QList<StepSettings>, steps);
    QFETCH(QString, message);
    RecoveryManifest manifest = test::seedManifest();
    manifest.steps = steps;
    const QList<Diagnostic> problems = problemsOf(manifest);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().severity, Severity::Error);
    QVERIFY2(told(problems).contains(message), qPrintable(told(problems)));

    RecoveryManifest self = test::fullManifest();
    self.data[0].holds = {u"postgres-operator"_s};
    QVERIFY(told(problemsOf(self)).contains(u"would wait for itself"));
    RecoveryManifest same = test::seedManifest();
    same.data[1].name = same.data[0].name;
    QVERIFY(told(problemsOf(same)).contains(u"two steps \"restore-data/postgres-main\""));
}

void TestPlanFor::problemsStandAtTheirPlace_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("problems");
    const QString unknown = u"names \"%1\", and no step of this plan has this id"_s;
    const QString circle
        = u"steps wait for each other in a circle: %1; take one `after`, `before`, `needs` or `holds` out"_s;
    QTest::newRow("two unknown names") << QByteArray("  steps:\n"
                                                     "    warm: { run: x, after: [notify, nope] }\n"
                                                     "    cold:\n      run: y\n      before:\n        - nope2\n")
                                       << u"5:37: `after` of the step \"warm\" "_s + unknown.arg(u"nope")
            + u" [recovery.steps.warm.after[1]]\n"_s + u"9:11: `before` of the step \"cold\" "_s + unknown.arg(u"nope2")
            + u" [recovery.steps.cold.before[0]]"_s;
    QTest::newRow("a built-in step") << QByteArray("  steps: { monitor-sync: { after: [notify] } }\n")
                                     << u"4:36: "_s
            + circle.arg(
                u"monitor-sync waits for notify waits for verify-health waits for restore-data waits for monitor-sync")
            + u" [recovery.steps.monitor-sync.after[0]]"_s;
    QTest::newRow("by before") << QByteArray("  steps: { notify: { before: [verify-health] } }\n")
                               << u"4:31: "_s + circle.arg(u"verify-health waits for notify waits for verify-health")
            + u" [recovery.steps.notify.before[0]]"_s;
    QTest::newRow("two circles and an unknown name")
        << QByteArray("  steps:\n"
                      "    warm: { run: x, after: [warm] }\n"
                      "    one: { run: x, after: [two] }\n"
                      "    two: { run: x, after: [zzzzzz, one] }\n")
        << u"5:29: "_s + circle.arg(u"warm waits for warm") + u" [recovery.steps.warm.after[0]]\n"_s + u"6:28: "_s
            + circle.arg(u"one waits for two waits for one") + u" [recovery.steps.one.after[0]]\n"_s
            + u"7:28: `after` of the step \"two\" "_s + unknown.arg(u"zzzzzz") + u" [recovery.steps.two.after[0]]"_s;
    QTest::newRow("needs and holds") << QByteArray(
        "  data:\n"
        "    databases: [{ name: a, restore-command: x, holds: [shop] }]\n"
        "    volumes:\n"
        "      - { name: b, restore-command: x, needs: [shop], holds: [bank] }\n"
        "      - { name: c, restore-command: x, needs: [x, bank] }\n"
        "  steps: { restore-data/a: { after: [restore-data/c] } }\n")
                                     << u"9:38: "_s
            + circle.arg(u"restore-data/a waits for restore-data/c waits for restore-data/b waits for restore-data/a")
            + u" [recovery.steps.restore-data/a.after[0]]"_s;
    QTest::newRow("needs alone") << QByteArray(
        "  data:\n    databases:\n"
        "      - { name: a, restore-command: x, needs: [bank], holds: [shop] }\n"
        "      - { name: b, restore-command: x, needs: [x, shop], holds: [bank] }\n")
                                 << u"6:48: "_s
            + circle.arg(u"restore-data/a waits for restore-data/b waits for restore-data/a")
            + u" [recovery.data.databases[0].needs[0]]"_s;
    QTest::newRow("own step without run is the parser's to refuse, a name of a part is known here")
        << QByteArray("  data: { databases: [{ name: a, restore-command: x }] }\n"
                      "  steps: { warm: { run: x, after: [restore-data/b] } }\n")
        << u"5:36: `after` of the step \"warm\" "_s + unknown.arg(u"restore-data/b")
            + u": did you mean \"restore-data/a\"? [recovery.steps.warm.after[0]]"_s;
}

void TestPlanFor::problemsStandAtTheirPlace()
{
    QFETCH(QByteArray, rest);
    QFETCH(QString, problems);
    QCOMPARE(problemsOfFile(rest), problems);
}

// Hostile: every step waits for all others, and the file is at the limit of what is read.
void TestPlanFor::manyCirclesEndSoon()
{
    QByteArray rest("  steps:\n");
    constexpr int steps = 150;
    for (int i = 0; i < steps; ++i) {
        rest += "    s" + QByteArray::number(i) + ": { run: x, after: [";
        for (int j = 0; j < steps; ++j)
            rest += (j ? ", s" : "s") + QByteArray::number(j);
        rest += "] }\n";
    }
    QElapsedTimer timer;
    timer.start();
    const qsizetype lines = problemsOfFile(rest).count(u'\n') + 1;
    QVERIFY2(lines > 1 && lines <= 20, qPrintable(QString::number(lines)));
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
}

void TestPlanFor::criticalPathOfTheSeed()
{
    const RecoveryPlan plan = planOf(test::seedManifest());
    QCOMPARE(plan.criticalPath.stepIds,
        QStringList({u"provision"_s, u"install-argocd"_s, u"connect-git"_s, u"apply-root"_s, u"monitor-sync"_s,
            u"restore-data/postgres-main"_s, u"verify-health"_s}));
    // provision 5–15, install 2–3, git and root 10 s–1 min each, sync 5–30, restore 5–60, verify 1–5 min; update-dns
    // and notify are left out
    QCOMPARE(plan.criticalPath.low, 5min + 2min + 20s + 5min + 5min + 1min);
    QCOMPARE(plan.criticalPath.high, 15min + 3min + 2min + 30min + 60min + 5min);
    for (const Step &step : plan.steps)
        QVERIFY2(!step.estimate.source.isEmpty() && step.estimate.low <= step.estimate.high
                && step.timeout >= step.estimate.high,
            qPrintable(step.id));
}

void TestPlanFor::commandsShowReferencesOnly()
{
    const RecoveryPlan plan = planOf(test::fullManifest());
    const QStringList provision = plan.find(u"provision")->commands;
    QCOMPARE(provision.at(1),
        u"terraform -chdir=terraform/clusters/production plan -input=false -no-color -out=PLAN -var=nodes=3 -var=region=europe-west1"_s);
    QVERIFY(plan.find(u"connect-git")->commands.first().contains(u"password=«env:GIT_TOKEN»"));
    const Step *restore = plan.find(u"restore-data/postgres-main");
    QCOMPARE(restore->commands.at(0), u"environment PGPASSWORD=«env:PG_PASSWORD»"_s);
    QCOMPARE(restore->shell.at(1), u"PGPASSWORD=\"$PG_PASSWORD\" sh -c 'pg_restore -d main /backups/latest.dump'"_s);
    for (const Step &step : plan.steps)
        QVERIFY2(!step.commands.isEmpty() && !step.shell.isEmpty(), qPrintable(step.id));
}

void TestPlanFor::everyStepIsExplained()
{
    for (const Step &step : planOf(test::fullManifest()).steps) {
        QVERIFY2(
            !step.explanation.why.isEmpty() && step.explanation.risks.size() >= 2 && !step.explanation.source.isEmpty(),
            qPrintable(step.id));
    }
    QCOMPARE(preDisasterChecklist().size(), 7);
    QCOMPARE(recoveryChecklist().size(), 10);
}

void TestPlanFor::randomManifestsAreTopological()
{
    QRandomGenerator random(20261122);
    const auto chance = [&](int percent) { return random.bounded(100) < percent; };
    int plans = 0;
    int cycles = 0;
    for (int round = 0; round < 400; ++round) {
        RecoveryManifest manifest = test::seedManifest();
        manifest.data.clear();
        QStringList known{
            u"provision"_s, u"apply-root"_s, u"monitor-sync"_s, u"update-dns"_s, u"verify-health"_s, u"notify"_s};
        for (int i = random.bounded(4); i > 0; --i) {
            DataItem item;
            item.name = u"d%1"_s.arg(i);
            item.restoreCommand = u"true"_s;
            item.critical = chance(70);
            if (chance(40))
                item.needs = QStringList{u"a%1"_s.arg(random.bounded(3))};
            if (chance(30))
                item.holds = {u"h%1"_s.arg(random.bounded(3))};
            item.estimate = Seconds{random.bounded(4000)};
            manifest.data << item;
            known << u"restore-data/"_s + item.name;
        }
        for (int i = random.bounded(4); i > 0; --i)
            manifest.traffic << TrafficItem{
                u"t%1"_s.arg(i), chance(50) ? TrafficProvider::Command : TrafficProvider::Manual};
        for (int i = random.bounded(6); i > 0; --i) {
            StepSettings own = ownStep(u"own%1"_s.arg(i), {known[random.bounded(known.size())]});
            if (chance(30))
                own.before << known[random.bounded(known.size())];
            own.when = chance(30) ? StepWhen::Drill : StepWhen::Always;
            manifest.steps << own;
            known << own.id;
        }
        const auto plan = planFor(manifest);
        if (!plan) {
            for (const Diagnostic &each : plan.error())
                QVERIFY2(each.message.contains(u"in a circle") && !each.path.isEmpty(), qPrintable(each.message));
            ++cycles;
            continue;
        }
        ++plans;
        QStringList seen;
        for (const Step &step : plan->steps) {
            for (const QString &id : step.after)
                QVERIFY2(seen.contains(id), qPrintable(step.id + u" before "_s + id));
            QVERIFY(!seen.contains(step.id));
            seen << step.id;
        }
        Seconds high{0};
        for (const QString &id : plan->criticalPath.stepIds)
            high += plan->find(id)->estimate.high;
        QCOMPARE(high, plan->criticalPath.high);
        QVERIFY(plan->criticalPath.low <= plan->criticalPath.high);
    }
    QVERIFY2(plans > 100 && cycles > 10, qPrintable(u"%1 plans, %2 cycles"_s.arg(plans).arg(cycles)));
}

QTEST_GUILESS_MAIN(TestPlanFor)
#include "tst_planfor.moc"
