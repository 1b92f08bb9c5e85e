// The fold's table: what each event makes of a run, and what holds for any events at all.

#include "models/run/words.h"
#include "tests/models/run/randomevents.h"

#include <QTest>

#include <ranges>

using namespace relight;

namespace {

// A run of a → b, and v (verify-health) after b, driven by hand.
struct Run
{
    RunState state;

    explicit Run(FailurePolicy policyOfA = FailurePolicy::Pause, bool criticalA = true)
    {
        RunStarted started;
        started.runId = QStringLiteral("run");
        PlannedStep a, b, v;
        a.id = QStringLiteral("a");
        a.onFailure = policyOfA;
        a.critical = criticalA;
        b.id = QStringLiteral("b");
        b.after = {a.id};
        v.id = QStringLiteral("v");
        v.kind = StepKind::VerifyHealth;
        v.after = {b.id};
        started.steps = {a, b, v};
        happens(started);
    }

    void happens(RunEventBody body)
    {
        fold(state, {state.sequence + 1, Timestamp{Milliseconds{1000 * (state.sequence + 1)}}, std::move(body)});
    }
    void ask(const QString &id, const QString &step, DecisionKind kind = DecisionKind::StepApproval)
    {
        Decision decision;
        decision.id = id;
        decision.stepId = step;
        decision.kind = kind;
        decision.reason = QStringLiteral("why");
        happens(DecisionRequested{decision});
    }
    void succeed(const QString &step)
    {
        happens(AttemptStarted{step, 1});
        happens(AttemptEnded{step, 1, AttemptOutcome::Succeeded, {}, {}});
        happens(StepEnded{step, StepState::Succeeded, {}, {}});
    }
    // "a:running b:pending v:pending | running"
    QString text() const
    {
        QStringList words;
        for (const StepStatus &step : state.steps)
            words.append(step.planned.id + u':' + word(step.state));
        return words.join(u' ') + QStringLiteral(" | ") + word(state.phase);
    }
};

} // namespace

class TestFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readinessFollowsDependencies();
    void failedStepMeetsOnlyWhenAllowed();
    void retryWaits();
    void approvalGatesTheStep();
    void refusalWaitsForAPerson();
    void withdrawnDecisionLetsTheStepGoOn();
    void undoIsAskedOfAStepThatIsOver();
    void consentBeforeItIsAsked();
    void resetSendsDependentsBack();
    void resetForgetsConsentsOfOneAttempt();
    void resumeInterruptsAndReattaches();
    void phases();
    void endIsFinal();
    void repeatedAndUnknownChangeNothing();
    void anyPrefixFolds();
    void garbageNeverBreaksIt();
};

void TestFold::readinessFollowsDependencies()
{
    Run run;
    QCOMPARE(run.text(), "a:ready b:pending v:pending | running");
    run.happens(AttemptStarted{"a", 1});
    QCOMPARE(run.text(), "a:running b:pending v:pending | running");
    run.happens(AttemptEnded{"a", 1, AttemptOutcome::Succeeded, "made it", {}});
    run.happens(StepEnded{"a", StepState::Succeeded, "made it", "ada"});
    QCOMPARE(run.text(), "a:succeeded b:ready v:pending | running");
    const StepStatus &a = *run.state.step(u"a");
    QCOMPARE(a.reason, "made it");
    QCOMPARE(a.by, "ada");
    QCOMPARE(a.firstStarted, Timestamp{Milliseconds{2000}});
    QCOMPARE(a.ended, Timestamp{Milliseconds{4000}});
    QCOMPARE(a.attempts.size(), 1);
    QCOMPARE(a.attempts[0].ended, Timestamp{Milliseconds{3000}});
    QVERIFY(run.state.dependenciesMet(*run.state.step(u"b")));
    QVERIFY(!run.state.dependenciesMet(*run.state.step(u"v")));
    QVERIFY(!run.state.step(u"none"));
    run.happens(StepEnded{"b", StepState::Skipped, "not needed", "ada"});
    QCOMPARE(run.text(), "a:succeeded b:skipped v:ready | running");
}

void TestFold::failedStepMeetsOnlyWhenAllowed()
{
    for (const auto state : {StepState::Failed, StepState::TimedOut, StepState::Cancelled}) {
        for (const bool critical : {true, false}) {
            for (const auto policy : {FailurePolicy::Pause, FailurePolicy::Continue}) {
                Run run(policy, critical);
                run.happens(StepEnded{"a", state, "no", {}});
                const bool met = state != StepState::Cancelled && !critical && policy == FailurePolicy::Continue;
                QCOMPARE(run.state.step(u"b")->state, met ? StepState::Ready : StepState::Pending);
            }
        }
    }
}

