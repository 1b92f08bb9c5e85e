// The wall: it follows the run, says all of it to screen readers, takes no keyboard, and goes with its screen.
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/runpage.h"
#include "ui/wall/wallfigures.h"
#include "ui/wall/wallview.h"

#include <QGuiApplication>
#include <QPushButton>
#include <QScreen>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

using namespace relight;
using namespace Qt::StringLiterals;

class TestWall : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void opensAndClosesByKey();
    void followsTheRun();
    void saysWhatIsStuck();
    void saysTheSameAsTheTimeline();
    void knowsWhetherTheRunIsOver();
    void showsAllOfALongReason();
    void isReadOnly();
    void aLostScreenClosesIt();
    void endsWithTheRun();
    void goesWithItsWindow();
    void paintsEverySize_data();
    void paintsEverySize();

private:
    QTemporaryDir m_settings;
    Look m_look;
};

static QString spokenBy(const QWidget &wall)
{
    QStringList all;
    for (const WallPart *part : wall.findChildren<WallPart *>())
        all << part->accessibleName();
    return all.join(u" | "_s);
}

void TestWall::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestWall::opensAndClosesByKey()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QSignalSpy shown(&window, &MainWindow::wallShown);
    QTest::keyClick(&window, Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.wall() && window.wall()->isVisible());
    QTest::keyClick(window.wall(), Qt::Key_Escape);
    QTRY_VERIFY(!window.wall());
    QCOMPARE(shown.size(), 2);
    QCOMPARE(shown.last().first().toBool(), false);
    window.endRun();
}

void TestWall::followsTheRun()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    window.openWall();
    const WallFacts &facts = window.wall()->facts();
    QCOMPARE(facts.steps.size(), 10);
    QCOMPARE(facts.passed, std::optional(Seconds(761)));
    QVERIFY(facts.forecast && facts.loss && !facts.needs);
    QVERIFY(spokenBy(*window.wall()).contains(u"Sync: Running"_s));
    story.run.hear(680, DecisionRequested{Decision{.id = u"x"_s, .title = u"Approve it"_s, .reason = u"because"_s}});
    QVERIFY(facts.needs);
    QVERIFY2(
        spokenBy(*window.wall()).contains(u"Needs the commander: Approve it"_s), qPrintable(spokenBy(*window.wall())));
    story.run.hear(900, RunEnded{RunEnd::Completed, {}, {}, {}});
    QVERIFY(!facts.needs && !facts.forecast);
    window.endRun();
}

void TestWall::saysWhatIsStuck()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    window.openWall();
    QVERIFY(!window.wall()->facts().stuck);
    story.breakPayments();
    story.run.hear(680, NoteAdded{{}, u"heard"_s, {}});
    QVERIFY(window.wall()->facts().stuck);
    QCOMPARE(window.wall()->facts().stuck->applications, 3);
    QVERIFY2(
        window.wall()->facts().stuck->because.contains(u"sealed"_s), qPrintable(window.wall()->facts().stuck->because));
    window.endRun();
}

void TestWall::saysTheSameAsTheTimeline()
{
    WallView wall(m_look);
    wall.setAttribute(Qt::WA_DeleteOnClose, false);
    WallFacts facts;
    facts.passed = Seconds(60);
    facts.objective = Seconds(2700);
    facts.forecast = RtoForecast{};
    facts.forecast->chance = 0.999;
    facts.loss = Seconds(8040);
    wall.follow(facts);
    QVERIFY2(spokenBy(wall).contains(u">99\u00a0% in time"_s), qPrintable(spokenBy(wall))); // never certain
    QVERIFY(spokenBy(wall).contains(u"data loss 2 h 14"_s));
}

