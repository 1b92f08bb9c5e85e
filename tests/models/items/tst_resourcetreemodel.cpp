// The tree of resources keeps what a person chose while an application changes under it.
#include "modelprobe.h"

#include "models/items/resourcetreemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestResourceTreeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoMadeWhom();
    void rowsStayThemselves();
};

static ResourceNode node(const QString &kind, const QString &name, const QString &parent = {})
{
    return {.key = {{}, u"v1"_s, kind, u"shop"_s, name},
        .uid = name,
        .parentUids = parent.isEmpty() ? QStringList() : QStringList{parent},
        .health = HealthStatus::Healthy};
}

static QString text(const QModelIndex &index)
{
    return index.data().toString();
}

void TestResourceTreeModel::whoMadeWhom()
{
    ResourceTreeModel model;
    const QAbstractItemModelTester tester(&model);
    const QList<ResourceNode> nodes{node(u"Service"_s, u"a"_s), node(u"Deployment"_s, u"web"_s),
        node(u"Pod"_s, u"web-x"_s, u"web"_s), node(u"Pod"_s, u"web-y"_s, u"web"_s)};
    model.update(resourceForest(nullptr, nodes, {{nodes[1].key, nodes[3].key, true, {}}}));
    QCOMPARE(printed(model, text), u"Deployment web\n  Pod web-y\n  Pod web-x\nService a\n"_s);
    const QModelIndex pod = model.indexOf(resourceId(nodes[3].key));
    QCOMPARE(pod.data(ResourceTreeModel::RootCauseRole).toBool(), true);
    QCOMPARE(pod.data(ResourceTreeModel::ChainRole).toInt(), 2);
    QCOMPARE(pod.data(ResourceTreeModel::HealthRole).value<HealthStatus>(), HealthStatus::Healthy);
    QVERIFY(!pod.data(ResourceTreeModel::SyncRole).isValid());
}

void TestResourceTreeModel::rowsStayThemselves()
{
    ResourceTreeModel model;
    const QAbstractItemModelTester tester(&model);
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QList<ResourceNode> nodes{node(u"Deployment"_s, u"web"_s)};
    for (int i = 0; i < 2000; ++i)
        nodes << node(u"Pod"_s, u"web-%1"_s.arg(i), u"web"_s);
    model.update(resourceForest(nullptr, nodes, {}));
    const QPersistentModelIndex pod = model.indexOf(resourceId(nodes[77].key));
    nodes[77].health = HealthStatus::Degraded; // now the first
    nodes.removeAt(5);
    model.update(resourceForest(nullptr, nodes, {}));
    QCOMPARE(pod.row(), 0);
    QCOMPARE(text(pod), u"Pod web-76"_s);
    model.update({});
    QVERIFY(!pod.isValid());
    QCOMPARE(reset.size(), 0);
}

QTEST_GUILESS_MAIN(TestResourceTreeModel)
#include "tst_resourcetreemodel.moc"
