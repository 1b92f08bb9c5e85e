// The engine with scripted steps, a journal in memory and real threads: order, parallelism, failures, decisions,
// cancel, a full disk, resume.
#include "app/engine/movedcluster.h"
#include "recorder.h"
#include "tests/support/nullports.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace std::chrono_literals;
using relight::test::Recorder;

static const QString a = QStringLiteral("a"), b = QStringLiteral("b"), c = QStringLiteral("c");

class RunEngineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void stepsRunInOrderAndBesideEachOther();
    void startIsOnDiskBeforeTheStepActs();
    void failedStepPausesAndRetryGoesOn();
    void automaticRetriesAreBounded();
    void lesserFailureLetsTheRunGoOn();
    void skipNeedsAReason();
    void decisionHoldsNoThreadAndReentersTheSameAttempt();
    void approvalIsAskedBeforeTheStep();
    void cancelNamesWhatIsHalfDone();
    void fullDiskPausesAndLosesNothing();
    void startRefusedByTheDiskComesLater();
    void resumeRunsOnlyWhatIsNotDone();
    void newClusterSendsLaterStepsBack();
    void secretsAreScrubbedFromLogLines();
    void suspendLeavesTheRunResumable();
    void trustIsAskedBeforeAnythingRuns();
    void consentsGivenAheadDoNotPassPreflightBy();

private:
    EngineSetup setup(const QList<Step> &steps);
    static Step step(const QString &id, const QStringList &after = {});

    test::NullWorld m_world;
    std::map<QString, StepAction> m_actions;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void RunEngineTest::init()
{
    m_actions.clear();
    m_folder = std::make_unique<QTemporaryDir>();
}

Step RunEngineTest::step(const QString &id, const QStringList &after)
{
    Step made;
    made.id = id;
    made.title = id;
    made.after = after;
    made.retryDelay = Seconds{0};
    return made;
}

EngineSetup RunEngineTest::setup(const QList<Step> &steps)
{
    EngineSetup made;
    made.mode = RunMode::Tabletop; // no gate: these tests are about steps
    made.plan.name = QStringLiteral("test");
    made.plan.steps = steps;
    made.site.runId = QStringLiteral("run");
    made.site.runFolder = m_folder->path();
    made.actions = m_actions;
    return made;
}

static StepAction succeeds(const QString &summary = QStringLiteral("ok"))
{
    return [summary](StepContext &) -> Result<Outcome> { return Outcome::done(summary); };
}

void RunEngineTest::stepsRunInOrderAndBesideEachOther()
{
    std::atomic<int> together = 0, most = 0;
    std::mutex mutex;
    std::condition_variable both;
    const StepAction meets = [&](StepContext &) -> Result<Outcome> {
        std::unique_lock lock(mutex);
        most = std::max(most.load(), ++together);
        both.notify_all();
        both.wait_for(lock, 5s, [&] { return most == 2; });
        --together;
        return Outcome::done({});
    };
    m_actions = {{a, meets}, {b, meets}, {c, succeeds()}};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a), step(b), step(c, {a, b})}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilEnded());
    QCOMPARE(most.load(), 2);
    const RunState state = recorder.state();
    QCOMPARE(state.phase, RunPhase::Completed);
    QVERIFY(*state.step(c)->firstStarted >= *state.step(a)->ended);
    // The journal folds to the same state, and its sequence has no gap.
    RunState folded;
    qint64 expected = 1;
    for (const RunEvent &event : recorder.disk()) {
        QCOMPARE(event.sequence, expected++);
        folded = apply(std::move(folded), event);
    }
    QVERIFY(folded == state);
}

void RunEngineTest::startIsOnDiskBeforeTheStepActs()
{
    Recorder recorder;
    bool onDisk = false;
    m_actions = {{a, [&](StepContext &context) -> Result<Outcome> {
                      for (const RunEvent &event : recorder.disk())
                          onDisk |= std::holds_alternative<AttemptStarted>(event.body);
                      const auto kept = context.keepFact(QStringLiteral("k"), QStringLiteral("v"));
                      return kept && context.fact(a, QStringLiteral("k")) == QLatin1String("v")
                          ? Result<Outcome>(Outcome::done({}))
                          : failure(ErrorCode::Failed, QStringLiteral("fact"));
                  }}};
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a)}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilEnded());
    QVERIFY(onDisk);
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
}

