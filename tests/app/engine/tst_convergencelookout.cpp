// Who looks on while a person is asked about applications: what counts as changed, and what does not.
#include "app/engine/steps/convergencelookout.h"
#include "stepworld.h"
#include "tests/models/convergence/applications.h"

#include <QTest>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

class LookoutTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void mendedInGitIsSeen();
    void aMomentOfHealthIsNoChange();
    void stuckStaysAsked();
    void whatWasTriedIsNotNew();
    void whatWasFoundIsNotUnknown();
    void slowRolloutCountsAsMoving();
    void goneCounts();
    void losingArgoCdIsKept();

private:
    Result<QString> look(const ConvergenceHistory &history = {}, const StuckMemory &reasons = {});
    static ApplicationsDelta seen(const Application &shop);
    static Application broken();

    std::unique_ptr<test::StepWorld> m_world;
};

void LookoutTest::init()
{
    m_world = std::make_unique<test::StepWorld>();
    m_world->begin(u"monitor-sync"_s, StepKind::MonitorSync);
}

ApplicationsDelta LookoutTest::seen(const Application &shop)
{
    ApplicationsDelta delta;
    delta.changed = {parentOf(u"root"_s, {u"shop"_s}), shop};
    delta.complete = true;
    delta.source = u"Argo CD API"_s;
    return delta;
}

Application LookoutTest::broken()
{
    Application shop = app(u"shop"_s);
    shop.operation = OperationPhase::Failed;
    shop.operationMessage = u"one or more objects failed to apply: Deployment is invalid"_s;
    shop.sync = SyncStatus::OutOfSync;
    shop.health = HealthStatus::Missing;
    return shop;
}

Result<QString> LookoutTest::look(const ConvergenceHistory &history, const StuckMemory &reasons)
{
    Ports ports = m_world->ports();
    StepContext context = m_world->context(ports);
    WatchGoal goal;
    goal.settings.root = u"argocd/root"_s;
    WatchResult result;
    result.ask = Decision{};
    result.ask->subject = u"shop"_s;
    result.history = history;
    result.reasons = reasons;
    return convergenceLookout(goal, result)(context);
}

void LookoutTest::mendedInGitIsSeen()
{
    m_world->argo->story = [](int second) -> std::optional<ApplicationsDelta> {
        Application fine = app(u"shop"_s);
        fine.syncRevision = fine.operationRevision = u"abcdef0123456789"_s;
        return second < 100 ? std::optional(seen(second < 40 ? broken() : fine)) : std::nullopt;
    };
    const auto changed = look();
    QVERIFY2(changed, changed ? "" : qPrintable(changed.error().message));
    QCOMPARE(*changed, u"shop is well, at commit abcdef012345"_s);
    // Argo CD is told to look into Git again, not every second.
    QCOMPARE(m_world->argo->refreshed.count(u"shop"_s), 2);
    QCOMPARE(m_world->argo->refreshed.count(u"root"_s), 2);
    QVERIFY(m_world->argo->synced.isEmpty());
}

void LookoutTest::aMomentOfHealthIsNoChange()
{
    m_world->argo->story = [](int second) -> std::optional<ApplicationsDelta> {
        return second < 120 ? std::optional(seen(second % 10 < 5 ? app(u"shop"_s) : broken())) : std::nullopt;
    };
    QCOMPARE(look().error().code, ErrorCode::Cancelled);
}

void LookoutTest::stuckStaysAsked()
{
    m_world->argo->story = [](int second) -> std::optional<ApplicationsDelta> {
        return second < 600 ? std::optional(second == 0 ? seen(broken()) : ApplicationsDelta{}) : std::nullopt;
    };
    QCOMPARE(look().error().code, ErrorCode::Cancelled);
}

// Five syncs did not help: another look without their memory would call it "will be synced again".
void LookoutTest::whatWasTriedIsNotNew()
{
    Application shop = broken();
    shop.operationMessage = u"no matches for kind \"Shop\" in version \"shop.example/v1\""_s;
    m_world->argo->story = [&](int second) -> std::optional<ApplicationsDelta> {
        return second < 300 ? std::optional(seen(shop)) : std::nullopt;
    };
    ConvergenceHistory history;
    for (int i = 0; i < 5; ++i)
        history.acted({SuggestionKind::Resync, shop.key(), {}, i + 1, 5}, shop, m_world->clock.wall());
    QCOMPARE(look(history).error().code, ErrorCode::Cancelled);
    QVERIFY(look({}).has_value());
}

// A pod that no node takes gets five minutes to be placed; those were over when the question was asked.
void LookoutTest::whatWasFoundIsNotUnknown()
{
    Application rolling = app(u"shop"_s);
    rolling.health = HealthStatus::Progressing;
    m_world->argo->story = [&](int second) -> std::optional<ApplicationsDelta> {
        return second < 200 ? std::optional(seen(rolling)) : std::nullopt;
    };
    m_world->argo->trees.insert(u"shop"_s,
        {{.key = {{}, u"v1"_s, u"Pod"_s, u"shop"_s, u"web"_s}, .uid = u"p"_s, .health = HealthStatus::Progressing}});
    m_world->cluster->listed = {json(R"({"kind":"Pod","metadata":{"name":"web","namespace":"shop","uid":"p"},"status":
        {"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"Unschedulable"}]}})")};
    StuckMemory reasons;
    reasons.blockedSince.insert(rolling.key(), m_world->clock.now() - Seconds{300});
    QCOMPARE(look({}, reasons).error().code, ErrorCode::Cancelled);
    QVERIFY(look().has_value());
}

void LookoutTest::slowRolloutCountsAsMoving()
{
    m_world->argo->story = [](int second) -> std::optional<ApplicationsDelta> {
        Application rolling = app(u"shop"_s);
        rolling.health = HealthStatus::Progressing;
        return second < 100 ? std::optional(seen(second < 5 ? broken() : rolling)) : std::nullopt;
    };
    const auto changed = look();
    QVERIFY(changed);
    QVERIFY2(changed->startsWith(u"shop moves again"_s), qPrintable(*changed));
    QCOMPARE(m_world->clock.now(), Instant{Seconds{35}});
}

void LookoutTest::goneCounts()
{
    m_world->argo->story = [](int second) -> std::optional<ApplicationsDelta> {
        ApplicationsDelta without = seen(broken());
        if (second > 5)
            without.changed = {parentOf(u"root"_s, {})};
        return second < 100 ? std::optional(without) : std::nullopt;
    };
    QCOMPARE(look().value_or(QString()), u"shop is not there any more"_s);
}

// It is no failure, but whoever reads the journal wants to know.
void LookoutTest::losingArgoCdIsKept()
{
    m_world->argo->story = [](int second) -> std::optional<ApplicationsDelta> {
        ApplicationsDelta delta = seen(broken());
        if (second >= 10 && second < 20) {
            delta.source = u"Kubernetes watch"_s;
            delta.degraded = u"connection refused"_s;
        }
        return second < 40 ? std::optional(delta) : std::nullopt;
    };
    QCOMPARE(look().error().code, ErrorCode::Cancelled);
    QCOMPARE(m_world->host.now.facts.value(u"monitor-sync/seen-through"_s), u"Kubernetes watch"_s);
}

QTEST_GUILESS_MAIN(LookoutTest)
#include "tst_convergencelookout.moc"
