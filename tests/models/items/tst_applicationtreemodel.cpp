// Applications as a tree that moves with their health.

#include "models/items/applicationtreemodel.h"
#include "tests/models/items/modelprobe.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace relight;

class TestApplicationTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wavesAndBrokenFirst();
    void whatIsWellIsFolded();
    void filtersSayWhatTheyHide();
    void rowsAreHeld();
    void sinceWhen();
    void healthMovesARow();
    void childrenArriveAndLeave();
    void randomUpdatesKeepIdentity();
};

static Application application(
    const QString &name, int wave = 0, HealthStatus health = HealthStatus::Healthy, const QStringList &children = {})
{
    Application made;
    made.name = name;
    made.appNamespace = QStringLiteral("argocd");
    made.uid = name;
    made.syncWave = wave;
    made.health = health;
    made.sync = SyncStatus::Synced;
    made.hasStatus = true;
    for (const QString &child : children) {
        ResourceStatus resource;
        resource.key = {QStringLiteral("argoproj.io"), QStringLiteral("v1alpha1"), QStringLiteral("Application"),
            QStringLiteral("argocd"), child};
        made.resources.append(resource);
    }
    return made;
}

static QString told(const QModelIndex &index)
{
    const auto row = index.data(ApplicationTreeModel::RowRole).value<ApplicationRow>();
    const QString counts = row.below ? QStringLiteral(" %1/%2").arg(row.healthyBelow).arg(row.below) : QString();
    return (row.kind == ApplicationRow::Kind::Wave ? QStringLiteral("wave ") : QString()) + row.name + counts
        + QStringLiteral(" h%1").arg(int(row.health));
}

static QString all(const QModelIndex &index)
{
    const auto row = index.data(ApplicationTreeModel::RowRole).value<ApplicationRow>();
    QStringList doubts;
    for (const FalseGreen &one : row.falseGreen)
        doubts << one.reason;
    return told(index)
        + QStringLiteral(" %1 %2 %3 %4 %5 %6 ")
              .arg(int(row.worst))
              .arg(int(row.sync))
              .arg(int(row.operation))
              .arg(row.syncedBelow)
              .arg(row.brokenBelow)
              .arg(row.progressingBelow)
        + row.message + doubts.join(u' ');
}

static QStringList names(std::initializer_list<const char *> list)
{
    QStringList made;
    for (const char *name : list)
        made.append(QString::fromLatin1(name));
    return made;
}

void TestApplicationTreeModel::wavesAndBrokenFirst()
{
    ApplicationTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.update(
        {application(QStringLiteral("root"), 0, HealthStatus::Healthy, names({"cert", "vault", "shop", "blog", "pay"})),
            application(QStringLiteral("cert"), -1), application(QStringLiteral("vault"), -1, HealthStatus::Degraded),
            application(QStringLiteral("shop"), 2), application(QStringLiteral("blog"), 2, HealthStatus::Progressing),
            application(QStringLiteral("pay"), 2, HealthStatus::Missing), application(QStringLiteral("alone"))},
        {});
    QCOMPARE(printed(model, told),
        QStringLiteral("root 2/5 h0\n"
                       "  wave -1 1/2 h4\n"
                       "    vault h4\n"
                       "    cert h0\n"
                       "  wave 2 1/3 h3\n"
                       "    pay h3\n"
                       "    blog h2\n"
                       "    shop h0\n"
                       "alone h0\n"));
}

static Application automated(Application made)
{
    made.automated = true;
    made.resources.append(
        {.key = {{}, QStringLiteral("v1"), QStringLiteral("Secret"), QStringLiteral("apps"), made.name}});
    return made;
}

static QList<Application> estate()
{
    QList<Application> all;
    QStringList children;
    const auto add = [&](const QString &name, int wave, HealthStatus health) {
        all << automated(application(name, wave, health));
        children << name;
    };
    for (int i = 0; i < 4; ++i)
        add(QStringLiteral("good-%1").arg(i), 0, HealthStatus::Healthy);
    for (int i = 0; i < 7; ++i)
        add(QStringLiteral("moving-%1").arg(i), 1, HealthStatus::Progressing);
    for (int i = 0; i < 3; ++i)
        add(QStringLiteral("fine-%1").arg(i), 1, HealthStatus::Healthy);
    add(QStringLiteral("bad"), 1, HealthStatus::Degraded);
    all << automated(application(QStringLiteral("root"), 0, HealthStatus::Healthy, children));
    return all;
}

