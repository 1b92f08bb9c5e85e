// What the director says to what happens: faults and injects at their times, the expected decisions in their order, and
// the default commander for everything else.
#include "tests/models/scenario/storyteller.h"

#include "models/scenario/verdict.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;
using namespace std::chrono_literals;

class TestDirector : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void faultsComeAndGo();
    void conditionsHoldOnlyWhileTheyAreSo();
    void injectsArriveOnce();
    void anAnsweredPauseIsLeftAlone();
    void aRetryNeedsNoResume();
    void actionsGoOneAfterTheOther();
    void deniesWhatTheScenarioDenies();
    void defaultsAnswer_data();
    void defaultsAnswer();
    void failedStepsAreTriedTwiceThenSkipped();
    void nobodyGivesUpWhileHelpIsComing();
    void withoutAClusterTheRunIsCancelled();
    void refusedPlanEndsTheRun();
    void aMissingPersonDelaysApprovals();
    void refusedOrdersComeAgain();
    void attendedItOnlyPlaysTheWorld();
    void sameEventsSameOrders();
    void verdict();
};

void TestDirector::faultsComeAndGo()
{
    Storyteller story("  faults:\n"
                      "    - { id: a, kind: git-down, until: { fault: a, after: 5m } }\n"
                      "    - { id: b, kind: api-down, from: { step: provision, is: started, after: 20s }, until: { "
                      "fault: a, is: ended } }\n");
    QCOMPARE(story.wait(0s), QStringList{u"begin a"_s});
    QCOMPARE(story.next(), 300s);
    (void)story.start({u"provision"_s});
    QCOMPARE(story.tell(AttemptStarted{u"provision"_s, 1}, 10s), QStringList());
    QCOMPARE(story.next(), 30s);
    QCOMPARE(story.wait(29s), QStringList());
    QCOMPARE(story.wait(30s), QStringList{u"begin b"_s});
    QCOMPARE(story.wait(300s), (QStringList{u"end a"_s, u"end b"_s}));
    QCOMPARE(story.next(), -1s);
}

void TestDirector::conditionsHoldOnlyWhileTheyAreSo()
{
    Storyteller story("  injects:\n"
                      "    - { id: failed, at: { step: a, is: failed, after: 5m }, by: chat, from: M, text: X }\n"
                      "    - { id: both, at: { all: [{ step: a, is: started }, { time: 1m }], after: 1m }, by: chat, "
                      "from: M, text: X }\n"
                      "    - { id: wild, at: { step: \"data/*\", is: started }, by: chat, from: M, text: X }\n",
        Attendance::Attended);
    (void)story.start({u"a"_s, u"data/x"_s});
    (void)story.fail(u"a"_s, 10s);
    QCOMPARE(story.next(), 120s);
    QCOMPARE(story.wait(120s), QStringList{u"inject both"_s});
    QCOMPARE(story.next(), 310s);
    story.retried(u"a"_s, 200s); // it is not failed any more
    QCOMPARE(story.next(), -1s);
    QCOMPARE(story.wait(400s), QStringList());
    (void)story.fail(u"a"_s, 500s, 2);
    QCOMPARE(story.wait(800s), QStringList{u"inject failed"_s});
    QCOMPARE(story.tell(AttemptStarted{u"data/x"_s, 1}, 900s), QStringList{u"inject wild"_s});
}

void TestDirector::injectsArriveOnce()
{
    Storyteller story("  injects:\n"
                      "    - { id: a, at: { asked: exceptions, about: shop, after: 1m }, by: mail, from: M, text: X }\n"
                      "    - { id: b, at: { run: restored }, by: mail, from: M, text: X }\n",
        Attendance::Attended);
    (void)story.start({u"sync/shop"_s, u"verify-health"_s});
    (void)story.ask(DecisionKind::Exceptions, u"e1"_s, u"sync/shop"_s, 10s);
    QCOMPARE(story.wait(70s), QStringList{u"inject a"_s});
    (void)story.tell(DecisionWithdrawn{u"e1"_s, {}}, 80s);
    (void)story.ask(DecisionKind::Exceptions, u"e1"_s, u"sync/shop"_s, 90s);
    QCOMPARE(story.wait(200s), QStringList());
    QCOMPARE(story.tell(StepEnded{u"verify-health"_s, StepState::Succeeded, {}, {}}, 210s), QStringList{u"inject b"_s});
}

