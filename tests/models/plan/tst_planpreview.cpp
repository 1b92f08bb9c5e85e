// What cannot be planned stays in its place and names the line.
#include "models/manifest/manifestparser.h"
#include "models/plan/planfor.h"
#include "models/plan/planpreview.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

static const QByteArray good
    = "recovery:\n  cluster: {provisioner: existing}\n  gitops: {repo: 'https://x.y/z.git'}\n"
      "  data:\n    databases:\n    - {name: one, estimate: 5m}\n    - {name: two, estimate: 5m}\n";

class TestPlanPreview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsAGoodText();
    void keepsTheLastPlan();
    void startsWithTheTenSteps();
};

static PlanPreview previewOfText(const QByteArray &text, const std::optional<RecoveryPlan> &latest)
{
    const auto parsed = parseManifest(text);
    std::optional<RecoveryPlan> plan;
    if (parsed.manifest) {
        if (auto made = planFor(*parsed.manifest))
            plan = *made;
    }
    return previewOf(parsed.diagnostics, plan, latest);
}

void TestPlanPreview::followsAGoodText()
{
    const PlanPreview preview = previewOfText(good, {});
    QVERIFY(preview.current);
    QVERIFY(preview.plan.find(u"restore-data/two"));
    QCOMPARE(preview.elsewhere, 0);
    QVERIFY(!preview.troubles.contains(u"restore-data/one"_s));
}

void TestPlanPreview::keepsTheLastPlan()
{
    const RecoveryPlan latest = previewOfText(good, {}).plan;
    PlanPreview preview = previewOfText(QByteArray(good).replace("two, estimate: 5m", "two, estimate: x"), latest);
    QVERIFY(!preview.current);
    QCOMPARE(preview.plan.steps.size(), latest.steps.size());
    QCOMPARE(preview.troubles.value(u"restore-data/two"_s).line, 7);
    QVERIFY(!preview.troubles.contains(u"restore-data/one"_s));
    preview = previewOfText(QByteArray(good).replace("existing", "terrafrom"), latest);
    QCOMPARE(preview.troubles.value(u"provision"_s).severity, Severity::Error);
    QCOMPARE(preview.troubles.value(u"provision"_s).line, 2);
    preview = previewOfText("recovery: [", latest);
    QVERIFY(preview.troubles.isEmpty());
    QCOMPARE(preview.elsewhere, 1);
}

void TestPlanPreview::startsWithTheTenSteps()
{
    const PlanPreview preview = previewOfText("", {});
    QVERIFY(!preview.current);
    QCOMPARE(preview.plan.steps.size(), 10);
    QCOMPARE(preview.elsewhere, 1);
}

QTEST_GUILESS_MAIN(TestPlanPreview)
#include "tst_planpreview.moc"