void TestApplicationTreeModel::whatIsWellIsFolded()
{
    ApplicationTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.update(estate(), {});
    const auto shape = [](const QModelIndex &index) {
        const auto row = index.data(ApplicationTreeModel::RowRole).value<ApplicationRow>();
        return row.kind == ApplicationRow::Kind::More ? QStringLiteral("%1 more").arg(row.below) : row.name;
    };
    QCOMPARE(printed(model, shape),
        QStringLiteral("root\n"
                       "  1\n" // something is broken in it
                       "    bad\n"
                       "    moving-0\n"
                       "    moving-1\n"
                       "    moving-2\n"
                       "    4 more\n"
                       "      moving-3\n"
                       "      moving-4\n"
                       "      moving-5\n"
                       "      moving-6\n"
                       "    3 more\n"
                       "      fine-0\n"
                       "      fine-1\n"
                       "      fine-2\n"
                       "  0\n" // all well: nothing to fold away from
                       "    good-0\n"
                       "    good-1\n"
                       "    good-2\n"
                       "    good-3\n"));
    Application doubtful = automated(application(QStringLiteral("fine-1"), 1));
    doubtful.automated = false; // looks well only: it is not hidden in a fold
    model.update({doubtful}, {});
    QCOMPARE(model.indexOf(QStringLiteral("argocd/fine-1")).parent().data().toString(), QStringLiteral("1"));
    QCOMPARE(model.totals().falseGreen, 1);
}

void TestApplicationTreeModel::filtersSayWhatTheyHide()
{
    ApplicationTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.update(estate(), {});
    QCOMPARE(model.totals().hidden, 0);
    QCOMPARE(model.totals().broken, 1);
    QCOMPARE(model.totals().progressing, 7);
    QCOMPARE(model.totals().counts.total(), 16);
    const auto shown = [](const QModelIndex &index) { return index.data().toString(); };
    model.setFilter({.troubles = {Trouble::Broken}});
    QCOMPARE(printed(model, shown), QStringLiteral("root\n  bad\n")); // one wave is left: no group
    QCOMPARE(model.totals().hidden, 15);
    QCOMPARE(model.totals().progressing, 7); // the counts are of all
    model.setFilter({.troubles = {Trouble::Broken}, .text = QStringLiteral("fine")});
    QCOMPARE(model.rowCount(), 0);
    model.setFilter({.text = QStringLiteral("kind:secret ns:APPS good-1")});
    QCOMPARE(printed(model, shown), QStringLiteral("root\n  good-1\n"));
    model.update({automated(application(QStringLiteral("good-11"), 0))}, {}); // comes in while it is filtered
    QVERIFY(model.indexOf(QStringLiteral("argocd/good-11")).isValid());
    model.setFilter({});
    QCOMPARE(model.totals().hidden, 0);
}

void TestApplicationTreeModel::rowsAreHeld()
{
    ApplicationTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.update({application(QStringLiteral("a")), application(QStringLiteral("b"))}, {});
    model.holdRows(true);
    model.update({application(QStringLiteral("b"), 0, HealthStatus::Degraded)}, {QStringLiteral("argocd/a")});
    QCOMPARE(model.indexOf(QStringLiteral("argocd/b")).row(), 1);
    QCOMPARE(model.totals().broken, 1); // what is known is told all the same
    model.holdRows(false);
    QCOMPARE(model.indexOf(QStringLiteral("argocd/b")).row(), 0);
    QCOMPARE(model.rowCount(), 1);
}

void TestApplicationTreeModel::sinceWhen()
{
    ApplicationTreeModel model;
    const auto since = [&] {
        return model.indexOf(QStringLiteral("argocd/a")).data(ApplicationTreeModel::SinceRole).value<Timestamp>();
    };
    model.setNow(Timestamp{Seconds(10)});
    model.update({application(QStringLiteral("a"))}, {});
    model.setNow(Timestamp{Seconds(20)});
    Application same = application(QStringLiteral("a"));
    same.operationMessage = QStringLiteral("looked at");
    model.update({same}, {});
    QCOMPARE(since(), Timestamp{Seconds(10)});
    model.update({application(QStringLiteral("a"), 0, HealthStatus::Missing)}, {});
    QCOMPARE(since(), Timestamp{Seconds(20)});
}