// A retry sets a paused run going by itself.
void TestDirector::anAnsweredPauseIsLeftAlone()
{
    Storyteller story("  injects:\n    - { id: first, at: { time: 0s }, by: chat, from: M, text: X }\n");
    QCOMPARE(story.wait(0s), QStringList()); // not before the run is there
    QCOMPARE(story.start({u"a"_s}), QStringList{u"inject first"_s});
    (void)story.fail(u"a"_s, 10s);
    QCOMPARE(story.wait(130s), QStringList{u"retry a"_s});
    QCOMPARE(story.tell(DecisionTaken{u"failed:a"_s, true, {}, {}}, 130s), QStringList());
    QCOMPARE(story.tell(StepReset{u"a"_s, {}, {}}, 130s), QStringList());
    QCOMPARE(story.tell(RunContinued{}, 130s), QStringList());
    (void)story.tell(RunPaused{PauseCause::Operator, {}, {}}, 200s);
    QCOMPARE(story.wait(320s), QStringList{u"resume"_s});
}

void TestDirector::aRetryNeedsNoResume()
{
    Storyteller story("  decisions:\n"
                      "    - id: again\n"
                      "      when: { step: provision, is: failed }\n"
                      "      do: [ { retry: provision }, resume ]\n"
                      "      because: It passes.\n");
    story.start({u"provision"_s});
    QCOMPARE(story.fail(u"provision"_s, 10s), QStringList{u"retry provision"_s});
    story.retried(u"provision"_s, 10s);
    QCOMPARE(story.wait(600s), QStringList());
}

void TestDirector::actionsGoOneAfterTheOther()
{
    Storyteller story("  faults:\n    - { id: half, kind: restore-half }\n"
                      "  decisions:\n"
                      "    - id: d\n"
                      "      when: { step: data/db, is: failed }\n"
                      "      after: 6m\n"
                      "      do: [ { fix: half }, { retry: data/db }, { restore-again: db }, { note: over } ]\n"
                      "      because: it is right\n"
                      "  injects:\n    - { id: i, at: { decision: d, after: 1s }, by: chat, from: M, text: X }\n");
    (void)story.wait(0s);
    (void)story.start({u"data/db"_s});
    (void)story.fail(u"data/db"_s, 60s);
    QCOMPARE(story.wait(419s), QStringList()); // the default commander leaves it to the scenario
    QCOMPARE(story.wait(420s), (QStringList{u"end half"_s, u"retry data/db"_s}));
    story.retried(u"data/db"_s, 420s);
    (void)story.tell(AttemptStarted{u"data/db"_s, 2}, 421s);
    QCOMPARE(story.ask(DecisionKind::RestoreAgain, u"again:1"_s, u"data/db"_s, 422s),
        (QStringList{u"grant again:1"_s, u"note over"_s}));
    QCOMPARE(story.wait(423s), QStringList{u"inject i"_s});
}

void TestDirector::deniesWhatTheScenarioDenies()
{
    Storyteller story("  faults:\n    - { id: more, kind: terraform-destroys }\n"
                      "  decisions:\n"
                      "    - id: d\n"
                      "      when: { asked: terraform-plan }\n"
                      "      after: 4m\n"
                      "      do: [ { deny: terraform-plan }, { fix: more }, resume ]\n"
                      "      because: it is right\n");
    (void)story.wait(0s);
    (void)story.start({u"provision"_s});
    (void)story.ask(DecisionKind::TerraformPlan, u"plan:1"_s, u"provision"_s, 10s);
    QCOMPARE(story.wait(249s), QStringList());
    QCOMPARE(story.wait(250s), (QStringList{u"deny plan:1"_s, u"end more"_s}));
    (void)story.tell(DecisionTaken{u"plan:1"_s, false, {}, {}}, 250s);
    QCOMPARE(story.tell(RunPaused{PauseCause::Operator, u"refused"_s, {}}, 250s), QStringList{u"resume"_s});
}