void TestFold::retryWaits()
{
    Run run;
    run.happens(AttemptStarted{"a", 1});
    run.happens(AttemptEnded{"a", 1, AttemptOutcome::Failed, "refused", Timestamp{Milliseconds{99}}});
    QCOMPARE(run.text(), "a:waiting b:pending v:pending | running");
    QCOMPARE(run.state.step(u"a")->retryAt, Timestamp{Milliseconds{99}});
    QCOMPARE(run.state.step(u"a")->reason, "refused");
    run.ask("x", {});
    QCOMPARE(run.state.phase, RunPhase::Running); // the retry comes by itself
    run.happens(AttemptStarted{"a", 2});
    QCOMPARE(run.state.step(u"a")->retryAt, std::nullopt);
    QCOMPARE(run.state.step(u"a")->attempts.size(), 2);
    run.happens(StepWaiting{"a", "for the image"});
    QCOMPARE(run.state.step(u"a")->state, StepState::Waiting);
    QCOMPARE(run.state.step(u"a")->reason, "for the image");
}

void TestFold::approvalGatesTheStep()
{
    Run run;
    run.ask("approve:a", "a");
    QCOMPARE(run.text(), "a:awaiting approval b:pending v:pending | awaiting approval");
    run.ask("plan:a", "a", DecisionKind::TerraformPlan);
    run.happens(DecisionTaken{"approve:a", true, "ada", {}});
    QCOMPARE(run.text(), "a:awaiting approval b:pending v:pending | awaiting approval");
    run.happens(DecisionTaken{"plan:a", true, "ada", {}});
    QCOMPARE(run.text(), "a:ready b:pending v:pending | running");
    QVERIFY(run.state.granted("approve:a") && run.state.granted("plan:a") && run.state.open.isEmpty());
    run.ask("plan:a", "a", DecisionKind::TerraformPlan); // asked again: the old answer is void
    QVERIFY(!run.state.granted("plan:a"));
    QCOMPARE(run.state.open.size(), 1);
    run.happens(StepEnded{"a", StepState::Skipped, "by hand", "ada"});
    QVERIFY(run.state.open.isEmpty());
}

void TestFold::refusalWaitsForAPerson()
{
    Run run;
    run.ask("approve:a", "a");
    run.happens(DecisionTaken{"approve:a", false, "ada", "not today"});
    QCOMPARE(run.state.step(u"a")->state, StepState::Waiting);
    QCOMPARE(run.state.step(u"a")->reason, "refused by ada: not today");
    QVERIFY(!run.state.granted("approve:a"));
    QVERIFY(run.state.taken.contains("approve:a"));
}

void TestFold::withdrawnDecisionLetsTheStepGoOn()
{
    Run run;
    run.happens(AttemptStarted{"a", 1});
    run.ask("exceptions:a", "a", DecisionKind::Exceptions);
    run.ask("sync:a", "a", DecisionKind::ManualSync);
    run.happens(DecisionWithdrawn{"exceptions:a", "shop is Healthy"});
    QCOMPARE(run.text(), "a:awaiting approval b:pending v:pending | awaiting approval");
    run.happens(DecisionWithdrawn{"sync:a", "shop was synced"});
    QCOMPARE(run.text(), "a:ready b:pending v:pending | running");
    QCOMPARE(run.state.step(u"a")->reason, "shop was synced");
    QVERIFY(run.state.open.isEmpty() && !run.state.granted("exceptions:a"));
    run.happens(AttemptStarted{"a", 1}); // the same attempt goes on
    QCOMPARE(run.state.step(u"a")->state, StepState::Running);
    QCOMPARE(run.state.step(u"a")->attempts.size(), 1);
    run.happens(DecisionWithdrawn{"sync:a", "again"}); // not open any more
    QCOMPARE(run.state.step(u"a")->state, StepState::Running);
}

void TestFold::undoIsAskedOfAStepThatIsOver()
{
    Run run;
    run.happens(AttemptStarted{"a", 1});
    run.happens(AttemptEnded{"a", 1, AttemptOutcome::Failed, "no", {}});
    run.happens(StepEnded{"a", StepState::Failed, "no", {}});
    run.ask("undo:a", "a", DecisionKind::Undo);
    run.ask("failed:a", "a", DecisionKind::FailedStep);
    QCOMPARE(run.state.step(u"a")->state, StepState::Failed);
    run.happens(DecisionTaken{"undo:a", true, "ada", {}});
    QCOMPARE(run.state.step(u"a")->state, StepState::Ready);
    QVERIFY(run.state.open.isEmpty());
    QVERIFY(run.state.granted("undo:a"));
    run.happens(AttemptStarted{"a", 2});
    run.happens(AttemptEnded{"a", 2, AttemptOutcome::Succeeded, "taken back", {}});
    run.happens(StepEnded{"a", StepState::Failed, "taken back", {}});
    run.happens(StepReset{"a", "retry", "ada"}); // the next attempt switches, it does not take back
    QVERIFY(!run.state.granted("undo:a"));
}