void RunEngineTest::failedStepPausesAndRetryGoesOn()
{
    std::atomic<int> calls = 0;
    m_actions = {{a,
                     [&](StepContext &) -> Result<Outcome> {
                         if (++calls == 1)
                             return failure(ErrorCode::Failed, QStringLiteral("boom"));
                         return Outcome::done({});
                     }},
        {b, succeeds()}};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a), step(b, {a})}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    QCOMPARE(recorder.state().phase, RunPhase::PausedByFailedStep);
    QCOMPARE(recorder.state().step(a)->reason, QStringLiteral("boom"));
    QCOMPARE(recorder.state().open.size(), 1);
    engine.retry(1, a, QStringLiteral("ada"));
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
    QCOMPARE(recorder.state().step(a)->attempts.size(), 2);
}

void RunEngineTest::automaticRetriesAreBounded()
{
    std::atomic<int> calls = 0;
    m_actions = {{a, [&](StepContext &) -> Result<Outcome> {
                      ++calls;
                      return failure(ErrorCode::Unavailable, QStringLiteral("not there"));
                  }}};
    Step twice = step(a);
    twice.retries = 2;
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({twice}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    QCOMPARE(calls.load(), 3);
    QCOMPARE(recorder.state().step(a)->state, StepState::Failed);
}

void RunEngineTest::lesserFailureLetsTheRunGoOn()
{
    m_actions = {{a, [](StepContext &) -> Result<Outcome> { return failure(ErrorCode::Failed, QStringLiteral("no")); }},
        {b, succeeds()}};
    Step lesser = step(a);
    lesser.critical = false;
    lesser.onFailure = FailurePolicy::Continue;
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({lesser, step(b, {a})}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().step(b)->state, StepState::Succeeded);
    QCOMPARE(recorder.state().phase, RunPhase::CompletedWithExceptions);
}

void RunEngineTest::skipNeedsAReason()
{
    m_actions
        = {{a, [](StepContext &) -> Result<Outcome> { return failure(ErrorCode::Failed, QStringLiteral("no")); }}};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a)}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    engine.skip(7, a, QStringLiteral("why not"), QStringLiteral("ada"));
    QVERIFY(recorder.until([](const Recorder &r) { return r.m_rejected.has_value(); }));
    QCOMPARE(recorder.state().step(a)->state, StepState::Failed);
    engine.skip(8, a, QStringLiteral("done by the network team"), QStringLiteral("ada"));
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().phase, RunPhase::CompletedWithExceptions);
    QVERIFY(recorder.state().end->exceptions.first().contains(QLatin1String("network team")));
}

void RunEngineTest::decisionHoldsNoThreadAndReentersTheSameAttempt()
{
    Decision plan;
    plan.id = QStringLiteral("plan:a");
    plan.kind = DecisionKind::TerraformPlan;
    plan.stepId = a;
    plan.title = QStringLiteral("?");
    m_actions = {{a, [plan](StepContext &context) -> Result<Outcome> {
                      if (!context.granted(plan))
                          return Outcome::needs(plan);
                      return Outcome::done(QStringLiteral("attempt %1").arg(context.attempt));
                  }}};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a)}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    QCOMPARE(recorder.state().step(a)->state, StepState::AwaitingApproval);
    engine.decide(1, plan.id, true, QStringLiteral("ada"), QStringLiteral("looked at it"));
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().step(a)->reason, QStringLiteral("attempt 1"));
    QCOMPARE(recorder.state().step(a)->attempts.size(), 1);
}

