// The drill's clock: who waits for a time is woken when it is reached, not before, and nobody is missed.
#include "app/drill/drillclock.h"

#include <QTest>

#include <thread>

using namespace relight;
using namespace std::chrono_literals;

class DrillClockTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void standsStill();
    void wakesWhoWaited();
    void aWaitEndsByItsCondition();
    void aStopEndsASleep();
    void oneAtATime();
    void atOneInstantByTheirNames();
    void nobodyIsMissed();
};

// Until another thread waits on the clock.
static void untilSomebodyWaits(const DrillClock &clock, Milliseconds at)
{
    QTRY_COMPARE(clock.nextWaited(), std::optional(at));
}

void DrillClockTest::standsStill()
{
    DrillClock clock(Timestamp{1000ms});
    const Instant before = clock.now();
    QCOMPARE(clock.wall(), Timestamp{1000ms});
    clock.setTo(250ms);
    QCOMPARE(clock.now() - before, 250ms);
    QCOMPARE(clock.wall(), Timestamp{1250ms});
    clock.setTo(100ms); // never back
    QCOMPARE(clock.elapsed(), 250ms);
    QVERIFY(!clock.nextWaited());
}

void DrillClockTest::wakesWhoWaited()
{
    DrillClock clock(Timestamp{});
    std::atomic<int> woken = 0;
    const auto sleeper = [&](Milliseconds length) {
        return std::jthread([&clock, &woken, length](const std::stop_token &stop) {
            if (clock.sleepFor(length, stop))
                ++woken;
        });
    };
    const auto first = sleeper(100ms);
    untilSomebodyWaits(clock, 100ms);
    const auto second = sleeper(50ms);
    untilSomebodyWaits(clock, 50ms);
    clock.setTo(50ms);
    QVERIFY(clock.wakeOne());
    QTRY_COMPARE(woken.load(), 1);
    QVERIFY(!clock.wakeOne());
    untilSomebodyWaits(clock, 100ms);
    clock.setTo(200ms);
    QVERIFY(clock.wakeOne());
    QTRY_COMPARE(woken.load(), 2);
    QTRY_VERIFY(!clock.nextWaited());
}

void DrillClockTest::aWaitEndsByItsCondition()
{
    DrillClock clock(Timestamp{});
    std::mutex mutex;
    std::condition_variable_any changed;
    bool there = false;
    std::atomic<bool> found = false;
    const std::jthread waiter([&](const std::stop_token &stop) {
        std::unique_lock lock(mutex);
        found = clock.wait(changed, lock, clock.now() + 1h, stop, [&] { return there; });
    });
    untilSomebodyWaits(clock, 1h);
    {
        const std::lock_guard lock(mutex);
        there = true;
    }
    changed.notify_all();
    QTRY_VERIFY(found);
    QCOMPARE(clock.elapsed(), 0ms);
}

void DrillClockTest::aStopEndsASleep()
{
    DrillClock clock(Timestamp{});
    std::atomic<bool> ended = false, whole = true;
    std::jthread sleeper([&](const std::stop_token &stop) {
        whole = clock.sleepFor(1h, stop);
        ended = true;
    });
    untilSomebodyWaits(clock, 1h);
    sleeper.request_stop();
    QTRY_VERIFY(ended);
    QVERIFY(!whole);
}

// The one who waited for the earlier time first; of two for one time, the one who began first.
void DrillClockTest::oneAtATime()
{
    DrillClock clock(Timestamp{});
    std::mutex mutex;
    QByteArray order;
    std::vector<std::jthread> sleepers;
    const auto begin = [&](char name, Milliseconds length) {
        sleepers.emplace_back([&, name, length](const std::stop_token &stop) {
            clock.sleepFor(length, stop);
            const std::lock_guard lock(mutex);
            order += name;
        });
    };
    begin('b', 20ms);
    untilSomebodyWaits(clock, 20ms);
    begin('a', 10ms);
    untilSomebodyWaits(clock, 10ms);
    clock.setTo(30ms);
    for (const QByteArray &so : {QByteArray("a"), QByteArray("ab")}) {
        QVERIFY(clock.wakeOne());
        QTRY_VERIFY([&] {
            const std::lock_guard lock(mutex);
            return order == so;
        }());
    }
    QVERIFY(!clock.wakeOne());
}

// Four threads sleep a millisecond a thousand times each while time runs under them.
// Two that began at one instant began in any order.
void DrillClockTest::atOneInstantByTheirNames()
{
    DrillClock clock(Timestamp{});
    std::mutex mutex;
    QStringList woken;
    const auto sleeper = [&](const char *name) {
        return std::jthread([&clock, &mutex, &woken, name](const std::stop_token &stop) {
            ::pthread_setname_np(::pthread_self(), name);
            (void)clock.sleepFor(100ms, stop);
            const std::lock_guard lock(mutex);
            woken << QString::fromLatin1(name);
        });
    };
    const auto second = sleeper("postgres-main");
    untilSomebodyWaits(clock, 100ms);
    const auto first = sleeper("monitor-sync");
    std::this_thread::sleep_for(50ms); // it waits, too: nothing tells of a second one
    clock.setTo(100ms);
    const auto count = [&] {
        const std::lock_guard lock(mutex);
        return woken.size();
    };
    QVERIFY(clock.wakeOne());
    QTRY_COMPARE(count(), 1);
    QVERIFY(clock.wakeOne());
    QTRY_COMPARE(count(), 2);
    QCOMPARE(woken, QStringList({QStringLiteral("monitor-sync"), QStringLiteral("postgres-main")}));
}

void DrillClockTest::nobodyIsMissed()
{
    DrillClock clock(Timestamp{});
    std::atomic<int> left = 4;
    std::vector<std::jthread> sleepers;
    for (int i = 0; i < 4; ++i) {
        sleepers.emplace_back([&](const std::stop_token &stop) {
            for (int turn = 0; turn < 1000; ++turn)
                clock.sleepFor(1ms, stop);
            --left;
        });
    }
    while (left > 0) {
        if (const auto next = clock.nextWaited())
            clock.setTo(*next);
        while (clock.wakeOne()) { }
        std::this_thread::yield();
    }
    QVERIFY(clock.elapsed() >= 1000ms);
}

QTEST_GUILESS_MAIN(DrillClockTest)
#include "tst_drillclock.moc"