void TestDirector::defaultsAnswer_data()
{
    QTest::addColumn<DecisionKind>("kind");
    QTest::addColumn<int>("after");
    QTest::addColumn<QString>("order");
    QTest::newRow("trust") << DecisionKind::Trust << 0 << u"grant q"_s;
    QTest::newRow("warnings") << DecisionKind::Warnings << 0 << u"grant q"_s;
    QTest::newRow("identity") << DecisionKind::ClusterIdentity << 0 << u"grant q"_s;
    QTest::newRow("approval") << DecisionKind::StepApproval << 60 << u"grant q"_s;
    QTest::newRow("manual sync") << DecisionKind::ManualSync << 60 << u"grant q"_s;
    QTest::newRow("destinations") << DecisionKind::Destinations << 60 << u"grant q"_s;
    QTest::newRow("again") << DecisionKind::RestoreAgain << 60 << u"grant q"_s;
    QTest::newRow("repeat") << DecisionKind::RepeatInterrupted << 60 << u"grant q"_s;
    QTest::newRow("manual") << DecisionKind::ManualStep << 300 << u"done a"_s; // the mid of 2 and 8 minutes
    QTest::newRow("exceptions") << DecisionKind::Exceptions << 300 << u"grant q"_s;
    QTest::newRow("plan that destroys") << DecisionKind::TerraformPlan << 60 << u"deny q"_s;
    QTest::newRow("lost cluster") << DecisionKind::LostClusterAnswers << 60 << u"deny q"_s;
    QTest::newRow("undo") << DecisionKind::Undo << 300 << u"deny q"_s;
}

void TestDirector::defaultsAnswer()
{
    QFETCH(DecisionKind, kind);
    QFETCH(int, after);
    QFETCH(QString, order);
    Storyteller story("");
    (void)story.start({u"a"_s});
    const QStringList atOnce = story.ask(kind, u"q"_s, u"a"_s, 100s);
    if (after == 0) {
        QCOMPARE(atOnce, QStringList{order});
        return;
    }
    QCOMPARE(atOnce, QStringList());
    QCOMPARE(story.next(), 100s + Seconds{after});
    QCOMPARE(story.wait(story.next()), QStringList{order});
    QCOMPARE(story.wait(10000s), QStringList()); // and not again
}

void TestDirector::failedStepsAreTriedTwiceThenSkipped()
{
    Storyteller story("");
    (void)story.start({u"a"_s});
    for (int attempt = 1; attempt <= 2; ++attempt) {
        const Seconds at = attempt * 1000s;
        (void)story.fail(u"a"_s, at, attempt);
        QCOMPARE(story.next(), at + 120s);
        QCOMPARE(story.wait(at + 120s), QStringList{u"retry a"_s});
        story.retried(u"a"_s, at + 120s);
    }
    (void)story.fail(u"a"_s, 3000s, 3);
    QCOMPARE(story.wait(3120s), QStringList{u"skip a"_s});
}

void TestDirector::nobodyGivesUpWhileHelpIsComing()
{
    Storyteller story("  faults:\n    - { id: f, kind: git-down, until: { time: 40m } }\n");
    (void)story.wait(0s);
    (void)story.start({u"a"_s});
    (void)story.fail(u"a"_s, 10s, 1);
    QCOMPARE(story.wait(130s), QStringList{u"retry a"_s});
    story.retried(u"a"_s, 130s);
    (void)story.fail(u"a"_s, 140s, 2);
    QCOMPARE(story.wait(260s), QStringList{u"retry a"_s});
    story.retried(u"a"_s, 260s);
    (void)story.fail(u"a"_s, 270s, 3);
    QCOMPARE(story.next(), 2400s);
    QCOMPARE(story.wait(2400s), QStringList{u"end f"_s});
    QCOMPARE(story.next(), 2520s);
    QCOMPARE(story.wait(2520s), QStringList{u"retry a"_s});

    // What was mended gets five minutes to heal before anything is accepted.
    Storyteller healing("  faults:\n    - { id: f, kind: store-sealed, until: { time: 20m } }\n");
    (void)healing.wait(0s);
    (void)healing.start({u"a"_s});
    (void)healing.ask(DecisionKind::Exceptions, u"e"_s, u"a"_s, 100s);
    QCOMPARE(healing.wait(1200s), QStringList{u"end f"_s});
    QCOMPARE(healing.next(), 1500s);

    // Exceptions are not accepted either, but within an hour somebody has to decide.
    Storyteller other("  faults:\n    - { id: f, kind: git-down, until: { time: 3h } }\n");
    (void)other.wait(0s);
    (void)other.start({u"a"_s});
    (void)other.ask(DecisionKind::Exceptions, u"e"_s, u"a"_s, 100s);
    QCOMPARE(other.next(), 3700s);
    QCOMPARE(other.wait(3700s), QStringList{u"grant e"_s});
}

void TestDirector::withoutAClusterTheRunIsCancelled()
{
    Storyteller story("");
    (void)story.start({u"provision"_s});
    for (int attempt = 1; attempt <= 2; ++attempt) {
        (void)story.fail(u"provision"_s, attempt * 1000s, attempt);
        QCOMPARE(story.wait(attempt * 1000s + 120s), QStringList{u"retry provision"_s});
        story.retried(u"provision"_s, attempt * 1000s + 120s);
    }
    (void)story.fail(u"provision"_s, 3000s, 3);
    QCOMPARE(story.wait(3120s), QStringList{u"cancel"_s});
}

