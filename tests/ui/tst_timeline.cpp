// The timeline on a run that is driven by hand: it shows what the model says, leads to steps, zooms, copies, and the
// mission bar says when it lands.
#include "tests/ui/recoverystory.h"
#include "ui/checklist/checklistview.h"
#include "ui/cockpit/fact.h"
#include "ui/cockpit/missionbar.h"
#include "ui/cockpit/runpage.h"
#include "ui/cockpit/runwords.h"
#include "ui/step/steppage.h"
#include "ui/timeline/landingrow.h"
#include "ui/timeline/timelinepage.h"
#include "ui/timeline/timelinetable.h"
#include "ui/timeline/timelineview.h"
#include "ui/timeline/timelinewords.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;
using Moment = RecoveryStory::Moment;

class TestTimeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scaleGrowsInSteps();
    void zoomKeepsItsAnchor();
    void words();
    void landingIsSaid();
    void selectionGoesBothWays();
    void returnOpensTheStep();
    void tableAndCopy();
    void manyRowsAndLongNames();

private:
    Look m_look;
};

void TestTimeline::scaleGrowsInSteps()
{
    TimelineFrame frame;
    frame.objective = Seconds(2700);
    QCOMPARE(wholeSpan(frame), Seconds(3300)); // 54 minutes and up to the next five
    frame.forecast = RtoForecast{};
    frame.forecast->nineInTen = Seconds(3100);
    QCOMPARE(wholeSpan(frame), Seconds(3600));
    TimeWindow window;
    window.follow(frame);
    QCOMPARE(window.span(), 3600.0);
    frame.forecast->nineInTen = Seconds(100);
    window.follow(frame);
    QCOMPARE(window.span(), 3600.0); // bars stay where they were
}

void TestTimeline::zoomKeepsItsAnchor()
{
    TimelineFrame frame;
    frame.objective = Seconds(2700);
    TimeWindow window;
    window.follow(frame);
    const QRect column(200, 0, 826, 100);
    const qreal before = TimeScale(window, column, false).x(1000.0);
    window.zoom(2, 1000);
    QVERIFY(window.zoomed());
    QCOMPARE(TimeScale(window, column, false).x(1000.0), before);
    QCOMPARE(TimeScale(window, column, true).secondsAt(TimeScale(window, column, true).x(1000.0)), 1000.0);
    window.moveTo(1e9);
    QCOMPARE(window.from() + window.span(), window.whole());
    window.zoom(0.001, 1000);
    QVERIFY(!window.zoomed());
}

void TestTimeline::words()
{
    QCOMPARE(minutesText(Seconds(2280), Seconds(3000)), u"38–50\u00a0min"_s);
    QCOMPARE(minutesText(Seconds(2280), Seconds(2285)), u"38\u00a0min"_s);
    QCOMPARE(minutesText(Seconds(3300), Seconds(4200)), u"55\u00a0min–1\u00a0h\u00a010"_s);
    QCOMPARE(shareText(0.78), u"78\u00a0%"_s);
    QCOMPARE(shareText(0), u"<1\u00a0%"_s); // a forecast is never certain
    QCOMPARE(shareText(1), u">99\u00a0%"_s);
    QCOMPARE(shortSpan(Seconds(3599)), u"59 min"_s);
    QCOMPARE(shortSpan(Seconds(8099)), u"2 h 14"_s);
    QCOMPARE(shortSpan(Seconds(49 * 3600)), u"2 d"_s);
    QCOMPARE(spokenSpan(Seconds(3661)), u"1 hour 1 minute 1 second"_s);
    QCOMPARE(spokenSpan(Seconds(7200)), u"2 hours 0 minutes 0 seconds"_s);
    TimelineFrame frame;
    QCOMPARE(landingTitle(frame), u"Landing"_s);
    frame.cancelled = true; // asked for; steps still end
    QCOMPARE(landingTitle(frame), u"Being cancelled"_s);
    frame.over = true;
    QCOMPARE(landingTitle(frame), u"Cancelled"_s);
    frame.cancelled = false;
    QCOMPARE(landingTitle(frame), u"Landed"_s);
}