void RunEngineTest::approvalIsAskedBeforeTheStep()
{
    std::atomic<bool> ran = false;
    m_actions = {{a, [&](StepContext &) -> Result<Outcome> {
                      ran = true;
                      return Outcome::done({});
                  }}};
    Step asks = step(a);
    asks.approve = true;
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({asks}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    QVERIFY(!ran);
    engine.decide(1, recorder.state().open.first().id, true, QStringLiteral("ada"), {});
    QVERIFY(recorder.untilEnded());
    QVERIFY(ran);
}

void RunEngineTest::cancelNamesWhatIsHalfDone()
{
    m_actions = {{a,
                     [](StepContext &context) -> Result<Outcome> {
                         context.ports.clock.sleepFor(30s, context.call.stop);
                         return failure(ErrorCode::Cancelled, QStringLiteral("terraform was ended"));
                     }},
        {b, succeeds()}};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a), step(b, {a})}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.until(
        [](const Recorder &r) { return r.m_state.step(a) && r.m_state.step(a)->state == StepState::Running; }));
    engine.cancel(1, QStringLiteral("ada"));
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().phase, RunPhase::Cancelled);
    QCOMPARE(recorder.state().end->leftHalfDone.size(), 1);
    QVERIFY(recorder.state().end->leftHalfDone.first().contains(QLatin1String("terraform")));
    QVERIFY(!recorder.state().step(b)->firstStarted);
}

void RunEngineTest::fullDiskPausesAndLosesNothing()
{
    std::atomic<bool> go = false;
    Recorder recorder;
    m_actions = {{a,
                     [&](StepContext &context) -> Result<Outcome> {
                         while (!go)
                             context.ports.clock.sleepFor(5ms, context.call.stop);
                         return Outcome::done(QStringLiteral("precious"));
                     }},
        {b, succeeds()}};
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a), step(b, {a})}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.until(
        [](const Recorder &r) { return r.m_state.step(a) && r.m_state.step(a)->state == StepState::Running; }));
    recorder.full = true;
    go = true;
    QVERIFY(recorder.until([](const Recorder &r) { return r.m_trouble; }));
    QCOMPARE(recorder.state().step(a)->state, StepState::Running); // nothing is shown that is not on disk
    recorder.full = false;
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().step(a)->reason, QStringLiteral("precious"));
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
}

void RunEngineTest::startRefusedByTheDiskComesLater()
{
    std::atomic<int> runs = 0;
    m_actions = {{a, [&](StepContext &) -> Result<Outcome> {
                      ++runs;
                      return Outcome::done({});
                  }}};
    Recorder recorder;
    recorder.refusedStarts = 1;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a)}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilEnded());
    QCOMPARE(runs.load(), 1);
    QVERIFY(recorder.m_trouble);
    QCOMPARE(recorder.state().step(a)->attempts.size(), 1);
}

void RunEngineTest::resumeRunsOnlyWhatIsNotDone()
{
    std::atomic<int> first = 0;
    QList<int> interrupted;
    m_actions = {{a,
                     [&](StepContext &) -> Result<Outcome> {
                         ++first;
                         return Outcome::done({});
                     }},
        {b, [&](StepContext &context) -> Result<Outcome> {
             interrupted = context.interrupted;
             return Outcome::done({});
         }}};
    const QList<Step> steps{step(a), step(b, {a})};
    RunState before;
    RunStarted started;
    started.runId = QStringLiteral("run");
    started.mode = RunMode::Tabletop;
    for (const Step &one : steps) {
        PlannedStep planned;
        planned.id = one.id;
        planned.title = one.title;
        planned.after = one.after;
        started.steps << planned;
    }
    const QList<RunEventBody> bodies{started, AttemptStarted{a, 1},
        AttemptEnded{a, 1, AttemptOutcome::Succeeded, {}, {}}, StepEnded{a, StepState::Succeeded, {}, {}},
        AttemptStarted{b, 1}};
    for (const RunEventBody &body : bodies)
        before = apply(std::move(before), {before.sequence + 1, {}, body});
    EngineSetup resumed = setup(steps);
    resumed.resumed = before;
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(std::move(resumed), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilEnded());
    QCOMPARE(first.load(), 0);
    QCOMPARE(interrupted, QList<int>{1});
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
    QCOMPARE(recorder.state().step(b)->attempts.size(), 2);
    QCOMPARE(recorder.disk().first().sequence, before.sequence + 1);
}