void TestWall::knowsWhetherTheRunIsOver()
{
    WallFacts facts; // without a forecast
    for (const auto phase : {RunPhase::Running, RunPhase::Verifying, RunPhase::PausedByOperator,
             RunPhase::PausedByFailedStep, RunPhase::AwaitingApproval}) {
        facts.phase = phase;
        QCOMPARE(WallFigures::nowText(facts), u"now"_s);
    }
    for (const auto phase :
        {RunPhase::Completed, RunPhase::CompletedWithExceptions, RunPhase::Cancelled, RunPhase::Failed}) {
        facts.phase = phase;
        QCOMPARE(WallFigures::nowText(facts), u"ended"_s);
    }
}

void TestWall::showsAllOfALongReason()
{
    WallView wall(m_look);
    wall.setAttribute(Qt::WA_DeleteOnClose, false);
    wall.resize(1440, 900);
    const auto picture = [&](const QString &end) {
        WallFacts facts;
        facts.needs = Decision{.title = u"Delete the old load balancer"_s,
            .reason = u"The old cluster's address is still in the zone, three of its records point to a load balancer "
                      "that is not there any more, and nobody else can tell whether it is the "_s
                + end};
        wall.follow(facts);
        return wall.grab().toImage();
    };
    QVERIFY(picture(u"red one"_s) != picture(u"old one"_s));
}

void TestWall::isReadOnly()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::NeedsYou);
    window.openWall();
    QVERIFY(window.wall()->findChildren<QAbstractButton *>().isEmpty());
    for (const WallPart *part : window.wall()->findChildren<WallPart *>())
        QCOMPARE(part->focusPolicy(), Qt::NoFocus);
    window.endRun();
}

void TestWall::aLostScreenClosesIt()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    window.show();
    window.openWall();
    Q_EMIT qGuiApp->screenRemoved(window.screen());
    QTRY_VERIFY(!window.wall());
    QVERIFY(window.isVisible());
    window.endRun();
}

void TestWall::endsWithTheRun()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    QSignalSpy shown(&window, &MainWindow::wallShown);
    window.openWall();
    window.endRun();
    QVERIFY(!window.wall());
    QCOMPARE(shown.size(), 2); // the screen may go dark again
    QVERIFY(!shown.last().first().toBool());
    window.openWall(); // no run: nothing to show
    QVERIFY(!window.wall());
}

// Else the program would stay, with the run's journal locked, and nobody would see why.
void TestWall::goesWithItsWindow()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    window.show();
    QSignalSpy shown(&window, &MainWindow::wallShown);
    window.openWall();
    window.close(); // the person is asked first
    QVERIFY(window.isVisible() && window.wall());
    window.allowClose();
    QVERIFY(!window.isVisible() && !window.wall());
    QVERIFY(!shown.last().first().toBool());
    for (const QWindow *each : QGuiApplication::topLevelWindows()) // the last one that closes ends the program
        QVERIFY(!each->isVisible());
    window.endRun();
}

void TestWall::paintsEverySize_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addRow("1440x900") << QSize(1440, 900);
    QTest::addRow("4K") << QSize(3840, 2160);
    QTest::addRow("upright") << QSize(1080, 1920);
    QTest::addRow("small") << QSize(640, 400);
}

void TestWall::paintsEverySize()
{
    QFETCH(QSize, size);
    WallView wall(m_look);
    wall.setAttribute(Qt::WA_DeleteOnClose, false);
    wall.resize(size);
    QVERIFY(!wall.grab().isNull()); // nothing known yet
    WallFacts facts;
    facts.cluster = QString(253, u'x');
    facts.needs = Decision{.title = QString(253, u'y'), .reason = QString(2000, u'z')};
    facts.stuck = WallStuck{20'000, {}, QString(253, u'p'), QString(2000, u'q')};
    facts.passed = Seconds(100 * 3600);
    facts.objective = Seconds(1);
    wall.follow(facts);
    const QImage image = wall.grab().toImage();
    QCOMPARE(image.size(), size);
    wall.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(wall.grab().toImage() != image);
}

QTEST_MAIN(TestWall)
#include "tst_wall.moc"
