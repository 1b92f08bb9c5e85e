// What looks green and may not be.
#include "applications.h"

#include "models/convergence/falsegreen.h"

#include <QTest>

using namespace relight;
using namespace relight::testing;
using namespace Qt::StringLiterals;

class TestFalseGreen : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void kinds_data();
    void kinds();
    void anOlderRevisionThanItsSibling();
    void whatIsNotGreenIsNotFalse();
};

static QList<FalseGreenKind> kindsOf(const Application &one, const QList<Application> &others = {})
{
    QList<FalseGreenKind> kinds;
    for (const FalseGreen &found : falseGreen(one, NewestRevisions(setOf(QList<Application>{one} + others))))
        kinds << found.kind;
    return kinds;
}

void TestFalseGreen::kinds_data()
{
    QTest::addColumn<std::function<void(Application &)>>("change");
    QTest::addColumn<int>("kind"); // -1: none
    const auto row = [](const char *name, std::function<void(Application &)> change, int kind) {
        QTest::newRow(name) << std::move(change) << kind;
    };
    const auto is = [](FalseGreenKind kind) { return int(kind); };
    row("well", [](Application &) { }, -1);
    row("nothing deployed", [](Application &a) { a.resources.clear(); }, is(FalseGreenKind::NothingDeployed));
    row("held", [](Application &a) { a.skipReconcile = true; }, is(FalseGreenKind::Held));
    row("sync off", [](Application &a) { a.automated = false; }, is(FalseGreenKind::SyncOff));
    row("ignores", [](Application &a) { a.ignoredDifferences = 2; }, is(FalseGreenKind::DifferencesIgnored));
    row(
        "ignores extraneous",
        [](Application &a) { a.annotations.insert(u"argocd.argoproj.io/compare-options"_s, u"IgnoreExtraneous"_s); },
        is(FalseGreenKind::DifferencesIgnored));
    row(
        "suspended resource", [](Application &a) { a.resources.first().health = HealthStatus::Suspended; },
        is(FalseGreenKind::ResourcesSuspended));
    row(
        "suspended", [](Application &a) { a.health = HealthStatus::Suspended; },
        is(FalseGreenKind::ResourcesSuspended));
    row(
        "pinned to another commit",
        [](Application &a) {
            a.targetRevision = QString(40, u'a');
            a.syncRevision = QString(40, u'b');
        },
        is(FalseGreenKind::OldRevision));
    row("pinned and there", [](Application &a) { a.targetRevision = a.syncRevision = QString(40, u'a'); }, -1);
}

void TestFalseGreen::kinds()
{
    QFETCH(std::function<void(Application &)>, change);
    QFETCH(int, kind);
    Application one = app(u"shop"_s);
    change(one);
    QCOMPARE(kindsOf(one), kind < 0 ? QList<FalseGreenKind>() : QList{FalseGreenKind(kind)});
}

void TestFalseGreen::anOlderRevisionThanItsSibling()
{
    const auto at = [](const QString &name, const QString &revision, int seconds) {
        Application made = app(name);
        made.repoUrl = u"https://git.example.com/gitops"_s;
        made.targetRevision = u"main"_s;
        made.syncRevision = revision;
        made.reconciledAt = Timestamp{Seconds(seconds)};
        return made;
    };
    const Application old = at(u"shop"_s, u"r1"_s, 10), fresh = at(u"blog"_s, u"r2"_s, 20);
    QCOMPARE(kindsOf(old, {fresh}), QList{FalseGreenKind::OldRevision});
    QVERIFY(falseGreen(old, NewestRevisions(setOf({old, fresh}))).first().reason.contains(u"blog"));
    QVERIFY(kindsOf(fresh, {old}).isEmpty());
    Application other = fresh; // of another branch: nothing to compare with
    other.targetRevision = u"next"_s;
    QVERIFY(kindsOf(old, {other}).isEmpty());
    Application outOfSync = old; // it says so itself
    outOfSync.sync = SyncStatus::OutOfSync;
    QVERIFY(kindsOf(outOfSync, {fresh}).isEmpty());
    Application several = old; // of two sources only one is known
    several.syncRevision = u"r1,v2"_s;
    QVERIFY(kindsOf(several, {fresh}).isEmpty());
}

void TestFalseGreen::whatIsNotGreenIsNotFalse()
{
    Application one = app(u"shop"_s);
    one.resources.clear();
    one.automated = false;
    one.health = HealthStatus::Degraded;
    QVERIFY(kindsOf(one).isEmpty());
    one.health = HealthStatus::Healthy;
    one.hasStatus = false;
    QVERIFY(kindsOf(one).isEmpty());
}

QTEST_APPLESS_MAIN(TestFalseGreen)
#include "tst_falsegreen.moc"
