// The command palette in the window, by keyboard: it finds, it acts as the menu does, it says why not, and who leaves
// is where they were. No two actions of the window share a key.
#include "tests/ui/recoverystory.h"
#include "ui/checklist/checklistview.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/runpage.h"
#include "ui/convergence/convergencepage.h"
#include "ui/palette/commandpalette.h"
#include "ui/step/steppage.h"

#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestCommandPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void opensAndLeavesByKey();
    void findsAndActs();
    void leadsToAStep();
    void leadsToAnApplication();
    void aLiveRetryIsNotDoneFromHere();
    void saysWhyNot();
    void aClickBesideItLeaves();
    void nothingFits();
    void keepsWithinSmallWindows();
    void recentManifests();
    void noTwoActionsShareAKey_data();
    void noTwoActionsShareAKey();
    void everyActionOfTheBarIsOffered();

private:
    void type(const QString &text) { QTest::keyClicks(m_window->commandPalette()->line(), text); }
    void press(Qt::Key key) { QTest::keyClick(m_window->commandPalette()->line(), key); }
    QString current() const { return m_window->commandPalette()->list()->currentIndex().data().toString(); }
    void open(RecoveryStory::Moment moment);

    QTemporaryDir m_settings;
    Look m_look;
    std::unique_ptr<RecoveryStory> m_story;
    std::unique_ptr<MainWindow> m_window;
};

void TestCommandPalette::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestCommandPalette::open(RecoveryStory::Moment moment)
{
    m_window.reset(); // it shows the story
    m_story = std::make_unique<RecoveryStory>();
    m_window = std::make_unique<MainWindow>(m_look, [this] { return m_story->now(); });
    m_window->resize(1280, 800);
    m_window->showRun(m_story->view());
    m_story->tell(moment);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestCommandPalette::opensAndLeavesByKey()
{
    open(RecoveryStory::Moment::MidRun);
    m_window->runPage()->checklist().setFocus();
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QVERIFY(m_window->commandPalette()->isOpen());
    QVERIFY(m_window->commandPalette()->line()->hasFocus());
    press(Qt::Key_Escape);
    QVERIFY(!m_window->commandPalette()->isOpen());
    QVERIFY(m_window->runPage()->checklist().hasFocus());
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier); // again: closes
    QVERIFY(!m_window->commandPalette()->isOpen());
    QVERIFY(m_window->runPage()->checklist().hasFocus());
}

void TestCommandPalette::findsAndActs()
{
    open(RecoveryStory::Moment::MidRun);
    m_window->openPalette();
    type(u"pau"_s);
    QCOMPARE(current(), u"Pause"_s);
    press(Qt::Key_Return);
    QVERIFY(!m_window->commandPalette()->isOpen());
    QCOMPARE(m_story->run.wishes, QStringList{u"pause"_s});
    m_window->openPalette();
    QVERIFY(m_window->commandPalette()->line()->text().isEmpty()); // begins anew
    const QString first = current();
    press(Qt::Key_Down);
    QVERIFY(current() != first);
    press(Qt::Key_Up);
    press(Qt::Key_Up); // round about
    QCOMPARE(m_window->commandPalette()->list()->currentIndex().row(),
        m_window->commandPalette()->list()->model()->rowCount() - 1);
}

void TestCommandPalette::leadsToAStep()
{
    open(RecoveryStory::Moment::MidRun);
    m_window->openPalette();
    type(u"provision"_s);
    press(Qt::Key_Return);
    QCOMPARE(m_window->runPage()->step().stepId(), u"provision"_s);
}

void TestCommandPalette::leadsToAnApplication()
{
    open(RecoveryStory::Moment::MidRun);
    m_story->breakPayments();
    m_window->openPalette();
    type(u"billing"_s);
    QCOMPARE(current(), u"billing"_s);
    press(Qt::Key_Return);
    ConvergencePage &page = m_window->runPage()->convergence();
    QVERIFY(page.isVisible());
    QCOMPARE(page.shown(), u"argocd/billing"_s);
    QVERIFY(m_window->focusWidget() && page.isAncestorOf(m_window->focusWidget()));
    m_window->endRun();
    m_window->showRun(m_story->view());
    m_window->openPalette();
    type(u"billing"_s);
    QVERIFY(current() != u"billing"_s); // another run, which has not seen it
}

void TestCommandPalette::aLiveRetryIsNotDoneFromHere()
{
    open(RecoveryStory::Moment::Failed);
    const QString failed = m_window->runPage()->step().stepId();
    m_window->openPalette();
    type(u"retry"_s);
    QCOMPARE(current(), u"Retry"_s);
    press(Qt::Key_Return);
    QVERIFY(m_story->run.wishes.isEmpty());
    QCOMPARE(m_window->runPage()->step().stepId(), failed);
    const auto *button = qobject_cast<QPushButton *>(m_window->focusWidget());
    QVERIFY(button && button->text().contains(u"Retry"_s));
}

