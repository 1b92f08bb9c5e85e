// The tail of a log.

#include "models/items/logmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace relight;

class TestLogModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void olderLinesLeave();
    void batchLargerThanTheRing();
    void onlyOneStep();
    void randomBatches();
};

static QList<LogLine> lines(int first, int count, const QString &step = QStringLiteral("provision"))
{
    QList<LogLine> made;
    for (int i = first; i < first + count; ++i)
        made.append({Timestamp{Seconds(i)}, step, 1, QStringLiteral("terraform"), QString::number(i), i % 2 == 0});
    return made;
}

void TestLogModel::olderLinesLeave()
{
    LogModel model({}, 5);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.append(lines(1, 4));
    const QPersistentModelIndex first = model.index(0), fourth = model.index(3);
    const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved),
        inserted(&model, &QAbstractItemModel::rowsInserted);
    model.append(lines(5, 3));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 5);
    QVERIFY(!first.isValid());
    QCOMPARE(fourth.data().toString(), QStringLiteral("4"));
    QCOMPARE(fourth.data(LogModel::NumberRole).toLongLong(), 4);
    QCOMPARE(model.dropped(), 2);
    QCOMPARE(model.index(4).data(LogModel::SourceRole).toString(), QStringLiteral("terraform"));
    QCOMPARE(model.index(4).data(LogModel::ErrorRole).toBool(), false);
}

void TestLogModel::batchLargerThanTheRing()
{
    LogModel model({}, 5);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.append(lines(1, 2));
    model.append(lines(3, 20));
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(0).data().toString(), QStringLiteral("18"));
    QCOMPARE(model.index(0).data(LogModel::NumberRole).toLongLong(), 18);
    QCOMPARE(model.index(4).data().toString(), QStringLiteral("22"));
}

void TestLogModel::onlyOneStep()
{
    LogModel model(QStringLiteral("notify"));
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.append(lines(1, 3));
    QCOMPARE(inserted.size(), 0);
    model.append(lines(1, 3) + lines(4, 1, QStringLiteral("notify")));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0).data(LogModel::StepIdRole).toString(), QStringLiteral("notify"));
}

void TestLogModel::randomBatches()
{
    LogModel model({}, 64);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QRandomGenerator random(7);
    int next = 1;
    for (int round = 0; round < 300; ++round) {
        const int count = random.bounded(round % 50 == 0 ? 200 : 12);
        QPersistentModelIndex last = model.index(model.rowCount() - 1);
        const QString text = last.data().toString();
        model.append(lines(next, count));
        next += count;
        QVERIFY(!last.isValid() || last.data().toString() == text);
        QVERIFY(model.rowCount() <= 64);
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.line(row).text.toLongLong(), model.index(row).data(LogModel::NumberRole).toLongLong());
    }
    QCOMPARE(model.dropped() + model.rowCount(), next - 1);
}

QTEST_APPLESS_MAIN(TestLogModel)
#include "tst_logmodel.moc"