void TestTimeline::landingIsSaid()
{
    RecoveryStory story;
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    QVERIFY(!page.missionBar().landsFact().isVisibleTo(&page)); // nothing has begun
    page.resize(2400, 900);
    page.show(); // so that the bar has its width
    story.tell(Moment::MidRun);
    page.tick();
    const RtoForecast forecast = *page.models().timeline().frame().forecast;
    QCOMPARE(page.missionBar().landsFact().value().text, minutesText(forecast.half, forecast.nineInTen));
    QVERIFY(page.missionBar().landsFact().value().beside.contains(u"in time"_s));
    QTRY_VERIFY(page.timeline().landing().accessibleDescription().contains(u"9 in 10 by"_s));
    RecoveryStory over;
    RunPage ended(m_look, over.view(), [&] { return over.now(); });
    over.tell(Moment::Completed);
    ended.tick();
    QVERIFY(!ended.models().timeline().frame().forecast);
    QCOMPARE(ended.missionBar().landsFact().value().text, ended.missionBar().clock().value().text);
    QVERIFY(ended.missionBar().landsFact().value().beside.startsWith(u"objective met"_s));
    QCOMPARE(ended.missionBar().landsFact().value().glyph, std::optional(Glyph::Ok));
}

void TestTimeline::selectionGoesBothWays()
{
    RecoveryStory story;
    story.tell(Moment::MidRun);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    QCOMPARE(page.timeline().bars().selected(), u"monitor-sync"_s); // follows the step in action
    page.checklist().select(u"provision"_s);
    QCOMPARE(page.timeline().bars().selected(), u"provision"_s);
    page.timeline().bars().setCurrentIndex(page.models().timeline().indexOf(u"notify"_s));
    QCOMPARE(page.checklist().selected(), u"notify"_s);
    QCOMPARE(page.step().stepId(), u"notify"_s);
}

void TestTimeline::returnOpensTheStep()
{
    RecoveryStory story;
    story.tell(Moment::MidRun);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    page.resize(1280, 760);
    page.show();
    QVERIFY(page.timeline().isVisible()); // the first page
    page.timeline().select(u"provision"_s);
    QTest::keyClick(&page.timeline().bars(), Qt::Key_Return);
    QVERIFY(page.step().isVisible());
    QCOMPARE(page.step().stepId(), u"provision"_s);
}

void TestTimeline::tableAndCopy()
{
    RecoveryStory story;
    story.tell(Moment::MidRun);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    page.timeline().showTable(true);
    QVERIFY(page.timeline().table().isVisibleTo(&page));
    QVERIFY(!page.timeline().bars().isVisibleTo(&page));
    page.timeline().table().copy();
    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE_GE(lines.size(), page.models().timeline().rowCount() + 3);
    QVERIFY(lines[0].startsWith(u"| Phase or step"_s));
    QVERIFY(lines[2].contains(u"Provision new cluster"_s) && lines[2].contains(u"6:00"_s));
    QVERIFY(lines.join(u' ').contains(u"9 in 10 by"_s));
}

void TestTimeline::manyRowsAndLongNames()
{
    RunState run;
    RunStarted started;
    started.runId = u"long"_s;
    started.rto = Seconds(3600);
    for (int i = 0; i < 2000; ++i) {
        PlannedStep step;
        step.id = u"own/%1"_s.arg(i);
        step.title = QString(253, u'x');
        step.low = Seconds(1);
        step.high = Seconds(3);
        if (i > 0)
            step.after = {u"own/%1"_s.arg(i - 1)};
        started.steps << step;
    }
    fold(run, {1, Timestamp{Seconds(1000)}, started});
    SpokenTimeline model;
    TimelinePage page(m_look, model);
    page.resize(900, 500);
    QVERIFY(!page.bars().isVisibleTo(&page)); // says what will be here
    model.setNow(Timestamp{Seconds(1010)});
    model.setRun(run);
    QTRY_VERIFY(page.bars().isVisibleTo(&page));
    for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        page.setLayoutDirection(direction);
        QVERIFY(!page.grab().isNull());
    }
    QVERIFY(model.index(3, 0).data(Qt::AccessibleTextRole).toString().contains(QString(253, u'x')));
}

QTEST_MAIN(TestTimeline)
#include "tst_timeline.moc"