void TestDirector::refusedPlanEndsTheRun()
{
    Storyteller story("");
    (void)story.start({u"provision"_s});
    (void)story.ask(DecisionKind::TerraformPlan, u"plan"_s, u"provision"_s, 10s);
    QCOMPARE(story.wait(70s), QStringList{u"deny plan"_s});
    (void)story.tell(DecisionTaken{u"plan"_s, false, {}, u"drill: refused"_s}, 70s);
    (void)story.tell(RunPaused{PauseCause::Operator, u"refused"_s, {}}, 70s);
    QCOMPARE(story.wait(190s), QStringList{u"cancel"_s});
}

void TestDirector::aMissingPersonDelaysApprovals()
{
    Storyteller story("  faults:\n    - { id: gone, kind: person-unreachable }\n"
                      "  decisions:\n    - { id: d, when: { asked: step-approval, after: 10m }, do: [ { fix: gone } ], "
                      "because: he has a deputy }\n");
    (void)story.wait(0s);
    (void)story.start({u"a"_s});
    (void)story.ask(DecisionKind::StepApproval, u"q"_s, u"a"_s, 0s);
    QCOMPARE(story.wait(599s), QStringList());
    QCOMPARE(story.wait(600s), (QStringList{u"end gone"_s, u"grant q"_s}));
}

void TestDirector::refusedOrdersComeAgain()
{
    Storyteller story("");
    (void)story.start({u"a"_s});
    (void)story.fail(u"a"_s, 0s);
    const QList<Order> orders = story.director.tick(120s);
    QCOMPARE(orders.size(), 1);
    story.director.refused(orders.first(), 120s);
    (void)story.wait(120s);
    QCOMPARE(story.next(), 180s);
    QCOMPARE(story.wait(180s), QStringList{u"retry a"_s});
}

void TestDirector::attendedItOnlyPlaysTheWorld()
{
    Storyteller story(
        "  faults:\n    - { id: f, kind: git-down }\n"
        "  decisions:\n    - { id: d, when: { step: a, is: failed }, after: 1m, do: [ { note: x }, { fix: "
        "f }, { retry: a } ], because: it is right }\n",
        Attendance::Attended);
    QCOMPARE(story.wait(0s), QStringList{u"begin f"_s});
    (void)story.start({u"a"_s});
    (void)story.fail(u"a"_s, 0s);
    QCOMPARE(story.wait(60s), QStringList{u"end f"_s});
    QCOMPARE(story.wait(10000s), QStringList());
}

void TestDirector::sameEventsSameOrders()
{
    QList<QStringList> heard;
    for (int i = 0; i < 2; ++i) {
        Storyteller story("  faults:\n    - { id: f, kind: git-down, until: { time: 1m } }\n");
        QStringList all = story.wait(0s) + story.start({u"a"_s, u"b"_s, u"c"_s});
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s})
            all += story.fail(id, 5s);
        while (story.next() >= 0s && story.next() < 10000s)
            all += story.wait(story.next());
        heard << all;
    }
    QCOMPARE(heard[0], heard[1]);
    QCOMPARE(heard[0], (QStringList{u"begin f"_s, u"end f"_s, u"retry a"_s, u"retry b"_s, u"retry c"_s}));
}

void TestDirector::verdict()
{
    Scenario scenario;
    scenario.ends = {{RunEnd::Completed}, {u"said \"this\""_s}, Seconds{60}};
    const auto at = [](int seconds) { return Timestamp{Seconds{seconds}}; };
    QList<RunEvent> events{{1, at(0), RunStarted{}}};
    QCOMPARE(unmetExpectations(scenario, events).size(), 2);
    events << RunEvent{2, at(10), RunPaused{PauseCause::Operator, u"they Said \"this\" to me"_s, {}}}
           << RunEvent{3, at(50), RunEnded{RunEnd::Completed, {}, {}, {}}};
    QCOMPARE(unmetExpectations(scenario, events), QStringList());
    events.last() = {3, at(70), RunEnded{RunEnd::Failed, {}, {}, {}}};
    QCOMPARE(unmetExpectations(scenario, events),
        (QStringList{u"the run ended failed, expected: completed"_s, u"the run took 1m10s, expected at most 1m"_s}));
}

QTEST_GUILESS_MAIN(TestDirector)
#include "tst_director.moc"
