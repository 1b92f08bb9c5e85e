// Counts over time: bounded, honest about the last, thin enough for a chart.
#include "models/convergence/countshistory.h"

#include <QTest>

using namespace relight;

class TestCountsHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onePointAStep();
    void aLongRunStaysBounded();
    void quietTimeTakesNoRoom();
    void thinned();
    void theSumIsTheNumber();
};

static Timestamp at(int milliseconds)
{
    return Timestamp{Milliseconds(milliseconds)};
}

static ConvergenceCounts healthy(int count)
{
    ConvergenceCounts counts;
    counts.healthy = count;
    return counts;
}

void TestCountsHistory::onePointAStep()
{
    CountsHistory history(Seconds{2});
    for (int i = 0; i <= 100; ++i)
        history.add(at(i * 100), healthy(i)); // 10 s
    QVERIFY2(history.points().size() <= 7, qPrintable(QString::number(history.points().size())));
    QCOMPARE(history.points().first().at, at(0));
    QCOMPARE(history.points().last(), (CountsPoint{at(10'000), healthy(100)}));
    history.add(at(3'000), healthy(7)); // a clock that jumps back
    QCOMPARE(history.points().last(), (CountsPoint{at(10'000), healthy(7)}));
}

void TestCountsHistory::aLongRunStaysBounded()
{
    CountsHistory history(Seconds{2}, 100);
    for (int second = 0; second <= 24 * 3600; second += 2)
        history.add(at(second * 1000), healthy(second));
    QVERIFY(history.points().size() <= 100);
    QVERIFY(history.points().size() >= 40);
    QCOMPARE(history.points().first().at, at(0));
    QCOMPARE(history.points().last().at, at(24 * 3600 * 1000));
    QVERIFY(std::ranges::is_sorted(history.points(), {}, &CountsPoint::at));
}

void TestCountsHistory::quietTimeTakesNoRoom()
{
    CountsHistory history(Seconds{2});
    for (int second = 0; second < 3600; ++second)
        history.add(at(second * 1000), healthy(57));
    history.add(at(3'600'000), healthy(58));
    QCOMPARE(history.points().size(), 3);
    QCOMPARE(history.points().at(1).at, at(3'599'000)); // the line stays flat until then
}

void TestCountsHistory::thinned()
{
    CountsHistory history(Seconds{1});
    for (int second = 0; second < 3000; ++second)
        history.add(at(second * 1000), healthy(second));
    for (const int most : {2, 3, 50, 400}) {
        const auto few = history.thinned(most);
        QVERIFY2(few.size() <= most, qPrintable(QString::number(few.size())));
        QCOMPARE(few.first(), history.points().first());
        QCOMPARE(few.last(), history.points().last());
    }
    QVERIFY(history.thinned(400).size() > 300);
    QCOMPARE(history.thinned(4000), history.points());
}

void TestCountsHistory::theSumIsTheNumber()
{
    ConvergenceCounts counts;
    for (const auto health : {HealthStatus::Healthy, HealthStatus::Suspended, HealthStatus::Progressing,
             HealthStatus::Missing, HealthStatus::Degraded, HealthStatus::Unknown})
        counts.add(health, SyncStatus::Synced);
    QCOMPARE(counts.total(), 6);
    QCOMPARE(counts.synced, 6);
    QCOMPARE(counts.progressing, 2);
}

QTEST_APPLESS_MAIN(TestCountsHistory)
#include "tst_countshistory.moc"
