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
        QStringLiteral("alone h0\n"
                       "root 2/5 h0\n"
                       "  wave -1 1/2 h4\n"
                       "    vault h4\n"
                       "    cert h0\n"
                       "  wave 2 1/3 h3\n"
                       "    pay h3\n"
                       "    blog h2\n"
                       "    shop h0\n"));
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
            changed.append(application(name(number), random.bounded(3), HealthStatus(random.bounded(6)), children));
        }
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
        QCOMPARE(shown, int(model.applications().size()));
    }
    QCOMPARE(resets.size(), 0);
}

QTEST_APPLESS_MAIN(TestApplicationTreeModel)
#include "tst_applicationtreemodel.moc"