void TestApplicationTreeModel::healthMovesARow()
{
    ApplicationTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.update(
        {application(QStringLiteral("a")), application(QStringLiteral("b")), application(QStringLiteral("c"))}, {});
    const QPersistentModelIndex c = model.indexOf(QStringLiteral("argocd/c"));
    const QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved), changed(&model, &QAbstractItemModel::dataChanged),
        inserted(&model, &QAbstractItemModel::rowsInserted);
    model.update({application(QStringLiteral("c"), 0, HealthStatus::Degraded)}, {});
    QCOMPARE(c.row(), 0);
    QCOMPARE(c.data(ApplicationTreeModel::HealthRole).value<HealthStatus>(), HealthStatus::Degraded);
    QCOMPARE(moved.size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(inserted.size(), 0);
    Application same = application(QStringLiteral("c"), 0, HealthStatus::Degraded);
    same.reconciledAt = Timestamp{Seconds(5)}; // looked at again, nothing new to show
    model.update({same}, {});
    QCOMPARE(changed.size(), 1);
}

void TestApplicationTreeModel::childrenArriveAndLeave()
{
    ApplicationTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.update({application(QStringLiteral("child"))}, {});
    const QPersistentModelIndex child = model.indexOf(QStringLiteral("argocd/child"));
    model.update({application(QStringLiteral("root"), 0, HealthStatus::Healthy, names({"child"}))},
        {}); // the parent is heard of later
    QCOMPARE(printed(model, told), QStringLiteral("root 1/1 h0\n  child h0\n"));
    QCOMPARE(QModelIndex(child), model.indexOf(QStringLiteral("argocd/child")));
    model.update({}, {QStringLiteral("argocd/root")});
    QCOMPARE(printed(model, told), QStringLiteral("child h0\n"));
    QVERIFY(child.isValid());
    model.update({}, {QStringLiteral("argocd/child")});
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!child.isValid());
}

void TestApplicationTreeModel::randomUpdatesKeepIdentity()
{
    ApplicationTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QRandomGenerator random(11);
    const auto name = [](int number) { return QStringLiteral("app-%1").arg(number, 2, 10, QLatin1Char('0')); };
    for (int round = 0; round < 200; ++round) {
        QList<Application> changed;
        QStringList removed;
        for (int i = random.bounded(6); i > 0; --i) {
            const int number = random.bounded(24);
            if (random.bounded(6) == 0) {
                removed.append(QStringLiteral("argocd/") + name(number));
                continue;
            }
            QStringList children; // loops and shared children, too
            for (int child = random.bounded(4); child > 0; --child)
                children.append(name(random.bounded(24)));
            Application one = application(name(number), random.bounded(3), HealthStatus(random.bounded(6)), children);
            if (const Application known = model.applications().value(one.key()); random.bounded(2) == 0) {
                one.resources = known.resources; // its links stay as they are
                one.syncWave = known.syncWave;
            }
            one.automated = random.bounded(4) > 0;
            one.sync = random.bounded(4) > 0 ? SyncStatus::Synced : SyncStatus::OutOfSync;
            one.operationMessage = QString::number(round);
            one.operation = random.bounded(2) > 0 ? OperationPhase::Succeeded : OperationPhase::Running;
            one.repoUrl = QStringLiteral("repo-%1").arg(random.bounded(2));
            one.syncRevision = QStringLiteral("r%1").arg(random.bounded(3));
            one.reconciledAt = Timestamp{Seconds(random.bounded(100))};
            changed.append(one);
        }
        if (random.bounded(10) == 0)
            model.setFilter({.troubles = random.bounded(2) > 0 ? QSet<Trouble>{} : QSet{Trouble::Broken},
                .text = random.bounded(2) > 0 ? QString() : QStringLiteral("app-1")});
        if (random.bounded(10) == 0)
            model.setOrder(ApplicationOrder(random.bounded(3)));
        IdentityWatch watch(model, [&](const QModelIndex &index) { return model.id(index); });
        watch.remember();
        model.update(changed, removed);
        QCOMPARE(watch.complaint(), QString());
        int shown = 0;
        printed(model, [&](const QModelIndex &index) {
            shown += index.data(ApplicationTreeModel::KindRole).value<ApplicationRow::Kind>()
                    == ApplicationRow::Kind::Application
                ? 1
                : 0;
            return QString();
        });
        if (model.filter().isOff())
            QCOMPARE(shown, int(model.applications().size()));
        ApplicationTreeModel anew; // nothing depends on the way here
        anew.setFilter(model.filter());
        anew.setOrder(model.order());
        anew.update(model.applications().values(), {});
        QCOMPARE(printed(model, all), printed(anew, all));
        QCOMPARE(model.totals(), anew.totals());
    }
    QCOMPARE(resets.size(), 0);
}

QTEST_APPLESS_MAIN(TestApplicationTreeModel)
#include "tst_applicationtreemodel.moc"
