#include "models/plan/dag.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace relight;

namespace {

// Every path there is, one by one.
Seconds longestByBruteForce(const Waits &after, const QList<Seconds> &weight, int node)
{
    Seconds best{0};
    for (const int other : after[node])
        best = std::max(best, longestByBruteForce(after, weight, other));
    return best + weight[node];
}

} // namespace

class TestDag : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rankDecidesTies();
    void cycleIsOneCycle();
    void longestPathAgainstBruteForce();
    void emptyGraph();
};

void TestDag::rankDecidesTies()
{
    const Waits after{{}, {0}, {0}, {1}};
    QCOMPARE(topologicalOrder(after, {0, 1, 2, 3}).value(), QList<int>({0, 1, 2, 3}));
    QCOMPARE(topologicalOrder(after, {0, 2, 1, 3}).value(), QList<int>({0, 2, 1, 3}));
}

void TestDag::cycleIsOneCycle()
{
    // 0 is fine, 1 → 3 → 2 → 1 is the circle, 4 only waits for it.
    const Waits after{{}, {0, 3}, {1}, {2}, {3}};
    const auto order = topologicalOrder(after, {0, 1, 2, 3, 4});
    QVERIFY(!order);
    QCOMPARE(order.error(), QList<int>({1, 3, 2}));
    QCOMPARE(topologicalOrder({{0}}, {0}).error(), QList<int>({0}));
}

void TestDag::longestPathAgainstBruteForce()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        const int count = 1 + static_cast<int>(random.bounded(8));
        QList<int> shuffled(count);
        std::iota(shuffled.begin(), shuffled.end(), 0);
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        Waits after(count);
        QList<Seconds> weight(count);
        for (int i = 0; i < count; ++i) {
            weight[i] = Seconds{random.bounded(6)};
            for (int j = 0; j < i; ++j) {
                if (random.bounded(100) < 35)
                    after[shuffled[i]] << shuffled[j];
            }
        }
        const QList<int> order = topologicalOrder(after, QList<double>(count, 0)).value();
        for (int i = 0; i < count; ++i) {
            for (const int other : after[order[i]])
                QVERIFY(order.indexOf(other) < i);
        }
        const LongestPath path = longestPath(after, order, weight);
        Seconds best{0};
        for (int node = 0; node < count; ++node)
            best = std::max(best, longestByBruteForce(after, weight, node));
        QCOMPARE(path.length, best);
        Seconds sum{0};
        for (int i = 0; i < path.nodes.size(); ++i) {
            sum += weight[path.nodes[i]];
            QVERIFY(i == 0 || after[path.nodes[i]].contains(path.nodes[i - 1]));
        }
        QCOMPARE(sum, best);
    }
}

void TestDag::emptyGraph()
{
    QVERIFY(topologicalOrder({}, {}).value().isEmpty());
    QCOMPARE(longestPath({}, {}, {}).length, Seconds{0});
}

QTEST_GUILESS_MAIN(TestDag)
#include "tst_dag.moc"
