// The sentence that says what blocks an application.
#include "applications.h"

#include "models/convergence/cause.h"

#include <QTest>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

class TestCause : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ofItsOwnStatus_data();
    void ofItsOwnStatus();
    void aCloseLookIsSharper();
    void namesLead();
    void aParentLeadsToItsChild();
    void whatIsNotThere();
    void nothingFoundSaysWhereItLooked();
    void theWorst();
    void loopsEnd();
};

static Cause causeIn(const QList<Application> &apps, const QString &name, const CauseEvidence &evidence = {})
{
    const Applications all = setOf(apps);
    return causeOf(all, applicationTree(all), u"argocd/"_s + name, evidence, Timestamp{Seconds(100)});
}

static Application degraded(const QString &name)
{
    Application made = app(name);
    made.health = HealthStatus::Degraded;
    return made;
}

void TestCause::ofItsOwnStatus_data()
{
    QTest::addColumn<std::function<void(Application &)>>("change");
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, std::function<void(Application &)> change, Cause::State state,
                         const QString &words) { QTest::newRow(name) << std::move(change) << int(state) << words; };
    row("well", [](Application &) { }, Cause::State::Well, {});
    row(
        "failed sync",
        [](Application &a) {
            a.operation = OperationPhase::Failed;
            a.operationMessage = u"one or more objects failed to apply: immutable"_s;
        },
        Cause::State::Blocked, u"it failed to sync: one or more objects failed to apply: immutable"_s);
    row(
        "manifests do not render",
        [](Application &a) { a.conditions = {{u"ComparisonError"_s, u"apps/shop: no such path"_s}}; },
        Cause::State::Blocked, u"it cannot be compared with Git (ComparisonError: apps/shop: no such path)"_s);
    row(
        "resource health",
        [](Application &a) {
            a.health = HealthStatus::Degraded;
            a.resources.first().health = HealthStatus::Degraded;
            a.resources.first().healthMessage = u"exceeded its progress deadline"_s;
        },
        Cause::State::Blocked, u"Deployment shop exceeded its progress deadline"_s);
    row(
        "progressing", [](Application &a) { a.health = HealthStatus::Progressing; }, Cause::State::Waiting,
        u"it is synced and progressing"_s);
    row(
        "nothing there", [](Application &a) { a.resources.clear(); }, Cause::State::Blocked,
        u"it has no resources: there is nothing under apps/shop at its revision"_s);
}

void TestCause::ofItsOwnStatus()
{
    QFETCH(std::function<void(Application &)>, change);
    QFETCH(int, state);
    QFETCH(QString, words);
    Application one = app(u"shop"_s);
    change(one);
    const Cause cause = causeIn({one}, u"shop"_s);
    QCOMPARE(int(cause.state), state);
    QCOMPARE(cause.text(), words);
    QCOMPARE(cause.name, u"shop"_s);
}

static CauseEvidence podWithoutSecret()
{
    CauseEvidence evidence{.application = u"argocd/shop"_s};
    const ResourceKey pod{{}, u"v1"_s, u"Pod"_s, u"shop"_s, u"web-1"_s};
    evidence.nodes = {{.key = workload(u"web"_s), .uid = u"1"_s}, {.key = pod, .uid = u"2"_s, .parentUids = {u"1"_s}},
        {.key = {{}, u"v1"_s, u"Secret"_s, u"shop"_s, u"db"_s}, .uid = u"3"_s}};
    evidence.blocked = {
        {workload(u"web"_s), pod, true, u"shop: Deployment web: Pod web-1 cannot start (secret \"db\" not found)"_s}};
    return evidence;
}

void TestCause::aCloseLookIsSharper()
{
    const Cause cause = causeIn({degraded(u"shop"_s)}, u"shop"_s, podWithoutSecret());
    QCOMPARE(cause.state, Cause::State::Blocked);
    QCOMPARE(cause.text(), u"Deployment web: Pod web-1 cannot start (secret \"db\" not found)"_s);
    // At another application nobody looked.
    QCOMPARE(causeIn({degraded(u"shop"_s), degraded(u"blog"_s)}, u"blog"_s, podWithoutSecret()).state,
        Cause::State::NotFound);
}

void TestCause::namesLead()
{
    QStringList linked;
    for (const CausePart &part : causeIn({degraded(u"shop"_s)}, u"shop"_s, podWithoutSecret()).parts) {
        if (part.resource)
            linked << part.text + u'=' + part.resource->kind;
    }
    QCOMPARE(linked, (QStringList{u"Deployment web=Deployment"_s, u"Pod web-1=Pod"_s, u"secret \"db\"=Secret"_s}));
}

void TestCause::aParentLeadsToItsChild()
{
    Application pay = degraded(u"pay"_s);
    pay.syncWave = 2;
    pay.healthMessage = u"no pods"_s;
    const Cause cause = causeIn({parentOf(u"root"_s, {u"pay"_s, u"blog"_s}), pay, app(u"blog"_s)}, u"root"_s);
    QCOMPARE(cause.state, Cause::State::Blocked);
    QCOMPARE(cause.text(), u"its application pay of wave 2 is blocked: it is Degraded: no pods"_s);
    QCOMPARE(cause.parts.at(1).application, u"argocd/pay"_s);
}

void TestCause::whatIsNotThere()
{
    const QList<Application> apps{parentOf(u"root"_s, {u"pay"_s})};
    QCOMPARE(causeIn(apps, u"pay"_s).text(), u"it is not there yet, though root names it"_s);
    QCOMPARE(causeIn(apps, u"root"_s).text(),
        u"its application pay is blocked: it is not there yet, though root names it"_s);
    QCOMPARE(causeIn(apps, u"never"_s).state, Cause::State::Nothing);
}

void TestCause::nothingFoundSaysWhereItLooked()
{
    const Cause cause = causeIn({degraded(u"shop"_s)}, u"shop"_s);
    QCOMPARE(cause.state, Cause::State::NotFound);
    QVERIFY(cause.parts.isEmpty());
    QVERIFY(cause.lookedAt.size() >= 3);
    QVERIFY(cause.lookedAt.last().contains(u"was not read"));
}

void TestCause::theWorst()
{
    Application later = degraded(u"a"_s), first = degraded(u"z"_s), moving = app(u"m"_s);
    later.syncWave = 2;
    moving.health = HealthStatus::Progressing;
    moving.syncWave = -5;
    const QString none;
    QCOMPARE(worstApplication(setOf({later, first, moving, app(u"well"_s)}), none), u"argocd/z"_s);
    QCOMPARE(worstApplication(setOf({later, first, moving}), u"argocd/a"_s), u"argocd/a"_s); // it is as bad: it stays
    QCOMPARE(worstApplication(setOf({later, moving}), u"argocd/m"_s), u"argocd/a"_s);
    QCOMPARE(worstApplication(setOf({app(u"well"_s)}), u"argocd/well"_s), none);
}

void TestCause::loopsEnd()
{
    Application one = parentOf(u"one"_s, {u"two"_s}), two = parentOf(u"two"_s, {u"one"_s});
    one.health = two.health = HealthStatus::Degraded;
    QVERIFY(causeIn({one, two}, u"one"_s).text().size() < 2000);
}

QTEST_APPLESS_MAIN(TestCause)
#include "tst_cause.moc"
