// A page in a window of its own: it says the mode, hears the keys, comes back when it is closed, and is there again
// with the next run.
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/centrepages.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/runpage.h"
#include "ui/cockpit/windowmemory.h"
#include "ui/convergence/convergencepage.h"
#include "ui/step/steppage.h"
#include "ui/timeline/timelinepage.h"

#include <QAction>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;

class TestPageWindows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void leavesAndComesBackToItsPlace();
    void aKeyLeadsToIt();
    void theLastOneStays();
    void isRememberedForTheNextRun();
    void garbageIsNotRestored_data();
    void garbageIsNotRestored();

private:
    QTemporaryDir m_settings;
    Look m_look;
    RecoveryStory m_story;
};

void TestPageWindows::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestPageWindows::init()
{
    WindowMemory().keep({}, QByteArray(1, '\0')); // no layout of the test before
    m_story.tell(RecoveryStory::Moment::MidRun);
}

static QStringList titles(const CentrePages &pages)
{
    QStringList all;
    for (int i = 0; i < pages.count(); ++i)
        all << pages.tabText(i);
    return all;
}

void TestPageWindows::leavesAndComesBackToItsPlace()
{
    MainWindow window(m_look, [this] { return m_story.now(); });
    window.showRun(m_story.view());
    window.show();
    RunPage &run = *window.runPage();
    const QStringList before = titles(run.pages());
    QVERIFY(before.size() >= 3);
    run.showPage(&run.convergence());
    run.pages().giveWindow();
    QWidget *own = run.convergence().window();
    QVERIFY(own != &window && own->isVisible() && run.convergence().isVisible());
    QVERIFY2(own->windowTitle().contains(QStringLiteral("LIVE")), qPrintable(own->windowTitle()));
    QVERIFY(own->windowTitle().contains(run.run().started.name));
    QCOMPARE(titles(run.pages()).size(), before.size() - 1);
    own->close();
    QCOMPARE(titles(run.pages()), before);
    QCOMPARE(run.pages().currentWidget(), &run.convergence());
    QCOMPARE(run.convergence().window(), &window);
}

void TestPageWindows::aKeyLeadsToIt()
{
    MainWindow window(m_look, [this] { return m_story.now(); });
    window.showRun(m_story.view());
    window.show();
    RunPage &run = *window.runPage();
    run.showPage(&run.timeline());
    run.pages().giveWindow();
    QWidget *own = run.timeline().QWidget::window();
    own->showMinimized();
    run.showPage(&run.timeline());
    QVERIFY(!own->isMinimized());
    QVERIFY(run.pages().currentWidget() != &run.timeline());
    // Its keys are the window's, but that of closing, which is its own.
    QKeySequence pause(Qt::CTRL | Qt::Key_P);
    int closing = 0;
    for (const QAction *action : own->actions())
        closing += action->shortcuts().contains(QKeySequence(Qt::CTRL | Qt::Key_W)) ? 1 : 0;
    QCOMPARE(closing, 1);
    QVERIFY(std::ranges::any_of(own->actions(), [&](const QAction *action) { return action->shortcut() == pause; }));
}

void TestPageWindows::theLastOneStays()
{
    MainWindow window(m_look, [this] { return m_story.now(); });
    window.showRun(m_story.view());
    window.show();
    CentrePages &pages = window.runPage()->pages();
    const int all = pages.count();
    for (int i = 0; i < all + 2; ++i)
        pages.giveWindow();
    QCOMPARE(pages.count(), 1);
    QVERIFY(!pages.mayLeave());
}

void TestPageWindows::isRememberedForTheNextRun()
{
    MainWindow window(m_look, [this] { return m_story.now(); });
    window.showRun(m_story.view());
    window.show();
    const bool isDrill = m_story.run.state().started.mode == RunMode::Drill;
    RunPage *run = window.runPage();
    run->showPage(&run->step());
    run->pages().giveWindow();
    run->step().window()->setGeometry(40, 50, 777, 555);
    window.endRun(); // its windows go with it
    window.showRun(m_story.view());
    run = window.runPage();
    QVERIFY(run->step().window() != &window);
    QVERIFY(run->step().window()->isVisible());
    QCOMPARE(run->step().window()->size(), QSize(777, 555));
    const auto holds = [&](const QKeySequence &key) {
        return std::ranges::any_of(run->step().window()->actions(),
            [&](const QAction *action) { return action->isVisible() && action->shortcut() == key; });
    };
    QVERIFY(holds(QKeySequence(Qt::CTRL | Qt::Key_Space)) == isDrill);
    QVERIFY(holds(QKeySequence(Qt::CTRL | Qt::Key_P)));
    run->step().window()->close();
    window.endRun();
    window.showRun(m_story.view());
    QCOMPARE(window.runPage()->step().window(), &window);
}

void TestPageWindows::garbageIsNotRestored_data()
{
    QTest::addColumn<QByteArray>("kept");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("torn") << QByteArray("\0\0\0\7\0\0", 6);
    QTest::newRow("huge") << QByteArray(40, '\x7f');
}

void TestPageWindows::garbageIsNotRestored()
{
    QFETCH(const QByteArray, kept);
    RunPage page(m_look, m_story.view(), [this] { return m_story.now(); });
    const int all = page.pages().count();
    page.pages().restoreWindows(kept);
    QCOMPARE(page.pages().count(), all);
}

QTEST_MAIN(TestPageWindows)
#include "tst_pagewindows.moc"