void TestCommandPalette::saysWhyNot()
{
    open(RecoveryStory::Moment::MidRun);
    m_window->openPalette();
    type(u"open manifest"_s);
    QCOMPARE(current(), u"Open manifest…"_s);
    QVERIFY(m_window->commandPalette()->hint().contains(u"a run goes on here"_s));
    press(Qt::Key_Return);
    QVERIFY(m_window->commandPalette()->isOpen());
    press(Qt::Key_Escape);
    // Whatever is not possible has a reason.
    m_window->openPalette();
    const auto *list = m_window->commandPalette()->list();
    bool possible = true;
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const auto *entry = static_cast<const PaletteModel *>(list->model())->entry(list->model()->index(row, 0));
        QVERIFY2(possible || !entry->enabled, qPrintable(entry->title)); // those last
        QVERIFY2(entry->enabled || !entry->reason.isEmpty(), qPrintable(entry->title));
        possible = entry->enabled;
    }
}

void TestCommandPalette::aClickBesideItLeaves()
{
    open(RecoveryStory::Moment::MidRun);
    m_window->runPage()->checklist().setFocus();
    m_window->openPalette();
    QTest::mouseClick(m_window->commandPalette(), Qt::LeftButton, {}, QPoint(5, 700));
    QVERIFY(!m_window->commandPalette()->isOpen());
    QVERIFY(m_window->runPage()->checklist().hasFocus());
}

void TestCommandPalette::nothingFits()
{
    open(RecoveryStory::Moment::MidRun);
    m_window->openPalette();
    type(u"zzzzqq"_s);
    QVERIFY(m_window->commandPalette()->hint().contains(u"zzzzqq"_s));
    press(Qt::Key_Return);
    QVERIFY(m_window->commandPalette()->isOpen());
    press(Qt::Key_Escape);
    QVERIFY(!m_window->commandPalette()->isOpen());
}

void TestCommandPalette::keepsWithinSmallWindows()
{
    open(RecoveryStory::Moment::MidRun);
    m_window->openPalette();
    for (const QSize size : {QSize(960, 600), QSize(2560, 1440)}) {
        m_window->resize(size);
        const QListView *list = m_window->commandPalette()->list();
        QTRY_VERIFY(m_window->rect().contains(QRect(list->mapTo(m_window.get(), QPoint()), list->size())));
        QVERIFY(list->height() > 100);
    }
    m_window->setLayoutDirection(Qt::RightToLeft);
    QVERIFY(!m_window->grab().isNull());
}

void TestCommandPalette::recentManifests()
{
    QFile file(m_settings.filePath(u"recovery-manifest.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    MainWindow window(m_look, [] { return Timestamp{}; });
    OpenedManifest manifest = RecoveryStory().manifest();
    manifest.path = file.fileName();
    window.showManifest(manifest);
    window.showStart({});
    window.openPalette();
    QSignalSpy asked(&window, &MainWindow::manifestAsked);
    QTest::keyClicks(window.commandPalette()->line(), u"recovery-manifest"_s);
    QTest::keyClick(window.commandPalette()->line(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), file.fileName());
}

void TestCommandPalette::noTwoActionsShareAKey_data()
{
    QTest::addColumn<bool>("drill");
    QTest::addRow("live") << false;
    QTest::addRow("drill") << true;
}

void TestCommandPalette::noTwoActionsShareAKey()
{
    QFETCH(bool, drill);
    open(RecoveryStory::Moment::MidRun);
    QHash<QString, QString> taken;
    for (QAction *action : m_window->menuBar()->actions()) {
        if (drill)
            action->setVisible(true);
    }
    for (const MenuAction &offer : menuActions(*m_window->menuBar())) {
        for (const QKeySequence &keys : offer.action->shortcuts()) {
            const QString key = keys.toString();
            QVERIFY2(!taken.contains(key), qPrintable(u"%1: %2 and %3"_s.arg(key, taken.value(key), offer.text())));
            taken.insert(key, offer.text());
        }
    }
    QVERIFY(taken.contains(u"Ctrl+K"_s));
}

void TestCommandPalette::everyActionOfTheBarIsOffered()
{
    open(RecoveryStory::Moment::MidRun);
    m_window->openPalette();
    const auto *model = static_cast<const PaletteModel *>(m_window->commandPalette()->list()->model());
    QSet<QString> offered;
    for (int row = 0; row < model->rowCount(); ++row) {
        if (const auto *entry = model->entry(model->index(row, 0)); entry->kind == PaletteEntry::Kind::Action)
            offered << entry->context + u'/' + entry->title;
    }
    for (const MenuAction &offer : menuActions(*m_window->menuBar()))
        QVERIFY(offered.contains(offer.menus.join(u" › "_s) + u'/' + offer.text()));
}

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
