// The graph of resources in numbers: where nodes stand, what is at a point and within a part, where the keys lead. No
// window.
#include "tests/ui/estate.h"
#include "ui/resources/graphgeometry.h"

#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestGraphGeometry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothing();
    void nodesStandInTheirGrid();
    void whatIsAtAPoint();
    void whatIsWithinAPart();
    void keys();
    void folds();
};

// The application, two of it, each with children of its own: "0" with 1, 2, 3 and "4" with 5.
static GraphGeometry example(int resources = 6)
{
    Application application;
    application.name = u"shop"_s;
    GraphSizes sizes;
    sizes.node = {100, 40};
    sizes.across = 130;
    sizes.down = 60;
    sizes.margin = 10;
    return {resourceGraph(application, Estate::manyResources(resources)), sizes};
}

static int named(const GraphGeometry &geometry, const QString &name)
{
    for (int i = 0; i < geometry.graph().nodes.size(); ++i) {
        if (geometry.node(i).key.name == name)
            return i;
    }
    return -1;
}

void TestGraphGeometry::nothing()
{
    const GraphGeometry geometry;
    QVERIFY(geometry.isEmpty());
    QVERIFY(geometry.size().isEmpty());
    QCOMPARE(geometry.nodeAt({0, 0}), -1);
    QVERIFY(geometry.nodesWithin({0, 0, 1000, 1000}).isEmpty());
    QCOMPARE(geometry.indexOf(u"any"_s), -1);
    QCOMPARE(geometry.neighbour(-1, Qt::Key_Down), -1);
}

void TestGraphGeometry::nodesStandInTheirGrid()
{
    const GraphGeometry geometry = example();
    QCOMPARE(geometry.boxOf(0), QRectF(10, 10, 100, 40)); // the application
    const int first = named(geometry, u"resource-0"_s), child = named(geometry, u"resource-1"_s);
    QCOMPARE(geometry.boxOf(first), QRectF(140, 10, 100, 40));
    QCOMPARE(geometry.boxOf(child), QRectF(270, 10, 100, 40));
    QCOMPARE(geometry.size(), QSizeF(2 * 130 + 100 + 20, (geometry.graph().rows - 1) * 60 + 40 + 20));
    QCOMPARE(geometry.parentOf(0), -1);
    QCOMPARE(geometry.parentOf(first), 0);
    QCOMPARE(geometry.parentOf(child), first);
    QCOMPARE(geometry.childrenOf(first).size(), 3);
    QVERIFY(std::ranges::is_sorted(geometry.childrenOf(first), {}, [&](int node) { return geometry.node(node).row; }));
}

void TestGraphGeometry::whatIsAtAPoint()
{
    const GraphGeometry geometry = example();
    for (int i = 0; i < geometry.graph().nodes.size(); ++i)
        QCOMPARE(geometry.nodeAt(geometry.boxOf(i).center()), i);
    QCOMPARE(geometry.nodeAt({115, 30}), -1); // between two columns
    QCOMPARE(geometry.nodeAt({60, 55}), -1);  // between two rows
    QCOMPARE(geometry.nodeAt({60, -3}), -1);  // above all
    QCOMPARE(geometry.nodeAt({60, 1e6}), -1); // below all
}

void TestGraphGeometry::whatIsWithinAPart()
{
    const GraphGeometry geometry = example(20'000);
    const QRectF whole(QPointF(), geometry.size());
    QCOMPARE(geometry.nodesWithin(whole).size(), geometry.graph().nodes.size());
    const int last = named(geometry, u"resource-19999"_s);
    const QList<int> seen = geometry.nodesWithin(geometry.boxOf(last));
    QVERIFY(seen.contains(last));
    QVERIFY(seen.size() <= 3); // itself, not its whole column
    QVERIFY(geometry.nodesWithin(whole.translated(0, whole.height() + 100)).isEmpty());
    QVERIFY(geometry.nodesWithin(whole.translated(0, -whole.height() - 100)).isEmpty());
}

void TestGraphGeometry::keys()
{
    const GraphGeometry geometry = example();
    const int first = named(geometry, u"resource-0"_s), second = named(geometry, u"resource-4"_s);
    QCOMPARE(geometry.neighbour(-1, Qt::Key_Down), 0); // into it
    QCOMPARE(geometry.neighbour(0, Qt::Key_Left), -1);
    QCOMPARE(geometry.neighbour(0, Qt::Key_Right), geometry.childrenOf(0).first());
    QCOMPARE(geometry.neighbour(first, Qt::Key_Down), second);
    QCOMPARE(geometry.neighbour(second, Qt::Key_Up), first);
    QCOMPARE(geometry.neighbour(second, Qt::Key_Down), -1);
    QCOMPARE(geometry.neighbour(second, Qt::Key_Left), 0);
    QCOMPARE(geometry.neighbour(second, Qt::Key_Home), 0);
    QCOMPARE(geometry.neighbour(second, Qt::Key_End), -1); // no root cause is known
    const int end = named(geometry, u"resource-5"_s);
    QCOMPARE(geometry.neighbour(end, Qt::Key_Right), -1);
}

void TestGraphGeometry::folds()
{
    Application application;
    QList<ResourceItem> forest;
    for (int i = 0; i < 60; ++i) {
        ResourceItem item;
        item.key = {{}, u"v1"_s, u"ConfigMap"_s, u"space"_s, u"settings-%1"_s.arg(i)};
        item.id = resourceId(item.key);
        forest << item;
    }
    const GraphGeometry geometry(resourceGraph(application, forest), {{100, 40}, 130, 60});
    QCOMPARE(geometry.graph().nodes.size(), 2);
    QCOMPARE(geometry.indexOf(forest.at(30).id), 1);
}

QTEST_APPLESS_MAIN(TestGraphGeometry)
#include "tst_graphgeometry.moc"
