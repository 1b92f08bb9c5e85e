// The graph of resources: what can be seen, reached by keyboard and mouse, and kept while it changes.
#include "tests/ui/estate.h"
#include "ui/resources/resourcegraphview.h"
#include "ui/resources/resourcenodepainter.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestResourceGraph : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theChainComesFirst();
    void arrowsFollowTheEdges();
    void mouse();
    void foldsOpen();
    void theNarrowViewFoldsTheChain();
    void anUpdateMovesNothing();
    void nothing();
    void zoomKeepsWhatIsUnderThePointer();
    void longAndForeignNames();
    void themes();
    void twentyThousand();

private:
    Look m_look;
};

namespace {

// What an application manages and what came of it, as the panel gives it.
QList<ResourceItem> forestOf(const InspectedTree &tree, const Application &application)
{
    return resourceForest(&application, tree.nodes, tree.blocked);
}

Application payments()
{
    for (const Application &application : Estate::at(Estate::Moment::Blocked)) {
        if (application.name == "payments"_L1)
            return application;
    }
    return {};
}

struct Stage
{
    explicit Stage(const Look &look, QSize size = {1100, 400})
        : view(look)
        , application(payments())
        , forest(forestOf(Estate::paymentsTree(Timestamp{}), application))
    {
        view.resize(size);
        view.setForest(application, forest);
        view.show();
    }
    QString root() const
    {
        const auto cause = std::ranges::find_if(forest, &ResourceItem::rootCause);
        return cause == forest.cend() ? QString() : cause->id;
    }
    ResourceGraphView view;
    Application application;
    QList<ResourceItem> forest;
};

} // namespace

void TestResourceGraph::theChainComesFirst()
{
    Stage stage(m_look);
    const ResourceGraph &graph = stage.view.graph();
    QVERIFY(graph.nodes.size() > 4);
    QCOMPARE(graph.nodes.first().key.kind, u"Application"_s);
    QVERIFY(!stage.root().isEmpty());
    QVERIFY(nodeSentence(*graph.find(stage.root())).contains(u"root cause"_s));
    // Nothing stands on anything else.
    for (const GraphNode &one : graph.nodes) {
        for (const GraphNode &other : graph.nodes)
            QVERIFY(&one == &other || !stage.view.nodeRect(one.id).intersects(stage.view.nodeRect(other.id)));
    }
}

void TestResourceGraph::arrowsFollowTheEdges()
{
    Stage stage(m_look);
    QSignalSpy chosen(&stage.view, &ResourceGraphView::chosen);
    stage.view.setFocus();
    QTest::keyClick(&stage.view, Qt::Key_Down);                 // into it
    QCOMPARE(chosen.takeFirst().first().toString(), QString()); // the application
    for (const GraphNode &node : stage.view.graph().nodes) {
        if (node.chain < 1)
            continue;
        QTest::keyClick(&stage.view, Qt::Key_Right);
        QCOMPARE(stage.view.selected(), node.id);
    }
    QCOMPARE(stage.view.selected(), stage.root());
    QTest::keyClick(&stage.view, Qt::Key_Home);
    QCOMPARE(stage.view.graph().find(stage.view.selected())->key.kind, u"Application"_s);
    QTest::keyClick(&stage.view, Qt::Key_End);
    QCOMPARE(stage.view.selected(), stage.root());
    QTest::keyClick(&stage.view, Qt::Key_Left);
    QCOMPARE(stage.view.selected(), stage.view.graph().find(stage.root())->parent);
    // Up and down reach what stands in another row.
    QTest::keyClick(&stage.view, Qt::Key_Home);
    QTest::keyClick(&stage.view, Qt::Key_Right);
    const int row = stage.view.graph().find(stage.view.selected())->row;
    QTest::keyClick(&stage.view, Qt::Key_Down);
    QVERIFY(stage.view.graph().find(stage.view.selected())->row > row);
    QTest::keyClick(&stage.view, Qt::Key_Up);
    QCOMPARE(stage.view.graph().find(stage.view.selected())->row, row);
}

void TestResourceGraph::mouse()
{
    Stage stage(m_look);
    QSignalSpy chosen(&stage.view, &ResourceGraphView::chosen);
    const GraphNode node = stage.view.graph().nodes.at(1);
    QTest::mouseClick(stage.view.viewport(), Qt::LeftButton, {}, stage.view.nodeRect(node.id).center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), node.folded.first());
    // Beside the nodes the graph is dragged, and nothing is chosen.
    stage.view.setZoom(3);
    stage.view.horizontalScrollBar()->setValue(0);
    const QPoint free = stage.view.nodeRect(node.id).topRight() + QPoint(10, -5);
    const int before = stage.view.horizontalScrollBar()->value();
    QTest::mousePress(stage.view.viewport(), Qt::LeftButton, {}, free);
    QTest::mouseMove(stage.view.viewport(), free - QPoint(60, 0));
    QTest::mouseRelease(stage.view.viewport(), Qt::LeftButton, {}, free - QPoint(60, 0));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(stage.view.horizontalScrollBar()->value(), before + 60);
}

