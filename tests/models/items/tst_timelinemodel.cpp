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
    void forecastAndFrame();
    void attemptsAreBarsOfTheirOwn();
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
        QStringLiteral("*provision planned 2:00 7:00 17:00 actual 2:05 12:05 succeeded\n"
                       "*install-argocd planned 17:00 19:00 20:00 actual 12:10 - running\n"
                       "restore-secrets planned 17:00 18:00 19:00 actual - - ready\n"
                       "*connect-git planned 20:00 20:10 20:30 actual - - pending\n"
                       "*apply-root planned 20:30 20:40 21:00 actual - - pending\n"
                       "*monitor-sync planned 21:00 26:00 31:00 actual - - pending\n"
                       "*restore-data/orders planned 31:00 41:00 51:00 actual - - pending\n"
                       "restore-data/uploads planned 21:00 26:00 27:40 actual - - pending\n"
                       "*update-dns/www planned 51:00 52:00 56:00 actual - - pending\n"
                       "*verify-health planned 56:00 57:00 57:00 actual - - pending\n"
                       "notify planned 57:00 57:05 57:05 actual - - pending\n"
                       "*warm-cache planned 57:00 59:00 59:00 actual - - pending\n"));
    QCOMPARE(model.value(model.index(1, 0))->now, Seconds(740)); // declared two minutes before the start
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
    QCOMPARE(changed.first().at(1).toModelIndex(), model.index(0, TimelineModel::OverColumn));
    run.add(12, NoteAdded{{}, QStringLiteral("no step's business"), {}});
    model.setRun(run.state);
    QCOMPARE(changed.size(), 1);
    run.add(12, StepEnded{QStringLiteral("provision"), StepState::Failed, {}, {}});
    run.add(13, RunEnded{RunEnd::Failed, {}, {}, {}});
    model.setRun(run.state);
    const qsizetype told = changed.size();
    model.setNow(run.at(30));
    QCOMPARE(changed.size(), told); // it stands still
    QCOMPARE(inserted.size(), 0);
    QCOMPARE(last.row(), 11);
}

void TestTimelineModel::forecastAndFrame()
{
    RunExample run;
    run.add(5, AttemptStarted{QStringLiteral("provision"), 1});
    TimelineModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QSignalSpy framed(&model, &TimelineModel::frameChanged);
    model.setRun(run.state);
    model.setNow(run.at(100));
    QCOMPARE_GE(framed.size(), 1);
    const TimelineFrame frame = model.frame();
    QVERIFY(frame.begun && !frame.over && frame.forecast);
    QCOMPARE(frame.now, Seconds(220));
    QCOMPARE(frame.plannedEnd, Seconds(59 * 60));
    const TimelineRow first = *model.value(model.index(0, 0)), last = *model.value(model.index(11, 0));
    QVERIFY(first.forecast && first.forecast->end > Seconds(425));
    QCOMPARE(last.forecast->end, frame.forecast->half);
    QCOMPARE(model.index(11, 0).data(TimelineModel::ForecastRole).value<StepForecast>(), *last.forecast);
    QVERIFY(last.critical);
    QCOMPARE(last.criticalBefore, QStringLiteral("verify-health"));
    QVERIFY(first.critical && first.criticalBefore.isEmpty());
    run.add(110, RunEnded{RunEnd::Cancelled, {}, {}, {}});
    model.setRun(run.state);
    QVERIFY(model.frame().over && model.frame().cancelled && !model.frame().forecast);
    QCOMPARE(model.frame().now, Seconds(230));
    QVERIFY(!model.value(model.index(11, 0))->forecast); // a run that is over shows none
}

void TestTimelineModel::attemptsAreBarsOfTheirOwn()
{
    RunExample run;
    const QString id = QStringLiteral("provision");
    run.add(5, AttemptStarted{id, 1});
    run.add(20, AttemptEnded{id, 1, AttemptOutcome::Failed, QStringLiteral("quota"), run.at(40)});
    run.add(40, AttemptStarted{id, 2});
    run.add(60, RunResumed{QStringLiteral("ada@laptop"), 1, {}});
    run.add(70, AttemptStarted{id, 3});
    TimelineModel model;
    model.setRun(run.state);
    model.setNow(run.at(80));
    const QList<TimelineAttempt> tries = model.value(model.index(0, 0))->tries;
    QCOMPARE(tries.size(), 3);
    QCOMPARE(tries[0], (TimelineAttempt{Seconds(125), Seconds(140), AttemptOutcome::Failed}));
    QCOMPARE(tries[1], (TimelineAttempt{Seconds(160), Seconds(190), AttemptOutcome::Interrupted}));
    QCOMPARE(tries[2], (TimelineAttempt{Seconds(190), {}, {}}));
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
