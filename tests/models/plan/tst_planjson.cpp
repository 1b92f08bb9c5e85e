#include "manifests.h"
#include "models/plan/planfor.h"
#include "models/plan/planjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

class TestPlanJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fields();
    void objectivesThatAreNotStated();
    void checklist();
    void checklistEscapesTitles();
};

void TestPlanJson::fields()
{
    const RecoveryPlan plan = planFor(test::fullManifest()).value();
    const QJsonObject root = QJsonDocument::fromJson(planToJson(plan, u"sha256:abc"_s, u"manifest"_s)).object();
    QCOMPARE(root.keys(),
        QStringList({u"criticalPathSeconds"_s, u"digest"_s, u"digestCovers"_s, u"format"_s, u"name"_s, u"objectives"_s,
            u"steps"_s}));
    QCOMPARE(root[u"format"].toInt(), 1);
    QCOMPARE(root[u"digest"].toString(), u"sha256:abc"_s);
    QCOMPARE(root[u"objectives"][u"rtoSeconds"].toInt(), 2700);
    QCOMPARE(root[u"objectives"][u"rpoSeconds"].toInt(), 900);
    QCOMPARE(root[u"criticalPathSeconds"][u"high"].toInt(), static_cast<int>(plan.criticalPath.high.count()));
    const QJsonArray steps = root[u"steps"].toArray();
    QCOMPARE(steps.size(), plan.steps.size());
    const QJsonObject first = steps[0].toObject();
    QCOMPARE(first.keys(),
        QStringList({u"after"_s, u"approve"_s, u"automated"_s, u"commands"_s, u"critical"_s, u"estimateSeconds"_s,
            u"id"_s, u"kind"_s, u"phase"_s, u"title"_s}));
    QCOMPARE(first[u"estimateSeconds"][u"low"].toInt(), 300);
    for (const QJsonValue &value : steps) {
        const Step *step = plan.find(value[u"id"].toString());
        QVERIFY(step);
        QCOMPARE(value[u"kind"].toString(), step->kind == StepKind::Own ? u"own"_s : step->id.section(u'/', 0, 0));
        QCOMPARE(value[u"automated"].toBool(), step->automation == Automation::Automated);
        QCOMPARE(value[u"after"].toArray().size(), step->after.size());
        QCOMPARE(value[u"commands"].toArray().size(), step->commands.size());
    }
}

void TestPlanJson::objectivesThatAreNotStated()
{
    const QJsonObject root
        = QJsonDocument::fromJson(planToJson(planFor(test::seedManifest()).value(), {}, {})).object();
    QVERIFY(root[u"objectives"][u"rtoSeconds"].isNull());
    QVERIFY(root[u"objectives"].toObject().contains(u"rpoSeconds"_s));
    QVERIFY(!root.contains(u"digestCovers"_s));
}

void TestPlanJson::checklist()
{
    const QString text = checklistMarkdown(planFor(test::fullManifest()).value());
    const QString expected = uR"(# Recovery of production

## Before a disaster

- [ ] All manifests in Git
- [ ] Secrets strategy documented and tested
- [ ] Vault backed up and HA configured
- [ ] Recovery playbook written
- [ ] External dependencies documented
- [ ] Data backup strategy implemented
- [ ] Recovery tested in last 90 days

## During the recovery

- [ ] Provision new cluster — Relight; 5m–15m
- [ ] Install ArgoCD — Relight; 2m–3m
- [ ] Restore secrets decryption capability — Relight; 1m–2m
- [ ] Connect ArgoCD to Git — Relight; 10s–1m
- [ ] Apply root application — Relight; 10s–1m
- [ ] Monitor sync progress — Relight; 15m
- [ ] Restore data from backups
  - [ ] postgres-main — Relight; 20m
  - [ ] uploads — a person (not automated yet); 5m–1h
- [ ] Update DNS/load balancers
  - [ ] www — a person (not automated yet); 5m–1h
  - [ ] cdn — Relight, after an approval; 5m–1h
  - [ ] partner — a person; 5m–1h
- [ ] Verify application health — Relight; 1m–5m
- [ ] Notify stakeholders — Relight; 5s–1m

## Own steps

- [ ] Warm the cache — Relight; 2m; after verify-health

Longest chain of steps: 35m25s–1h48m; objective 45m.
)"_s;
    QCOMPARE(text, expected);
}

void TestPlanJson::checklistEscapesTitles()
{
    RecoveryManifest manifest = test::fullManifest();
    manifest.data[0].name = u"[x](http://evil)\n# heading"_s;
    const QString text = checklistMarkdown(planFor(manifest).value());
    QVERIFY(text.contains(u"  - [ ] \\[x\\](http://evil) \\# heading — Relight"_s));
}

QTEST_GUILESS_MAIN(TestPlanJson)
#include "tst_planjson.moc"
