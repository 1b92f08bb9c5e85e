// What a person is asked in the middle of a run: taking back, questions that go by themselves, what approvals show.
#include "recorder.h"
#include "tests/support/nullports.h"

#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace std::chrono_literals;
using relight::test::Recorder;

static const QString a = QStringLiteral("a");

class RunDecisions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void undoRunsByConsentOnly();
    void undoGivenAheadHoldsOnce();
    void cancelWaitsForTheAnswer_data();
    void cancelWaitsForTheAnswer();
    void nothingIsOfferedWhereNothingBegan();
    void questionGoesByItself();
    void answerEndsTheLookout();
    void resumeLooksAfresh();
    void approvalShowsThePreview();

private:
    EngineSetup setup(const StepAction &action);
    StepAction switching();
    static bool isOpen(const RunState &state, DecisionKind kind);

    test::NullWorld m_world;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::atomic<int> m_switches, m_undos;
    std::atomic<bool> m_switchWorks, m_undoWorks;
};

void RunDecisions::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_switches = m_undos = 0;
    m_switchWorks = false;
    m_undoWorks = true;
}

EngineSetup RunDecisions::setup(const StepAction &action)
{
    Step step;
    step.id = step.title = a;
    EngineSetup made;
    made.mode = RunMode::Tabletop; // no gate
    made.plan.name = QStringLiteral("test");
    made.plan.steps = {step};
    made.site.runId = QStringLiteral("run");
    made.site.runFolder = m_folder->path();
    made.actions = {{a, action}};
    return made;
}

// As a DNS step with an undo-command does.
StepAction RunDecisions::switching()
{
    return [this](StepContext &context) -> Result<Outcome> {
        if (context.host.state().granted(undoDecisionId(a))) {
            ++m_undos;
            if (!m_undoWorks)
                return failure(ErrorCode::NeedsPerson, QStringLiteral("cannot be taken back"));
            (void)context.keepFact(undoFact, {});
            return Outcome::undone(QStringLiteral("switched back"));
        }
        ++m_switches;
        (void)context.keepFact(undoFact, QStringLiteral("./back.sh"));
        if (m_switchWorks)
            return Outcome::done(QStringLiteral("switched"));
        return failure(ErrorCode::Failed, QStringLiteral("half switched"));
    };
}

bool RunDecisions::isOpen(const RunState &state, DecisionKind kind)
{
    return std::ranges::any_of(state.open, [&](const Decision &decision) { return decision.kind == kind; });
}

static bool undone(const RunState &state)
{
    const QList<AttemptRecord> attempts = state.step(a) ? state.step(a)->attempts : QList<AttemptRecord>();
    return attempts.size() == 2 && attempts.last().ended;
}

void RunDecisions::undoRunsByConsentOnly()
{
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup(switching()), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    QVERIFY(isOpen(recorder.state(), DecisionKind::Undo) && isOpen(recorder.state(), DecisionKind::FailedStep));
    QCOMPARE(recorder.state().open.first().details, QStringList{QStringLiteral("./back.sh")});
    QCOMPARE(m_undos.load(), 0);
    engine.decide(1, undoDecisionId(a), true, QStringLiteral("ada"), {});
    QVERIFY(recorder.until([](const Recorder &r) { return r.m_waits && undone(r.m_state); }));
    RunState state = recorder.state();
    QCOMPARE(m_undos.load(), 1);
    QCOMPARE(state.step(a)->state, StepState::Failed);
    QCOMPARE(state.step(a)->reason, QStringLiteral("switched back"));
    QCOMPARE(state.step(a)->attempts.last().outcome, AttemptOutcome::Succeeded);
    QVERIFY(state.paused && !isOpen(state, DecisionKind::Undo) && isOpen(state, DecisionKind::FailedStep));
    m_switchWorks = true;
    engine.retry(2, a, QStringLiteral("ada"));
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
    QCOMPARE(m_switches.load(), 2);
    QCOMPARE(m_undos.load(), 1);
}

void RunDecisions::undoGivenAheadHoldsOnce()
{
    m_undoWorks = false;
    EngineSetup made = setup(switching());
    made.consents.undo = QStringList{a};
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(std::move(made), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.until([](const Recorder &r) { return r.m_waits && undone(r.m_state); }));
    QCOMPARE(m_undos.load(), 1);
    QCOMPARE(recorder.state().step(a)->reason, QStringLiteral("cannot be taken back"));
    QVERIFY(isOpen(recorder.state(), DecisionKind::Undo)); // offered again, not taken again
}

void RunDecisions::cancelWaitsForTheAnswer_data()
{
    QTest::addColumn<bool>("granted");
    QTest::addColumn<int>("undos");
    QTest::addColumn<QString>("left");
    QTest::newRow("taken back") << true << 1 << QStringLiteral("a: switched back");
    QTest::newRow("left as it is") << false << 0 << QStringLiteral("a: the switch was ended");
}

