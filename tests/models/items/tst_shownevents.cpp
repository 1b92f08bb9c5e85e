// What of the feed is shown: by kind and words, newest on top, while more comes in.

#include "models/items/eventfeedmodel.h"
#include "models/items/shownevents.h"
#include "tests/models/items/modelprobe.h"
#include "tests/models/items/runexample.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;
using Choice = EventFilter::Choice;

class TestShownEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirst();
    void kinds_data();
    void kinds();
    void words_data();
    void words();
    void whatComesIn();
    void whoIsChosenStaysChosen();

private:
    static RunExample run();
};

RunExample TestShownEvents::run()
{
    RunExample run; // its first line is the run's start
    Decision decision;
    decision.id = u"approve:provision"_s;
    decision.stepId = u"provision"_s;
    decision.title = u"Approve it"_s;
    run.add(1, AttemptStarted{u"provision"_s, 1});
    run.add(2, AttemptEnded{u"provision"_s, 1, AttemptOutcome::Failed, u"no quota"_s, run.at(9)});
    run.add(3, DecisionRequested{decision});
    run.add(4, NoteAdded{{}, u"DB team paged"_s, u"grace"_s});
    run.add(5, DecisionTaken{decision.id, true, u"ada"_s, {}});
    run.add(6, AttemptEnded{u"provision"_s, 2, AttemptOutcome::TimedOut, {}, {}});
    run.add(7, StepEnded{u"provision"_s, StepState::TimedOut, {}, {}});
    run.add(8, RunPaused{PauseCause::FailedStep, {}, {}});
    return run;
}

static QString told(const QModelIndex &index)
{
    return QString::number(index.data(EventFeedModel::SequenceRole).toLongLong());
}

static QString lines(const QAbstractItemModel &model)
{
    return printed(model, told).simplified();
}

void TestShownEvents::newestFirst()
{
    EventFeedModel feed;
    ShownEvents shown(feed);
    const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::Fatal);
    feed.append(run().events);
    QCOMPARE(lines(shown), u"9 8 7 6 5 4 3 2 1"_s);
    QCOMPARE(shown.index(4, 0).data(Qt::AccessibleTextRole).toString(), u"grace: DB team paged"_s);
}

void TestShownEvents::kinds_data()
{
    QTest::addColumn<Choice>("choice");
    QTest::addColumn<QString>("expected");
    QTest::newRow("all") << Choice::All << u"9 8 7 6 5 4 3 2 1"_s;
    QTest::newRow("asked and answered, and the pause") << Choice::NeedsPerson << u"9 6 4"_s;
    QTest::newRow("also what was tried again") << Choice::Failures << u"9 8 7 3"_s;
    QTest::newRow("notes") << Choice::Notes << u"5"_s;
}

void TestShownEvents::kinds()
{
    QFETCH(const Choice, choice);
    QFETCH(const QString, expected);
    EventFeedModel feed;
    ShownEvents shown(feed);
    const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::Fatal);
    feed.append(run().events);
    shown.setFilter({choice, {}});
    QCOMPARE(lines(shown), expected);
    shown.setFilter({});
    QCOMPARE(shown.rowCount(), 9);
}

void TestShownEvents::words_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("blank") << u"  "_s << u"9 8 7 6 5 4 3 2 1"_s;
    QTest::newRow("any case") << u"QUOTA"_s << u"3"_s;
    QTest::newRow("the source, too") << u"new cluster attempt"_s << u"7 3"_s;
    QTest::newRow("a name") << u"grace"_s << u"5"_s;
    QTest::newRow("all words") << u"db quota"_s << QString();
    QTest::newRow("no pattern") << u".*"_s << QString();
}

void TestShownEvents::words()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    EventFeedModel feed;
    ShownEvents shown(feed);
    feed.append(run().events);
    shown.setFilter({Choice::All, text});
    QCOMPARE(lines(shown), expected);
}

void TestShownEvents::whatComesIn()
{
    RunExample example = run();
    EventFeedModel feed;
    ShownEvents shown(feed);
    const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::Fatal);
    feed.append(example.events);
    shown.setFilter({Choice::Notes, u"team"_s});
    const QSignalSpy inserted(&shown, &QAbstractItemModel::rowsInserted);
    example.add(20, AttemptStarted{u"provision"_s, 3});
    feed.append(example.events);
    QVERIFY(inserted.isEmpty());
    example.add(21, NoteAdded{{}, u"network team paged"_s, u"ada"_s});
    feed.append(example.events);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(lines(shown), u"11 5"_s);
}

void TestShownEvents::whoIsChosenStaysChosen()
{
    EventFeedModel feed;
    ShownEvents shown(feed);
    feed.append(run().events);
    const QPersistentModelIndex note = shown.index(4, 0);
    shown.setFilter({Choice::Notes, {}});
    QCOMPARE(note.row(), 0);
    shown.setFilter({});
    QCOMPARE(note.row(), 4);
}

QTEST_APPLESS_MAIN(TestShownEvents)
#include "tst_shownevents.moc"
