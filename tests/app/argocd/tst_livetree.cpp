// A resource tree without Argo CD's server.
#include "app/integrations/argocd/livetree.h"

#include <QJsonDocument>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestLiveTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void growsFromTheManagedResources();
};

static QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

void TestLiveTree::growsFromTheManagedResources()
{
    Application app;
    app.resources = {{.key = {u"apps"_s, u"v1"_s, u"Deployment"_s, u"shop"_s, u"web"_s}},
        {.key = {{}, u"v1"_s, u"Service"_s, u"shop"_s, u"web"_s}},
        {.key = {{}, u"v1"_s, u"ConfigMap"_s, u"shop"_s, u"gone"_s}}};
    const QList<QJsonObject> live{
        json(
            R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-1-x","namespace":"shop","uid":"p","ownerReferences":[{"uid":"r"}]},
            "spec":{"containers":[{"image":"reg/web:1"}]},"status":{"phase":"Pending","containerStatuses":[{"name":"c","image":"reg/web:1","state":{"waiting":{"reason":"ErrImagePull"}}}]}})"),
        json(
            R"({"apiVersion":"apps/v1","kind":"ReplicaSet","metadata":{"name":"web-1","namespace":"shop","uid":"r","ownerReferences":[{"uid":"d"}]}})"),
        json(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop","uid":"d"}})"),
        json(
            R"({"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","uid":"s"},"spec":{}})"),
        json(
            R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"stranger","namespace":"shop","uid":"o","ownerReferences":[{"uid":"z"}]}})"),
    };
    const QList<ResourceNode> tree = liveTree(app, live);
    QCOMPARE(tree.size(), 5);
    QCOMPARE(int(*tree[0].health), int(HealthStatus::Progressing));
    QCOMPARE(int(*tree[1].health), int(HealthStatus::Healthy));
    QCOMPARE(int(*tree[2].health), int(HealthStatus::Missing));
    QCOMPARE(tree[3].key.kind, u"ReplicaSet"_s);
    QCOMPARE(tree[4].key.name, u"web-1-x"_s);
    QCOMPARE(tree[4].parentUids, QStringList{u"r"_s});
    QCOMPARE(tree[4].images, QStringList{u"reg/web:1"_s});
    QVERIFY(tree[4].healthMessage.contains(u"cannot pull image reg/web:1"));
}

QTEST_APPLESS_MAIN(TestLiveTree)
#include "tst_livetree.moc"
