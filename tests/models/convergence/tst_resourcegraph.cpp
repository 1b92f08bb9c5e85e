// Where resources stand: left to right, the chain first, folded when they are many, still when nothing changed.
#include "applications.h"

#include "models/convergence/resourcegraph.h"

#include <QSet>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestResourceGraph : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leftToRightTheChainFirst();
    void statusSpeaksWithoutATree();
    void aCulpritThatNobodyToldOf();
    void manyFoldByKind();
    void theChainTurnsBack();
    void whatIsUnchangedStays();
    void ringsEnd();
    void nothingMeets_data();
    void nothingMeets();
};

static ResourceKey key(const QString &kind, const QString &name)
{
    return {{}, u"v1"_s, kind, u"shop"_s, name};
}

static ResourceNode node(
    const QString &kind, const QString &name, const QString &parent = {}, HealthStatus health = HealthStatus::Healthy)
{
    return {.key = key(kind, name),
        .uid = name,
        .parentUids = parent.isEmpty() ? QStringList() : QStringList{parent},
        .health = health};
}

static Application shop()
{
    Application app;
    app.name = u"shop"_s;
    app.appNamespace = u"argocd"_s;
    return app;
}

static QList<ResourceNode> some()
{
    return {node(u"Service"_s, u"a"_s), node(u"Deployment"_s, u"web"_s, {}, HealthStatus::Degraded),
        node(u"ReplicaSet"_s, u"web-1"_s, u"web"_s), node(u"Pod"_s, u"web-1-x"_s, u"web-1"_s, HealthStatus::Degraded),
        node(u"Pod"_s, u"web-1-y"_s, u"web-1"_s)};
}

static QList<Blocked> because()
{
    return {{key(u"Deployment"_s, u"web"_s), key(u"Pod"_s, u"web-1-x"_s), true, u"it cannot start"_s}};
}

static QString printed(const ResourceGraph &graph)
{
    QString out;
    for (const GraphNode &n : graph.nodes)
        out += u"%1,%2 %3 %4%5%6\n"_s.arg(n.column).arg(n.row).arg(n.key.kind, n.key.name,
            n.count > 1 ? u" ×%1"_s.arg(n.count) : QString(), n.rootCause ? u" root"_s : QString());
    return out;
}

void TestResourceGraph::leftToRightTheChainFirst()
{
    const Application app = shop();
    const ResourceGraph graph = resourceGraph(app, resourceForest(&app, some(), because()));
    QCOMPARE(printed(graph),
        u"0,0 Application shop\n1,0 Deployment web\n2,0 ReplicaSet web-1\n3,0 Pod web-1-x root\n"
        "3,1 Pod web-1-y\n1,2 Service a\n"_s);
    QCOMPARE(graph.columns, 4);
    QCOMPARE(graph.rows, 3);
}

void TestResourceGraph::statusSpeaksWithoutATree()
{
    Application app = shop();
    app.resources
        = {{.key = key(u"Service"_s, u"a"_s), .sync = SyncStatus::OutOfSync, .health = HealthStatus::Missing}};
    const QList<ResourceItem> forest = resourceForest(&app, {}, {});
    QCOMPARE(forest.size(), 1);
    QCOMPARE(forest.first().health, HealthStatus::Missing);
    QCOMPARE(forest.first().sync, SyncStatus::OutOfSync);
    QCOMPARE(resourceGraph(app, {}).nodes.size(), 1);
    QCOMPARE(resourceForest(nullptr, some(), {}).size(), 5);
}

void TestResourceGraph::aCulpritThatNobodyToldOf()
{
    const Application app = shop();
    const QList<Blocked> blocked{{key(u"Deployment"_s, u"web"_s), key(u"Secret"_s, u"db"_s), true, {}}};
    const ResourceGraph graph = resourceGraph(app, resourceForest(&app, some(), blocked));
    const GraphNode *secret = graph.find(resourceId(key(u"Secret"_s, u"db"_s)));
    QVERIFY(secret && secret->rootCause);
    QCOMPARE(secret->parent, resourceId(key(u"Deployment"_s, u"web"_s)));
    QCOMPARE(secret->row, 0);
}