void TestFold::consentBeforeItIsAsked()
{
    Run run;
    run.happens(DecisionTaken{"approve:b", true, "--approve", {}});
    QVERIFY(run.state.granted("approve:b"));
    QCOMPARE(run.text(), "a:ready b:pending v:pending | running");
}

void TestFold::resetSendsDependentsBack()
{
    Run run;
    run.succeed("a");
    QCOMPARE(run.state.step(u"b")->state, StepState::Ready);
    run.happens(StepReset{"a", "another cluster", "ada"});
    QCOMPARE(run.text(), "a:ready b:pending v:pending | running");
    QCOMPARE(run.state.step(u"a")->attempts.size(), 1);
    QCOMPARE(run.state.step(u"a")->ended, std::nullopt);
    QCOMPARE(run.state.step(u"a")->reason, "another cluster");
    run.succeed("a");
    run.succeed("b");
    run.happens(StepReset{"a", {}, {}});
    run.happens(StepReset{"b", {}, {}});
    QCOMPARE(run.text(), "a:ready b:pending v:pending | running");
}

void TestFold::resetForgetsConsentsOfOneAttempt()
{
    const auto remembered = [](DecisionKind kind) {
        Run run;
        run.ask("d", "a", kind);
        run.happens(DecisionTaken{"d", true, "ada", {}});
        run.happens(StepReset{"a", {}, {}});
        return run.state.granted("d");
    };
    for (const auto kind : {DecisionKind::TerraformPlan, DecisionKind::RepeatInterrupted, DecisionKind::ManualStep,
             DecisionKind::RestoreAgain, DecisionKind::FailedStep})
        QVERIFY(!remembered(kind));
    for (const auto kind : {DecisionKind::StepApproval, DecisionKind::Destinations, DecisionKind::ManualSync})
        QVERIFY(remembered(kind));
}

void TestFold::resumeInterruptsAndReattaches()
{
    Run run;
    run.happens(AttemptStarted{"a", 1});
    run.happens(RunResumed{"ada", 7, {}});
    QCOMPARE(run.state.resumedAt, run.state.lastEventAt);
    QCOMPARE(run.state.step(u"a")->state, StepState::Interrupted);
    QCOMPARE(run.state.step(u"a")->attempts[0].outcome, AttemptOutcome::Interrupted);
    QCOMPARE(run.state.active, 0);
    run.happens(AttemptStarted{"a", 1}); // its child still lives
    QCOMPARE(run.state.step(u"a")->state, StepState::Running);
    QCOMPARE(run.state.step(u"a")->attempts.size(), 1);
    QCOMPARE(run.state.step(u"a")->attempts[0].started, Timestamp{Milliseconds{2000}});
    QCOMPARE(run.state.step(u"a")->attempts[0].outcome, std::nullopt);
    run.happens(AttemptEnded{"a", 1, AttemptOutcome::Succeeded, {}, {}});
    run.happens(RunResumed{"ada", 8, {}}); // killed between the attempt's end and the step's
    QCOMPARE(run.state.step(u"a")->state, StepState::Interrupted);
    QCOMPARE(run.state.step(u"a")->attempts[0].outcome, AttemptOutcome::Succeeded);
    run.happens(AttemptStarted{"a", 2});
    QCOMPARE(run.state.step(u"a")->attempts.size(), 2);
    run.ask("approve:b", "b");
    run.happens(RunResumed{"ada", 9, {}});
    QCOMPARE(run.state.open.size(), 1);
    QCOMPARE(run.state.step(u"b")->state, StepState::AwaitingApproval);
}