void TestResourceGraph::foldsOpen()
{
    ResourceGraphView view(m_look);
    QList<ResourceItem> forest;
    for (int i = 0; i < 60; ++i) {
        ResourceItem item;
        item.key = {{}, u"v1"_s, u"ConfigMap"_s, u"space"_s, u"settings-%1"_s.arg(i)};
        item.id = resourceId(item.key);
        forest << item;
    }
    view.resize(800, 300);
    view.setForest(payments(), forest);
    view.show();
    QCOMPARE(view.graph().nodes.size(), 2);
    QCOMPARE(kindText(view.graph().nodes.at(1)), u"ConfigMap ×60"_s);
    QSignalSpy opened(&view, &ResourceGraphView::foldOpened);
    view.select(forest.at(30).id); // is in the fold
    QCOMPARE(view.selected(), view.graph().nodes.at(1).id);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, view.nodeRect(view.selected()).center());
    QCOMPARE(opened.size(), 2);
}

void TestResourceGraph::theNarrowViewFoldsTheChain()
{
    Stage stage(m_look, {1600, 400});
    const int wide = stage.view.graph().columns;
    stage.view.resize(500, 400);
    QVERIFY(stage.view.graph().find(stage.root())->row > 0);
    QVERIFY(stage.view.graph().columns <= wide);
    for (const GraphNode &node : stage.view.graph().nodes) {
        if (node.chain >= 0)
            QVERIFY(stage.view.nodeRect(node.id).right() < 500);
    }
    stage.view.resize(380, 400); // two columns, smaller
    for (const GraphNode &node : stage.view.graph().nodes) {
        if (node.chain >= 0)
            QVERIFY(stage.view.nodeRect(node.id).right() < 380);
    }
    QVERIFY(stage.view.zoom() < 1);
}

void TestResourceGraph::anUpdateMovesNothing()
{
    Stage stage(m_look);
    QHash<QString, QRect> before;
    for (const GraphNode &node : stage.view.graph().nodes)
        before.insert(node.id, stage.view.nodeRect(node.id));
    stage.view.select(stage.root());
    QList<ResourceItem> more = stage.forest;
    ResourceItem item;
    item.key = {{}, u"v1"_s, u"ConfigMap"_s, u"payments"_s, u"added"_s};
    item.id = resourceId(item.key);
    more << item;
    stage.view.setForest(stage.application, more);
    for (auto node = before.cbegin(); node != before.cend(); ++node)
        QCOMPARE(stage.view.nodeRect(node.key()), node.value());
    QVERIFY(stage.view.nodeRect(item.id).isValid());
    QCOMPARE(stage.view.selected(), stage.root());
}

void TestResourceGraph::nothing()
{
    ResourceGraphView view(m_look);
    view.resize(300, 200);
    view.show();
    for (const int key : {Qt::Key_Left, Qt::Key_Down, Qt::Key_Home, Qt::Key_End, Qt::Key_Return, Qt::Key_Plus})
        QTest::keyClick(&view, Qt::Key(key));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {20, 20});
    view.grab();
    view.setForest(payments(), {});
    QCOMPARE(view.graph().nodes.size(), 1);
    view.clear();
    view.grab();
    QVERIFY(view.selected().isEmpty());
}

void TestResourceGraph::zoomKeepsWhatIsUnderThePointer()
{
    ResourceGraphView view(m_look);
    view.resize(600, 400);
    view.setForest(payments(), Estate::manyResources(200));
    view.show();
    view.verticalScrollBar()->setValue(2000);
    const QPoint centre = view.viewport()->rect().center();
    const QString id = view.graph().nodes.at(100).id;
    view.select(id); // in sight
    const QPoint before = view.nodeRect(id).center() - centre;
    view.setZoom(1.5);
    const QPoint after = view.nodeRect(id).center() - centre;
    QVERIFY2((after - before * 1.5).manhattanLength() <= 4, qPrintable(u"%1, %2"_s.arg(after.x()).arg(after.y())));
    view.setZoom(100);
    QVERIFY(view.zoom() <= 3);
    view.setZoom(0);
    QVERIFY(view.zoom() > 0.1);
}

void TestResourceGraph::longAndForeignNames()
{
    ResourceGraphView view(m_look);
    QList<ResourceItem> forest = Estate::manyResources(6);
    forest[0].key.name = QString(253, u'a');
    forest[1].key.name = u"دفع-الخدمة"_s;
    forest[2].key.name = u"支払い-データベース"_s;
    forest[3].key.name = u"<b>bold</b>"_s;
    for (ResourceItem &item : forest)
        item.message = QString(2000, u'm');
    view.resize(700, 400);
    view.setForest(payments(), forest);
    view.show();
    QVERIFY(!view.grab().isNull());
    QVERIFY(view.contentSize().width() < 1000);
}

void TestResourceGraph::themes()
{
    Stage stage(m_look);
    QImage last;
    for (const auto choice : {Look::Choice::Light, Look::Choice::Dark, Look::Choice::HighContrast}) {
        m_look.choose(choice);
        const QImage now = stage.view.viewport()->grab().toImage();
        QVERIFY(now != last);
        last = now;
    }
    m_look.choose(Look::Choice::System);
}

// Only what can be seen is painted: the last is reached, and a picture of any place is made at once.
void TestResourceGraph::twentyThousand()
{
    ResourceGraphView view(m_look);
    view.resize(1200, 700);
    const QList<ResourceItem> forest = Estate::manyResources(20'000);
    view.setForest(payments(), forest);
    view.show();
    QCOMPARE(view.graph().nodes.size(), 20'001);
    view.select(forest.last().id);
    QVERIFY(view.viewport()->rect().contains(view.nodeRect(forest.last().id)));
    const QImage end = view.viewport()->grab().toImage();
    view.verticalScrollBar()->setValue(0);
    QVERIFY(view.viewport()->grab().toImage() != end);
}

QTEST_MAIN(TestResourceGraph)
#include "tst_graphview.moc"