void RunDecisions::cancelWaitsForTheAnswer()
{
    QFETCH(bool, granted);
    const StepAction undoable = switching();
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup([&](StepContext &context) -> Result<Outcome> {
        if (context.host.state().granted(undoDecisionId(a)))
            return undoable(context);
        (void)context.keepFact(undoFact, QStringLiteral("./back.sh"));
        context.ports.clock.sleepFor(30s, context.call.stop);
        return failure(ErrorCode::Cancelled, QStringLiteral("the switch was ended"));
    }),
        ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.until([](const Recorder &r) { return !r.m_state.facts.isEmpty(); }));
    engine.cancel(1, QStringLiteral("ada"));
    QVERIFY(recorder.untilWaiting());
    QVERIFY(!recorder.state().end);
    QCOMPARE(recorder.state().open.size(), 1);
    engine.decide(2, undoDecisionId(a), granted, QStringLiteral("ada"), {});
    QVERIFY(recorder.untilEnded());
    QTEST(m_undos.load(), "undos");
    QCOMPARE(recorder.state().phase, RunPhase::Cancelled);
    QTEST(recorder.state().end->leftHalfDone.value(0), "left");
}

void RunDecisions::nothingIsOfferedWhereNothingBegan()
{
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup([](StepContext &) -> Result<Outcome> {
        return failure(ErrorCode::Failed, QStringLiteral("the cluster does not answer"));
    }),
        ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    QVERIFY(!isOpen(recorder.state(), DecisionKind::Undo));
}

static Decision exceptions()
{
    Decision decision;
    decision.id = QStringLiteral("exceptions:a:shop");
    decision.kind = DecisionKind::Exceptions;
    decision.stepId = a;
    decision.title = QStringLiteral("Go on without shop?");
    decision.subject = QStringLiteral("shop");
    return decision;
}

void RunDecisions::questionGoesByItself()
{
    std::atomic<bool> mended = false;
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup([&](StepContext &context) -> Result<Outcome> {
        if (mended)
            return Outcome::done(QStringLiteral("attempt %1").arg(context.attempt));
        return Outcome::needs(exceptions(), [&](StepContext &look) -> Result<QString> {
            while (!mended) {
                if (!look.ports.clock.sleepFor(2ms, look.call.stop))
                    return failure(ErrorCode::Cancelled, {});
            }
            return QStringLiteral("shop is well");
        });
    }),
        ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting()); // a lookout is no reason to wait
    QCOMPARE(recorder.state().step(a)->state, StepState::AwaitingApproval);
    mended = true;
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
    QCOMPARE(recorder.state().step(a)->reason, QStringLiteral("attempt 1"));
    QVERIFY(recorder.state().taken.isEmpty());
    QStringList reasons;
    for (const RunEvent &event : recorder.disk()) {
        if (const auto *withdrawn = std::get_if<DecisionWithdrawn>(&event.body))
            reasons << withdrawn->reason;
    }
    QCOMPARE(reasons, QStringList{QStringLiteral("shop is well")});
}

void RunDecisions::answerEndsTheLookout()
{
    std::atomic<bool> stopped = false, running = false;
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(setup([&](StepContext &context) -> Result<Outcome> {
        if (context.granted(exceptions())) {
            running = context.host.state().step(a)->state == StepState::Running;
            return Outcome::done({});
        }
        return Outcome::needs(exceptions(), [&](StepContext &look) -> Result<QString> {
            stopped = !look.ports.clock.sleepFor(30s, look.call.stop);
            return failure(ErrorCode::Cancelled, {});
        });
    }),
        ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    engine.decide(1, exceptions().id, true, QStringLiteral("ada"), {});
    QVERIFY(recorder.untilEnded());
    QVERIFY(stopped && running);
}

void RunDecisions::resumeLooksAfresh()
{
    std::atomic<int> looks = 0;
    EngineSetup made = setup([&](StepContext &) -> Result<Outcome> {
        ++looks;
        return Outcome::done({});
    });
    RunStarted started;
    started.runId = QStringLiteral("run");
    started.mode = RunMode::Tabletop;
    PlannedStep planned;
    planned.id = a;
    started.steps = {planned};
    for (const RunEventBody &body :
        {RunEventBody(started), RunEventBody(AttemptStarted{a, 1}), RunEventBody(DecisionRequested{exceptions()})})
        made.resumed = apply(std::move(made.resumed), {made.resumed.sequence + 1, {}, body});
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(std::move(made), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilEnded());
    QCOMPARE(looks.load(), 1);
    QVERIFY(recorder.state().taken.isEmpty());
}

void RunDecisions::approvalShowsThePreview()
{
    EngineSetup made = setup([](StepContext &) -> Result<Outcome> { return Outcome::done({}); });
    made.plan.steps.first().approve = true;
    made.plan.steps.first().commands = QStringList{QStringLiteral("./switch.sh")};
    made.previews.emplace(a, [](StepContext &) { return QStringList{QStringLiteral("192.0.2.1 answers 503")}; });
    Recorder recorder;
    Ports ports = m_world.ports();
    RunEngine engine(std::move(made), ports, recorder, recorder);
    engine.start();
    QVERIFY(recorder.untilWaiting());
    const Decision asked = recorder.state().open.first();
    QCOMPARE(asked.details, (QStringList{QStringLiteral("./switch.sh"), QStringLiteral("192.0.2.1 answers 503")}));
    engine.decide(1, asked.id, true, QStringLiteral("ada"), {});
    QVERIFY(recorder.untilEnded());
    QCOMPARE(recorder.state().phase, RunPhase::Completed);
}

QTEST_GUILESS_MAIN(RunDecisions)
#include "tst_rundecisions.moc"