void TestFold::phases()
{
    QCOMPARE(RunState().phase, RunPhase::Pending);
    Run run;
    run.ask("trust", {}, DecisionKind::Trust);
    QCOMPARE(run.state.phase, RunPhase::AwaitingApproval);
    run.happens(DecisionTaken{"trust", true, "ada", {}});
    QCOMPARE(run.state.phase, RunPhase::Running);
    run.happens(AttemptStarted{"a", 1});
    run.ask("other", {});
    QCOMPARE(run.state.phase, RunPhase::Running); // something runs
    run.happens(RunPaused{PauseCause::Operator, {}, "ada"});
    QCOMPARE(run.state.phase, RunPhase::PausedByOperator);
    run.happens(RunContinued{"ada"});
    for (const auto cause : {PauseCause::FailedStep, PauseCause::Storage, PauseCause::Identity}) {
        run.happens(RunPaused{cause, "why", {}});
        QCOMPARE(run.state.phase, RunPhase::PausedByFailedStep);
    }
    QCOMPARE(run.state.paused->reason, "why");
    run.happens(RunContinued{"ada"});
    run.succeed("a");
    run.succeed("b");
    run.happens(AttemptStarted{"v", 1});
    QCOMPARE(run.state.phase, RunPhase::Verifying);
    run.happens(StepEnded{"v", StepState::Succeeded, {}, {}});
    QCOMPARE(run.state.phase, RunPhase::AwaitingApproval); // "other" is still open
    const std::pair<RunEnd, RunPhase> ends[] = {{RunEnd::Completed, RunPhase::Completed},
        {RunEnd::Failed, RunPhase::Failed}, {RunEnd::CompletedWithExceptions, RunPhase::CompletedWithExceptions},
        {RunEnd::Cancelled, RunPhase::Cancelled}};
    for (const auto &[end, phase] : ends) {
        Run other;
        other.happens(RunEnded{end, {}, {}, {}});
        QCOMPARE(other.state.phase, phase);
    }
}

void TestFold::endIsFinal()
{
    Run run;
    run.ask("x", {});
    run.happens(RunEnded{RunEnd::Failed, "no", {}, {"b"}});
    RunState before = run.state;
    QVERIFY(before.open.isEmpty());
    run.happens(AttemptStarted{"a", 1});
    before.sequence += 1;
    QCOMPARE(run.state, before);
    run.happens(NoteAdded{{}, "we learnt", "ada"});
    QCOMPARE(run.state.notes.size(), 1);
    QCOMPARE(run.state.phase, RunPhase::Failed);
}

void TestFold::repeatedAndUnknownChangeNothing()
{
    Run run;
    RunState before = run.state;
    fold(run.state, {run.state.sequence, Timestamp{}, AttemptStarted{"a", 1}});
    QCOMPARE(run.state, before);
    for (const RunEventBody &body : {RunEventBody(AttemptStarted{"x", 1}), RunEventBody(AttemptEnded{"x"}),
             RunEventBody(StepEnded{"x"}), RunEventBody(StepWaiting{"x", {}}), RunEventBody(StepReset{"x", {}, {}}),
             RunEventBody(FactRecorded{"x", "k", "v"}), RunEventBody(StepEnded{"a", StepState::Ready, {}, {}})}) {
        run.happens(body);
        before.sequence = run.state.sequence;
        before.lastEventAt = run.state.lastEventAt;
        QCOMPARE(run.state, before);
    }
    RunState empty;
    fold(empty, {1, Timestamp{}, AttemptStarted{"a", 1}});
    QCOMPARE(empty.phase, RunPhase::Pending);
    QVERIFY(empty.steps.isEmpty() && !empty.lastEventAt);
}

void TestFold::anyPrefixFolds()
{
    for (unsigned seed = 1; seed <= 40; ++seed) {
        test::RandomEvents random(seed);
        const QList<RunEvent> events = random.validRun(3 + random.number(20));
        RunState live;
        for (qsizetype length = 1; length <= events.size(); ++length) {
            live = apply(live, events[length - 1]);
            if (length % 17 != 0 && length != events.size())
                continue;
            RunState replayed;
            for (const RunEvent &event : events.first(length))
                fold(replayed, event);
            QCOMPARE(replayed, live);
        }
        QCOMPARE(live.phase, RunPhase::Completed);
        QVERIFY(std::ranges::all_of(live.steps, [](const StepStatus &step) { return isFinal(step.state); }));
        QCOMPARE(live.active, 0);
        QCOMPARE(live.verifying, 0);
    }
}

void TestFold::garbageNeverBreaksIt()
{
    for (unsigned seed = 1; seed <= 300; ++seed) {
        RunState state;
        for (const RunEvent &event : test::RandomEvents(seed).garbage(200)) {
            const qint64 before = state.sequence;
            fold(state, event);
            QCOMPARE(state.sequence, std::max(before, event.sequence));
            // What is counted on the way is what a count from scratch gives.
            int active = 0;
            for (const StepStatus &step : std::as_const(state.steps)) {
                const bool open
                    = !step.attempts.isEmpty() && !step.attempts.last().ended && !step.attempts.last().outcome;
                active
                    += step.state == StepState::Running || (step.state == StepState::Waiting && (step.retryAt || open));
                if (step.state == StepState::Ready)
                    QVERIFY(state.dependenciesMet(step));
            }
            QCOMPARE(state.active, active);
            QVERIFY(state.verifying >= 0 && state.verifying <= active);
        }
    }
}

QTEST_APPLESS_MAIN(TestFold)
#include "tst_fold.moc"