void RunEngineTest::newClusterSendsLaterStepsBack()
{
    std::atomic<int> later = 0;
    std::atomic<bool> other = false;
    m_actions = {{a,
                     [&](StepContext &context) -> Result<Outcome> {
                         const QString uid = other ? QStringLiteral("new") : QStringLiteral("old");
                         if (other && !context.keepFact(QString(movedFact), uid))
                             return failure(ErrorCode::Storage, {});
                         if (!context.host.record(ClusterPinned{uid, {}, {}, {}}))
                             return failure(ErrorCode::Storage, {});
                         return Outcome::done({});
                     }},
        {b,
            [&](StepContext &) -> Result<Outcome> {
                ++later;
                return Outcome::done({});
            }},
        {c, [&](StepContext &) -> Result<Outcome> {
             if (!other)
                 return failure(ErrorCode::Unavailable, QStringLiteral("the cluster is gone"));
             return Outcome::done({});
         }}};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a), step(b, {a}), step(c, {b})}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    other = true;
    engine.retry(1, a, QStringLiteral("ada"));
    engine.retry(2, c, QStringLiteral("ada"));
    QVERIFY(recorder.untilEnded());
    QCOMPARE(later.load(), 2);
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
}

void RunEngineTest::secretsAreScrubbedFromLogLines()
{
    m_actions = {{a, [](StepContext &context) -> Result<Outcome> {
                      context.log(QStringLiteral("password hunter2"));
                      return Outcome::done({});
                  }}};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a)}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilEnded());
    QVERIFY(recorder.until(
        [](const Recorder &r) { return r.m_lines == QStringList{QStringLiteral("password «secret»")}; }));
}

void RunEngineTest::suspendLeavesTheRunResumable()
{
    m_actions = {{a, [](StepContext &context) -> Result<Outcome> {
                      context.ports.clock.sleepFor(30s, context.call.stop);
                      return failure(ErrorCode::Cancelled, QStringLiteral("goes on under its supervisor"));
                  }}};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup({step(a)}), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.until(
        [](const Recorder &r) { return r.m_state.step(a) && r.m_state.step(a)->state == StepState::Running; }));
    engine.suspend();
    QVERIFY(recorder.untilEnded());
    QVERIFY(!recorder.state().end);
    QCOMPARE(recorder.state().step(a)->state, StepState::Running);
}

void RunEngineTest::trustIsAskedBeforeAnythingRuns()
{
    std::atomic<int> preflights = 0;
    m_actions = {{a, succeeds()}, {QStringLiteral("preflight"), [&](StepContext &context) -> Result<Outcome> {
                                       ++preflights;
                                       if (!context.host.record(PreflightFinished{{}, {QStringLiteral("old backup")}}))
                                           return failure(ErrorCode::Storage, {});
                                       return Outcome::done({});
                                   }}};
    EngineSetup live = setup({step(a)});
    live.mode = RunMode::Live;
    live.site.digest = QStringLiteral("sha256:1");
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(std::move(live), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    QCOMPARE(recorder.state().open.first().kind, DecisionKind::Trust);
    QCOMPARE(preflights.load(), 0);
    engine.decide(1, recorder.state().open.first().id, true, QStringLiteral("ada"), {});
    QVERIFY(recorder.until([](const Recorder &r) { return r.m_waits && r.m_state.preflightDone; }));
    QCOMPARE(recorder.state().open.first().kind, DecisionKind::Warnings);
    QVERIFY(!recorder.state().step(a)->firstStarted);
    engine.decide(2, recorder.state().open.first().id, true, QStringLiteral("ada"), {});
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
}

void RunEngineTest::consentsGivenAheadDoNotPassPreflightBy()
{
    m_actions = {{a, succeeds()}, {QStringLiteral("preflight"), [](StepContext &context) -> Result<Outcome> {
                                       (void)context.host.record(
                                           PreflightFinished{{QStringLiteral("GIT_TOKEN is not set")}, {}});
                                       return Outcome::done({});
                                   }}};
    EngineSetup live = setup({step(a)});
    live.mode = RunMode::Live;
    live.site.digest = live.consents.trust = QStringLiteral("sha256:1");
    live.consents.acceptWarnings = live.consents.approveAll = live.consents.newCluster = true;
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(std::move(live), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.until([](const Recorder &r) { return r.m_waits && r.m_state.preflightDone; }));
    QVERIFY(!recorder.state().step(a)->firstStarted);
    QCOMPARE(recorder.state().open.size(), 1);
}

QTEST_GUILESS_MAIN(RunEngineTest)
#include "tst_runengine.moc"
