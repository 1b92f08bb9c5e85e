// A restore: once for each cluster, again only by consent, and what it held is released however it ended.
#include "app/engine/steps/actions.h"
#include "app/engine/steps/holding.h"
#include "app/engine/steps/marks.h"
#include "app/engine/steps/repositoryapplications.h"
#include "stepworld.h"
#include "tests/models/convergence/applications.h"

#include <QTest>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

namespace {

const QString id = u"restore-data/orders"_s;
const QString command = u"./restore.sh"_s;
const QString heldKey = u"Application/argocd/shop"_s;

QJsonObject held()
{
    return {{u"metadata"_s,
        QJsonObject{{u"annotations"_s, QJsonObject{{u"argocd.argoproj.io/skip-reconcile"_s, u"true"_s}}}}}};
}

} // namespace

class RestoreData : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anotherClusterIsRestoredAnew();
    void finishedBeforeTheInterruptionIsNotRepeated();
    void finishedByAnotherRunIsSkipped();
    void enteredAgainItIsNotRepeated();
    void againIsDoneAgainOnlyOnce();
    void releasesWhatItHeld_data();
    void releasesWhatItHeld();
    void stillHeldByAnother();
    void waitsUntilWhatItHeldIsThere();
    void againIsNotForEachRetry();
    void aManualApplicationIsAskedAbout();
    void releasedAfterASkip();

private:
    Result<Outcome> run(const QList<int> &interrupted = {});
    qsizetype restores() const { return m_world->processes.ran.count(command); }
    bool isHeldNow() const { return isHeld(m_world->cluster->objects[heldKey]); }
    void mark(Mark::State state, const QString &run)
    {
        QVERIFY(writeMark(*m_world->cluster, id, {state, run, u"2026-08-01T02:14:00Z"_s}, {}));
    }
    QStringList heldNow();
    void nextAttempt() { QVERIFY(m_world->host.record(AttemptStarted{id, ++m_world->attempt})); }
    void hold();
    void shopIs(const Application &shop);

    std::unique_ptr<test::StepWorld> m_world;
};

void RestoreData::init()
{
    m_world = std::make_unique<test::StepWorld>();
    m_world->begin(id, StepKind::RestoreData);
    DataItem orders;
    orders.name = u"orders"_s;
    orders.restoreCommand = command;
    m_world->manifest.data = {orders};
}

Result<Outcome> RestoreData::run(const QList<int> &interrupted)
{
    Ports ports = m_world->ports();
    StepContext context = m_world->context(ports);
    context.interrupted = interrupted;
    return restoreData(context);
}

void RestoreData::hold()
{
    m_world->manifest.gitops.argocd.argoNamespace = u"argocd"_s;
    m_world->manifest.data.first().holds = {u"shop"_s};
    m_world->cluster->objects.insert(heldKey, held());
    shopIs(app(u"shop"_s));
}

void RestoreData::shopIs(const Application &shop)
{
    m_world->argo->story = [shop](int second) -> std::optional<ApplicationsDelta> {
        ApplicationsDelta delta;
        delta.changed = {shop};
        delta.complete = true;
        delta.source = u"Argo CD API"_s;
        return second < 100 ? std::optional(delta) : std::nullopt;
    };
}

QStringList RestoreData::heldNow()
{
    Ports ports = m_world->ports();
    StepContext context = m_world->context(ports);
    return heldNames(context, *m_world->cluster).value_or(QStringList{u"(unknown)"_s});
}

// The cluster that was restored is lost, too, before the run is over: what the journal remembers is of another one.
void RestoreData::anotherClusterIsRestoredAnew()
{
    hold();
    QCOMPARE(heldNow(), QStringList{u"shop"_s});
    QVERIFY(run());
    QCOMPARE(restores(), 1);
    QVERIFY(heldNow().isEmpty());
    QVERIFY(m_world->host.record(AttemptEnded{id, 1, AttemptOutcome::Succeeded, {}, {}}));
    QVERIFY(m_world->host.record(StepEnded{id, StepState::Succeeded, {}, {}}));
    QVERIFY(m_world->host.record(StepReset{id, u"its work was on another cluster"_s, {}}));
    m_world->cluster->objects.clear();
    QCOMPARE(heldNow(), QStringList{u"shop"_s}); // as the root is applied to it before its restore begins
    nextAttempt();
    QCOMPARE(heldNow(), QStringList{u"shop"_s});
    QVERIFY(run());
    QCOMPARE(restores(), 2);
}

void RestoreData::finishedBeforeTheInterruptionIsNotRepeated()
{
    mark(Mark::State::Finished, u"run"_s);
    nextAttempt();
    m_world->consents.restoreAgain = {u"orders"_s}; // as whoever resumes ten times says each time
    const auto outcome = run({1});
    QVERIFY(outcome && !outcome->ask);
    QCOMPARE(restores(), 0);
}

void RestoreData::finishedByAnotherRunIsSkipped()
{
    mark(Mark::State::Finished, u"yesterday"_s);
    const auto outcome = run();
    QVERIFY(outcome && outcome->summary.contains(u"done already by run yesterday"_s));
    QCOMPARE(restores(), 0);
}

