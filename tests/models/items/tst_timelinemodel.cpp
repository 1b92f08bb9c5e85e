// Planned against actual.

#include "models/items/timelinemodel.h"
#include "models/run/words.h"
#include "tests/models/items/modelprobe.h"
#include "tests/models/items/runexample.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace relight;

class TestTimelineModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plannedAndActual();
    void criticalPathIsThePlans();
    void onlyGrowingBarsChange();
    void withoutARun();
};

static QString told(const QModelIndex &index)
{
    const auto row = index.data(TimelineModel::RowRole).value<TimelineRow>();
    const auto time = [](const std::optional<Seconds> &at) { return at ? clockText(*at) : QStringLiteral("-"); };
    return QStringLiteral("%1%2 planned %3 %4 %5 actual %6 %7 %8")
        .arg(row.critical ? QStringLiteral("*") : QString(), row.stepId, clockText(row.plannedStart),
            clockText(row.plannedLowEnd), clockText(row.plannedHighEnd), time(row.start), time(row.end),
            word(row.state));
}

void TestTimelineModel::plannedAndActual()
{
    RunExample run;
    run.add(5, AttemptStarted{QStringLiteral("provision"), 1});
    run.add(605, StepEnded{QStringLiteral("provision"), StepState::Succeeded, {}, {}});
    run.add(610, AttemptStarted{QStringLiteral("install-argocd"), 1});
    TimelineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setNow(run.at(620));
    model.setRun(run.state);
    QCOMPARE(printed(model, told),
        QStringLiteral("*provision planned 0:00 5:00 15:00 actual 0:05 10:05 succeeded\n"
                       "*install-argocd planned 15:00 17:00 18:00 actual 10:10 - running\n"
                       "restore-secrets planned 15:00 16:00 17:00 actual - - ready\n"
                       "*connect-git planned 18:00 18:10 18:30 actual - - pending\n"
                       "*apply-root planned 18:30 18:40 19:00 actual - - pending\n"
                       "*monitor-sync planned 19:00 24:00 29:00 actual - - pending\n"
                       "*restore-data/orders planned 29:00 39:00 49:00 actual - - pending\n"
                       "restore-data/uploads planned 19:00 24:00 25:40 actual - - pending\n"
                       "*update-dns/www planned 49:00 50:00 54:00 actual - - pending\n"
                       "*verify-health planned 54:00 55:00 55:00 actual - - pending\n"
                       "notify planned 55:00 55:05 55:05 actual - - pending\n"
                       "*warm-cache planned 55:00 57:00 57:00 actual - - pending\n"));
    QCOMPARE(model.value(model.index(1, 0))->now, Seconds(620));
}

// Of equally long paths the terminal and the window mark the same: a step of no time at the end is not on it.
void TestTimelineModel::criticalPathIsThePlans()
{
    RecoveryManifest manifest;
    manifest.name = QStringLiteral("production");
    manifest.data = {DataItem{.name = QStringLiteral("orders"), .restoreCommand = QStringLiteral("true")}};
    const auto plan = planFor(manifest);
    QVERIFY(plan && plan->find(u"notify")->leftOut);
    RunState state;
    for (const Step &step : plan->steps) {
        StepStatus status;
        status.planned.id = step.id;
        status.planned.after = step.after;
        status.planned.high = step.estimate.high;
        state.steps << status;
    }
    QStringList critical;
    for (const auto &row : timelineRows(state, {})) {
        if (row.value.critical)
            critical << row.value.stepId;
    }
    QCOMPARE(critical, plan->criticalPath.stepIds);
    QVERIFY(!critical.contains(u"notify"));
}

void TestTimelineModel::onlyGrowingBarsChange()
{
    RunExample run;
    run.add(5, AttemptStarted{QStringLiteral("provision"), 1});
    TimelineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setRun(run.state);
    model.setNow(run.at(10));
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged),
        inserted(&model, &QAbstractItemModel::rowsInserted);
    const QPersistentModelIndex last = model.index(11, 0);
    model.setNow(run.at(11));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.first().at(1).toModelIndex(), model.index(0, 1));
    run.add(12, StepEnded{QStringLiteral("provision"), StepState::Failed, {}, {}});
    model.setRun(run.state);
    model.setNow(run.at(30));
    QCOMPARE(changed.size(), 2); // its end; then it stands still
    QCOMPARE(inserted.size(), 0);
    QCOMPARE(last.row(), 11);
}

void TestTimelineModel::withoutARun()
{
    TimelineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setNow(Timestamp{Seconds(1)});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_APPLESS_MAIN(TestTimelineModel)
#include "tst_timelinemodel.moc"