void TestResourceGraph::manyFoldByKind()
{
    QList<ResourceNode> nodes = some();
    for (int i = 0; i < 3000; ++i)
        nodes << node(
            u"Pod"_s, u"p%1"_s.arg(i), u"web-1"_s, i == 7 ? HealthStatus::Progressing : HealthStatus::Healthy);
    const Application app = shop();
    const ResourceGraph graph = resourceGraph(app, resourceForest(&app, nodes, because()));
    QCOMPARE(printed(graph),
        u"0,0 Application shop\n1,0 Deployment web\n2,0 ReplicaSet web-1\n3,0 Pod web-1-x root\n"
        "3,1 Pod p7 ×3001\n1,2 Service a\n"_s);
    const GraphNode *fold = graph.find(resourceId(key(u"Pod"_s, u"p99"_s)));
    QVERIFY(fold);
    QCOMPARE(fold->health, HealthStatus::Progressing);
}

void TestResourceGraph::theChainTurnsBack()
{
    const Application app = shop();
    const ResourceGraph graph = resourceGraph(app, resourceForest(&app, some(), because()), 3);
    QCOMPARE(printed(graph).section(u'\n', 0, 3),
        u"0,0 Application shop\n1,0 Deployment web\n2,0 ReplicaSet web-1\n2,1 Pod web-1-x root"_s);
}

void TestResourceGraph::whatIsUnchangedStays()
{
    const Application app = shop();
    QList<ResourceNode> nodes = some();
    const ResourceGraph before = resourceGraph(app, resourceForest(&app, nodes, because()));
    nodes.removeAt(4); // web-1-y
    nodes << node(u"Pod"_s, u"web-1-z"_s, u"web-1"_s, HealthStatus::Progressing)
          << node(u"ConfigMap"_s, u"first"_s, {}, HealthStatus::Unknown);
    const ResourceGraph after = resourceGraph(app, resourceForest(&app, nodes, because()), 1000, before);
    for (const GraphNode &was : before.nodes) {
        if (const GraphNode *is = after.find(was.id))
            QCOMPARE(std::pair(is->column, is->row), std::pair(was.column, was.row));
    }
    QVERIFY(after.find(resourceId(key(u"ConfigMap"_s, u"first"_s))));
    QCOMPARE(resourceGraph(app, resourceForest(&app, nodes, because()), 1000, after), after);
    Application other = shop();
    other.name = u"other"_s;
    QCOMPARE(resourceGraph(other, resourceForest(&other, nodes, {}), 1000, after),
        resourceGraph(other, resourceForest(&other, nodes, {})));
}

void TestResourceGraph::ringsEnd()
{
    const Application app = shop();
    const QList<ResourceNode> ring{
        node(u"A"_s, u"a"_s, u"b"_s), node(u"B"_s, u"b"_s, u"a"_s), node(u"C"_s, u"c"_s, u"c"_s)};
    QCOMPARE(resourceForest(&app, ring, {}).size(), 3);
    const QList<Blocked> upwards{{key(u"A"_s, u"a"_s), key(u"B"_s, u"b"_s), true, {}}};
    QCOMPARE(resourceGraph(app, resourceForest(&app, ring, upwards)).nodes.size(), 4);
}

void TestResourceGraph::nothingMeets_data()
{
    QTest::addColumn<int>("across");
    for (const int across : {1, 2, 3, 4, 9})
        QTest::addRow("%d", across) << across;
}

void TestResourceGraph::nothingMeets()
{
    QFETCH(const int, across);
    const Application app = shop();
    QList<ResourceNode> nodes = some();
    ResourceGraph graph;
    for (int i = 0; i < 30; ++i) {
        nodes << node(u"K%1"_s.arg(i % 4), u"n%1"_s.arg(i), i % 3 == 0 ? QString() : nodes.at(i / 2).uid);
        graph = resourceGraph(app, resourceForest(&app, nodes, because()), across, graph);
        QSet<std::pair<int, int>> cells;
        for (const GraphNode &n : std::as_const(graph.nodes))
            cells.insert({n.column, n.row});
        QCOMPARE(cells.size(), graph.nodes.size());
    }
}

QTEST_GUILESS_MAIN(TestResourceGraph)
#include "tst_resourcegraph.moc"