void RestoreData::enteredAgainItIsNotRepeated()
{
    m_world->consents.restoreAgain = {u"orders"_s};
    QVERIFY(run());
    QVERIFY(run()); // the same attempt, after a decision
    QCOMPARE(restores(), 1);
}

void RestoreData::againIsDoneAgainOnlyOnce()
{
    QVERIFY(run());
    QVERIFY(m_world->host.record(StepReset{id, u"retry"_s, {}}));
    nextAttempt();
    const auto skipped = run();
    QVERIFY(skipped && skipped->summary.contains(u"--restore-again orders"_s));
    QCOMPARE(restores(), 1);
    m_world->clock.step(Seconds{60});
    QVERIFY(m_world->host.record(RunResumed{}));
    m_world->consents.restoreAgain = {u"orders"_s};
    QVERIFY(m_world->host.record(StepReset{id, u"retry"_s, {}}));
    nextAttempt();
    const auto asked = run();
    QVERIFY(asked && asked->ask);
    QVERIFY(m_world->host.record(DecisionRequested{*asked->ask}));
    QVERIFY(m_world->host.record(DecisionTaken{asked->ask->id, true, {}, {}}));
    QVERIFY(run());
    QCOMPARE(restores(), 2);
}

void RestoreData::releasesWhatItHeld_data()
{
    QTest::addColumn<bool>("again");
    QTest::newRow("restored") << false;
    QTest::newRow("restored again") << true;
}

void RestoreData::releasesWhatItHeld()
{
    QFETCH(bool, again);
    hold();
    if (again)
        m_world->consents.restoreAgain = {u"orders"_s};
    const auto outcome = run();
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QCOMPARE(restores(), 1);
    QVERIFY(!isHeldNow());
}

void RestoreData::stillHeldByAnother()
{
    hold();
    DataItem users = m_world->manifest.data.first();
    users.name = u"users"_s;
    m_world->manifest.data << users;
    QVERIFY(run());
    QVERIFY(isHeldNow());
}

void RestoreData::waitsUntilWhatItHeldIsThere()
{
    hold();
    Application broken = app(u"shop"_s);
    broken.health = HealthStatus::Degraded;
    shopIs(broken);
    QVERIFY(!run()); // the story ends before it is well
    // Cut off there, the next attempt waits for it as well.
    nextAttempt();
    QVERIFY(!isHeldNow());
    QVERIFY(!run({1}));
    shopIs(app(u"shop"_s));
    nextAttempt();
    QVERIFY(run({1, 2}));
    QCOMPARE(restores(), 1);
}

// The consent is for what was there when it was given, not for what the attempt before has just brought back.
void RestoreData::againIsNotForEachRetry()
{
    hold();
    Application broken = app(u"shop"_s);
    broken.health = HealthStatus::Degraded;
    shopIs(broken);
    mark(Mark::State::Finished, u"yesterday"_s);
    m_world->consents.restoreAgain = {u"orders"_s};
    QCOMPARE(heldNow(), QStringList{u"shop"_s});
    const auto asked = run();
    QVERIFY(asked && asked->ask);
    QVERIFY(m_world->host.record(DecisionRequested{*asked->ask}));
    QVERIFY(m_world->host.record(DecisionTaken{asked->ask->id, true, {}, {}}));
    QVERIFY(m_world->host.record(AttemptStarted{id, 1}));
    QVERIFY(!run()); // the story ends before it is well
    QCOMPARE(restores(), 1);
    QVERIFY(m_world->host.record(AttemptEnded{id, 1, AttemptOutcome::TimedOut, {}, m_world->clock.wall()}));
    QVERIFY(heldNow().isEmpty());
    shopIs(app(u"shop"_s));
    nextAttempt();
    const auto outcome = run();
    QVERIFY(outcome && !outcome->ask);
    QCOMPARE(restores(), 1);
}

void RestoreData::aManualApplicationIsAskedAbout()
{
    hold();
    Application manual = app(u"shop"_s);
    manual.automated = false;
    manual.sync = SyncStatus::OutOfSync;
    manual.operation = OperationPhase::None;
    manual.operationRevision.clear();
    shopIs(manual);
    const auto outcome = run();
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
    QVERIFY(outcome->ask);
    QCOMPARE(outcome->ask->kind, DecisionKind::ManualSync);
}

void RestoreData::releasedAfterASkip()
{
    hold();
    Ports ports = m_world->ports();
    StepContext context = m_world->context(ports);
    QVERIFY(releaseHeld(context, *m_world->cluster, {u"shop"_s}));
    QVERIFY(isHeldNow()); // its restore is still to come
    QVERIFY(m_world->host.record(StepEnded{id, StepState::Skipped, {}, {}}));
    QVERIFY(releaseHeld(context, *m_world->cluster, {u"shop"_s}));
    QVERIFY(!isHeldNow());
}

QTEST_GUILESS_MAIN(RestoreData)
#include "tst_restoredata.moc"
