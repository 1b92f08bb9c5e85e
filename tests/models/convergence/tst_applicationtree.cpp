// Who made whom: evidence, its order, waves, loops.
#include "applications.h"

#include <QTest>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

class TestApplicationTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tracking_data();
    void tracking();
    void links();
    void waves();
    void loopsAreCut();
    void setsStandBetween();
    void otherNamespaces();
};

namespace {

Application tracked(const QString &name, const QString &id)
{
    Application one = app(name);
    one.annotations.insert(u"argocd.argoproj.io/tracking-id"_s, id);
    return one;
}

} // namespace

void TestApplicationTree::tracking_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("parent"); // "namespace|name", empty: none
    QTest::newRow("plain") << u"root:argoproj.io/Application:argocd/shop"_s << u"|root"_s;
    QTest::newRow("of another namespace") << u"team_root:argoproj.io/Application:argocd/shop"_s << u"team|root"_s;
    QTest::newRow("copied object") << u"root:argoproj.io/Application:argocd/other"_s << QString();
    QTest::newRow("another kind") << u"root:apps/Deployment:argocd/shop"_s << QString();
    QTest::newRow("torn") << u"root:argoproj.io/Application"_s << QString();
    QTest::newRow("no parent") << u":argoproj.io/Application:argocd/shop"_s << QString();
    QTest::newRow("empty") << QString() << QString();
}

void TestApplicationTree::tracking()
{
    QFETCH(QString, id);
    QFETCH(QString, parent);
    const auto by = trackedBy(tracked(u"shop"_s, id));
    QCOMPARE(by ? by->appNamespace + u'|' + by->name : QString(), parent);
}

void TestApplicationTree::links()
{
    const auto tree = applicationTree(setOf({parentOf(u"root"_s, {u"a"_s, u"gone"_s}), app(u"a"_s),
        tracked(u"b"_s, u"a:argoproj.io/Application:argocd/b"_s), app(u"alone"_s)}));
    QCOMPARE(tree.roots, (QStringList{u"argocd/alone"_s, u"argocd/root"_s}));
    QCOMPARE(tree.children.value(u"argocd/root"_s), (QStringList{u"argocd/a"_s, u"argocd/gone"_s}));
    QCOMPARE(tree.parent.value(u"argocd/b"_s), u"argocd/a"_s);
    QCOMPARE(tree.missing, QStringList{u"argocd/gone"_s});
    QCOMPARE(withDescendants(tree, u"argocd/root"_s),
        (QStringList{u"argocd/root"_s, u"argocd/a"_s, u"argocd/b"_s, u"argocd/gone"_s}));
    // What a parent says of itself is stronger than a child's annotation.
    const auto contested = applicationTree(
        setOf({parentOf(u"x"_s, {u"c"_s}), app(u"y"_s), tracked(u"c"_s, u"y:argoproj.io/Application:argocd/c"_s)}));
    QCOMPARE(contested.parent.value(u"argocd/c"_s), u"argocd/x"_s);
}

void TestApplicationTree::waves()
{
    Application late = app(u"a-late"_s), early = app(u"z-early"_s);
    late.syncWave = 2;
    early.syncWave = -1;
    const auto tree
        = applicationTree(setOf({parentOf(u"root"_s, {u"a-late"_s, u"m"_s, u"z-early"_s}), late, app(u"m"_s), early}));
    QCOMPARE(
        tree.children.value(u"argocd/root"_s), (QStringList{u"argocd/z-early"_s, u"argocd/m"_s, u"argocd/a-late"_s}));
}

void TestApplicationTree::loopsAreCut()
{
    const auto self = applicationTree(setOf({parentOf(u"argo"_s, {u"argo"_s, u"a"_s}), app(u"a"_s)}));
    QCOMPARE(self.roots, QStringList{u"argocd/argo"_s});
    QVERIFY(self.loops.contains(u"argocd/argo"_s));
    const auto ring
        = applicationTree(setOf({parentOf(u"a"_s, {u"b"_s}), parentOf(u"b"_s, {u"c"_s}), parentOf(u"c"_s, {u"a"_s})}));
    QCOMPARE(ring.roots, QStringList{u"argocd/a"_s});
    QCOMPARE(withDescendants(ring, u"argocd/a"_s).size(), 3);
    QCOMPARE(withDescendants(ring, u"argocd/c"_s), QStringList{u"argocd/c"_s});
}

void TestApplicationTree::setsStandBetween()
{
    Application root = parentOf(u"root"_s, {});
    root.resources.append({.key = argo(u"ApplicationSet"_s, u"tenants"_s)});
    Application one = app(u"one"_s);
    one.ownerApplicationSet = u"tenants"_s;
    const auto tree = applicationTree(setOf({root, one}));
    QCOMPARE(tree.roots, QStringList{u"argocd/root"_s});
    QCOMPARE(withDescendants(tree, u"argocd/root"_s),
        (QStringList{u"argocd/root"_s, setKey(u"argocd"_s, u"tenants"_s), u"argocd/one"_s}));
    const auto loose = applicationTree(setOf({one}));
    QCOMPARE(loose.roots, QStringList{setKey(u"argocd"_s, u"tenants"_s)});
}

void TestApplicationTree::otherNamespaces()
{
    Application child = app(u"shop"_s);
    child.appNamespace = u"team"_s;
    child.annotations.insert(u"argocd.argoproj.io/tracking-id"_s, u"root:argoproj.io/Application:team/shop"_s);
    const auto tree = applicationTree(setOf({app(u"root"_s), child}));
    QCOMPARE(tree.parent.value(u"team/shop"_s), u"argocd/root"_s);
}

QTEST_APPLESS_MAIN(TestApplicationTree)
#include "tst_applicationtree.moc"
