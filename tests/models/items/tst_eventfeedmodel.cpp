// Events as lines.

#include "models/items/eventfeedmodel.h"
#include "tests/models/items/modelprobe.h"
#include "tests/models/items/runexample.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace relight;

class TestEventFeedModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesOfARun();
    void rowsAreOnlyAdded();
    void clockFallsBackToTheStart();
};

static QString told(const QModelIndex &index)
{
    static const char *const tones[] = {" ", "+", "!", "x"};
    const QVariant since = index.data(EventFeedModel::SinceDeclaredRole);
    return QStringLiteral("%1 %2 %3: %4")
        .arg(since.isValid() ? clockText(since.value<Seconds>()) : QStringLiteral("-"),
            QString::fromLatin1(tones[int(index.data(EventFeedModel::ToneRole).value<FeedTone>())]),
            index.data(EventFeedModel::SourceRole).toString(), index.data().toString());
}

void TestEventFeedModel::linesOfARun()
{
    RunExample run;
    Decision decision;
    decision.id = QStringLiteral("approve:update-dns/www");
    decision.stepId = QStringLiteral("update-dns/www");
    decision.title = QStringLiteral("Approve \"Update DNS\"");
    const QString provision = QStringLiteral("provision");
    run.add(1, PreflightFinished{{}, {QStringLiteral("manifest not pushed")}});
    run.add(2, FactRecorded{QString(), QStringLiteral("commit"), QStringLiteral("3f2a")});
    run.add(3, AttemptStarted{provision, 1});
    run.add(
        9, AttemptEnded{provision, 1, AttemptOutcome::Failed, QStringLiteral("terraform exited with 1"), run.at(19)});
    run.add(19, AttemptStarted{provision, 2});
    run.add(60, AttemptEnded{provision, 2, AttemptOutcome::Succeeded, QStringLiteral("3 nodes"), {}});
    run.add(60, StepEnded{provision, StepState::Succeeded, QStringLiteral("3 nodes"), {}});
    run.add(61, ClusterPinned{QStringLiteral("u-1"), {}, QStringLiteral("https://10.0.0.1"), QStringLiteral("1.34")});
    run.add(62, DecisionRequested{decision});
    run.add(63, DecisionTaken{decision.id, true, QStringLiteral("ada"), QStringLiteral("checked")});
    run.add(64, RunPaused{PauseCause::Operator, {}, QStringLiteral("ada")});
    run.add(65, NoteAdded{{}, QStringLiteral("DB team paged"), QStringLiteral("grace")});
    run.add(66, RunContinued{QStringLiteral("ada")});
    run.add(3600, RunEnded{RunEnd::CompletedWithExceptions, {}, {QStringLiteral("shop: certificate")}, {}});
    EventFeedModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.append(run.events);
    QCOMPARE(printed(model, told),
        QStringLiteral(
            "2:00   relight: drill run of production started by ada@laptop\n"
            "2:01 ! relight: preflight: 0 blockers, 1 warnings: manifest not pushed\n"
            "2:02   relight: commit: 3f2a\n"
            "2:03   Provision new cluster: started\n"
            "2:09 ! Provision new cluster: attempt 1 failed: terraform exited with 1; tried again at 10:00:19 UTC\n"
            "2:19   Provision new cluster: attempt 2 started\n"
            "3:00 + Provision new cluster: attempt 2 succeeded: 3 nodes\n"
            "3:00 + Provision new cluster: succeeded: 3 nodes\n"
            "3:01   relight: cluster pinned: https://10.0.0.1, uid u-1, Kubernetes 1.34\n"
            "3:02 ! Update DNS/load balancers: www: needs you: Approve \"Update DNS\"\n"
            "3:03   Update DNS/load balancers: www: granted by ada: Approve \"Update DNS\" (checked)\n"
            "3:04 ! relight: run paused by ada\n"
            "3:05   grace: DB team paged\n"
            "3:06   relight: run continued by ada\n"
            "1:02:00 ! relight: run completed with exceptions; exceptions: shop: certificate\n"));
    QCOMPARE(model.index(4).data(EventFeedModel::StepIdRole).toString(), provision);
    QCOMPARE(model.index(4).data(EventFeedModel::KindRole).value<FeedKind>(), FeedKind::Step);
}

void TestEventFeedModel::rowsAreOnlyAdded()
{
    RunExample run;
    EventFeedModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.append(run.events);
    const QPersistentModelIndex first = model.index(0);
    for (int i = 1; i <= 20; ++i)
        run.add(i, NoteAdded{{}, QString::number(i), {}});
    const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.append(run.events); // those it has are passed over
    model.append(run.events);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(model.rowCount(), 21);
    QCOMPARE(first.row(), 0);
    QCOMPARE(model.index(20).data().toString(), QStringLiteral("20"));
}

void TestEventFeedModel::clockFallsBackToTheStart()
{
    const Timestamp start = *parseTimestamp(u"2026-08-01T10:00:00Z");
    EventFeedModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.append({{1, start, RunStarted{}}, {2, start + Seconds(61), NoteAdded{{}, QStringLiteral("x"), {}}}});
    QCOMPARE(model.index(1).data(EventFeedModel::SinceDeclaredRole).value<Seconds>(), Seconds(61));
}

QTEST_APPLESS_MAIN(TestEventFeedModel)
#include "tst_eventfeedmodel.moc"
