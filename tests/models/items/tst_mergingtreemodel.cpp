// The merge itself: any snapshot to any other by rows, identity kept.

#include "models/items/mergingtreemodel.h"
#include "tests/models/items/modelprobe.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace relight;

using Row = TreeRow<int>;
using Rows = std::vector<Row>;

class NumberTree : public MergingTreeModel<int>
{
public:
    using MergingTreeModel::MergingTreeModel;

protected:
    QVariant valueData(const int &value, int, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(value) : QVariant();
    }
};

class TestMergingTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signalsAreFew_data();
    void signalsAreFew();
    void rowsMoveBetweenParents();
    void turnedOver();
    void repeatedIdsAreLeftOut();
    void randomTrees_data();
    void randomTrees();
};

static Rows flat(const QString &ids)
{
    Rows rows;
    for (const QChar id : ids)
        rows.push_back({QString(id), 0});
    return rows;
}

static QString shown(const NumberTree &model)
{
    return printed(model, [&](const QModelIndex &index) {
        return QStringLiteral("%1=%2").arg(model.id(index)).arg(index.data().toInt());
    });
}

static QString expected(const Rows &rows, int depth = 0)
{
    QString out;
    for (const Row &row : rows)
        out += QString(depth * 2, QLatin1Char(' ')) + QStringLiteral("%1=%2\n").arg(row.id).arg(row.value)
            + expected(row.children, depth + 1);
    return out;
}

void TestMergingTreeModel::signalsAreFew_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("inserts");
    QTest::addColumn<int>("moves");
    QTest::addColumn<int>("removals");
    QTest::newRow("filled") << "" << "abcd" << 1 << 0 << 0;
    QTest::newRow("emptied") << "abcd" << "" << 0 << 0 << 1;
    QTest::newRow("same") << "abcd" << "abcd" << 0 << 0 << 0;
    QTest::newRow("one goes") << "abcd" << "acd" << 0 << 0 << 1;
    QTest::newRow("two runs go") << "abcdef" << "adf" << 0 << 0 << 2;
    QTest::newRow("run comes in between") << "ad" << "abcd" << 1 << 0 << 0;
    QTest::newRow("one moves up") << "abcde" << "eabcd" << 0 << 1 << 0;
    QTest::newRow("one moves to the end") << "abcde" << "bcdea" << 0 << 1 << 0;
    QTest::newRow("one changes for another") << "abc" << "axc" << 1 << 0 << 1;
}

void TestMergingTreeModel::signalsAreFew()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    NumberTree model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.merge(flat(before));
    const QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted), moves(&model, &QAbstractItemModel::rowsMoved),
        removals(&model, &QAbstractItemModel::rowsRemoved), changes(&model, &QAbstractItemModel::dataChanged),
        resets(&model, &QAbstractItemModel::modelReset);
    model.merge(flat(after));
    QCOMPARE(shown(model), expected(flat(after)));
    QTEST(int(inserts.size()), "inserts");
    QTEST(int(moves.size()), "moves");
    QTEST(int(removals.size()), "removals");
    QCOMPARE(changes.size(), 0);
    QCOMPARE(resets.size(), 0);
}

void TestMergingTreeModel::rowsMoveBetweenParents()
{
    NumberTree model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.merge({{QStringLiteral("a"), 1, {{QStringLiteral("x"), 1, {{QStringLiteral("deep"), 1}}}}},
        {QStringLiteral("b"), 1}});
    const QPersistentModelIndex x = model.indexOf(QStringLiteral("x")), deep = model.indexOf(QStringLiteral("deep"));
    // a goes, and what was under it lives on under b
    const Rows next{{QStringLiteral("b"), 1, {{QStringLiteral("x"), 2, {{QStringLiteral("deep"), 1}}}}}};
    model.merge(next);
    QCOMPARE(shown(model), expected(next));
    QCOMPARE(QModelIndex(x), model.indexOf(QStringLiteral("x")));
    QCOMPARE(QModelIndex(deep), model.indexOf(QStringLiteral("deep")));
    QCOMPARE(x.data().toInt(), 2);
}

void TestMergingTreeModel::turnedOver()
{
    NumberTree model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.merge({{QStringLiteral("a"), 0, {{QStringLiteral("b"), 0, {{QStringLiteral("c"), 0}}}}}});
    const QPersistentModelIndex a = model.indexOf(QStringLiteral("a"));
    const Rows next{{QStringLiteral("c"), 0, {{QStringLiteral("b"), 0, {{QStringLiteral("a"), 0}}}}}};
    model.merge(next);
    QCOMPARE(shown(model), expected(next));
    QCOMPARE(QModelIndex(a), model.indexOf(QStringLiteral("a")));
}

void TestMergingTreeModel::repeatedIdsAreLeftOut()
{
    NumberTree model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.merge(
        {{QStringLiteral("a"), 1, {{QStringLiteral("b"), 2}, {QStringLiteral("a"), 3}}}, {QStringLiteral("b"), 4}});
    QCOMPARE(shown(model), QStringLiteral("a=1\n  b=2\n"));
}

static void plant(Rows &rows, QStringList &ids, QRandomGenerator &random, int depth)
{
    const int count = random.bounded(depth == 0 ? 8 : 5);
    for (int i = 0; i < count && !ids.isEmpty(); ++i) {
        rows.push_back({ids.takeAt(random.bounded(ids.size())), random.bounded(3)});
        if (depth < 3)
            plant(rows.back().children, ids, random, depth + 1);
    }
}

void TestMergingTreeModel::randomTrees_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestMergingTreeModel::randomTrees()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    NumberTree model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    for (int round = 0; round < 60; ++round) {
        QStringList ids;
        for (int i = 0; i < 30; ++i)
            ids.append(QString::number(i));
        Rows next;
        plant(next, ids, random, 0);
        IdentityWatch watch(model, [&](const QModelIndex &index) { return model.id(index); });
        watch.remember();
        model.merge(next);
        QCOMPARE(shown(model), expected(next));
        QCOMPARE(watch.complaint(), QString());
    }
    QCOMPARE(resets.size(), 0);
}

QTEST_APPLESS_MAIN(TestMergingTreeModel)
#include "tst_mergingtreemodel.moc"
