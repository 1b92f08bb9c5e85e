// What a person is woken for, what is said then, and how a sleep of the computer is noticed.
#include "app/desktop/notifier.h"
#include "app/desktop/sleepguard.h"
#include "app/desktop/suspendwatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestDesktop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void alarmsOnce();
    void alarmsAtTheEnd_data();
    void alarmsAtTheEnd();
    void whatIsSaid();
    void sleepIsNoticed_data();
    void sleepIsNoticed();
    void watchTells();
    void guardWithoutABus();
};

static RunState begun()
{
    RunStarted started;
    started.runId = u"run"_s;
    started.name = u"production"_s;
    RunState run;
    fold(run, RunEvent{1, Timestamp{}, started});
    return run;
}

static void hear(RunState &run, RunEventBody body)
{
    fold(run, RunEvent{run.sequence + 1, Timestamp{}, std::move(body)});
}

void TestDesktop::alarmsOnce()
{
    Alarms alarms;
    QVERIFY(alarms.hear({}).isEmpty());
    RunState run = begun();
    QVERIFY(alarms.hear(run).isEmpty());
    hear(run, DecisionRequested{{.id = u"a"_s, .title = u"Approve DNS"_s, .reason = u"because"_s}});
    QCOMPARE(
        alarms.hear(run), (QList<Alarm>{{Alarm::Kind::NeedsYou, u"production"_s, u"Approve DNS"_s, u"because"_s}}));
    QVERIFY(alarms.hear(run).isEmpty());
    hear(run, DecisionTaken{u"a"_s, true, {}, {}});
    QVERIFY(alarms.hear(run).isEmpty());
    hear(run, DecisionRequested{{.id = u"a"_s, .title = u"Approve DNS"_s}}); // anew
    QCOMPARE(alarms.hear(run).size(), 1);
    hear(run, DecisionRequested{{.id = u"f"_s, .kind = DecisionKind::FailedStep, .title = u"it failed"_s}});
    QCOMPARE(alarms.hear(run).first().kind, Alarm::Kind::Failed);
}

void TestDesktop::alarmsAtTheEnd_data()
{
    QTest::addColumn<int>("end");
    QTest::addColumn<int>("kind");
    QTest::addRow("completed") << int(RunEnd::Completed) << int(Alarm::Kind::Restored);
    QTest::addRow("with exceptions") << int(RunEnd::CompletedWithExceptions) << int(Alarm::Kind::Restored);
    QTest::addRow("failed") << int(RunEnd::Failed) << int(Alarm::Kind::Failed);
    QTest::addRow("cancelled by a person") << int(RunEnd::Cancelled) << -1;
}

void TestDesktop::alarmsAtTheEnd()
{
    QFETCH(int, end);
    QFETCH(int, kind);
    Alarms alarms;
    RunState run = begun();
    alarms.hear(run);
    hear(run, RunEnded{RunEnd(end), u"so it was"_s, {}, {}});
    const QList<Alarm> told = alarms.hear(run);
    QCOMPARE(told.isEmpty(), kind < 0);
    if (kind >= 0)
        QCOMPARE(int(told.first().kind), kind);
    QVERIFY(alarms.hear(run).isEmpty());
    Alarms later; // opened when all is over
    QVERIFY(later.hear(run).isEmpty());
}

void TestDesktop::whatIsSaid()
{
    const Alarm alarm{Alarm::Kind::NeedsYou, u"production"_s, u"Approve DNS"_s, u"because"_s};
    const Notice loud = noticeOf(alarm, true), silent = noticeOf(alarm, false);
    QVERIFY(loud.title.contains(u"production"_s) && loud.text.contains(u"Approve DNS"_s) && loud.urgent);
    QVERIFY(!loud.sound.isEmpty());
    QVERIFY(silent.sound.isEmpty());
    QVERIFY(!noticeOf({Alarm::Kind::Restored, u"production"_s, u"completed"_s, {}}, true).urgent);
}

void TestDesktop::sleepIsNoticed_data()
{
    QTest::addColumn<int>("steady");
    QTest::addColumn<int>("boot");
    QTest::addColumn<int>("slept");
    QTest::addRow("awake") << 1000 << 1000 << 0;
    QTest::addRow("held up, not asleep") << 90'000 << 90'000 << 0;
    QTest::addRow("a little apart") << 1000 << 1900 << 0;
    QTest::addRow("asleep") << 1000 << 721'000 << 720;
}

void TestDesktop::sleepIsNoticed()
{
    QFETCH(int, steady);
    QFETCH(int, boot);
    QFETCH(int, slept);
    const TwoClocks before{Milliseconds{5000}, Milliseconds{70'000}};
    const auto found = sleptBetween(before, {before.steady + Milliseconds(steady), before.boot + Milliseconds(boot)});
    QCOMPARE(found.value_or(Seconds{0}), Seconds(slept));
}

void TestDesktop::watchTells()
{
    TwoClocks now{Milliseconds{0}, Milliseconds{0}};
    SuspendWatch watch([&now] { return now; });
    QSignalSpy slept(&watch, &SuspendWatch::slept);
    now.boot = Seconds{60};
    watch.look();
    watch.look(); // once
    QCOMPARE(slept.size(), 1);
    QCOMPARE(slept.first().first().value<Seconds>(), Seconds{60});
    const TwoClocks real = readClocks();
    QVERIFY(real.boot >= real.steady);
}

void TestDesktop::guardWithoutABus()
{
    SleepGuard guard;
    QSignalSpy changed(&guard, &SleepGuard::changed);
    guard.hold(true);
    guard.hold(true);
    QVERIFY(guard.state() != SleepGuard::State::Off);
    QTRY_VERIFY_WITH_TIMEOUT(guard.state() != SleepGuard::State::Asked, 20'000);
    if (guard.state() == SleepGuard::State::Impossible)
        QVERIFY(!guard.why().isEmpty());
    guard.hold(false);
    QCOMPARE(guard.state(), SleepGuard::State::Off);
    guard.keepLit(true);
    guard.keepLit(false);
    DesktopNotifier notifier;
    notifier.tell({u"a"_s, u"b"_s, false, {}}); // whatever there is: nothing blocks, nothing breaks
}

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
