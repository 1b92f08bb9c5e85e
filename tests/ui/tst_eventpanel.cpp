// The events of a run: what of them is shown, how one gets there by keyboard, and where an entry leads.
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/runpage.h"
#include "ui/convergence/convergencepage.h"
#include "ui/events/eventfilterbar.h"
#include "ui/events/eventpanel.h"
#include "ui/step/steppage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestEventPanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsAndKinds();
    void nothingFits();
    void keyboard();
    void newOnesWhileFiltered();
    void everyEntryLeadsSomewhere();
    void reachedFromTheMenu();

private:
    Look m_look;
};

namespace {

struct Stage
{
    explicit Stage(const Look &look)
    {
        page = std::make_unique<RunPage>(look, story.view(), [this] { return story.now(); });
        story.tell(RecoveryStory::Moment::MidRun);
        page->resize(1280, 760);
        page->show();
    }
    EventPanel &at() { return page->events(); }
    QListView &list() { return *at().list(); }
    int rows() { return list().model()->rowCount(); }
    QPushButton *button(const QString &text)
    {
        for (auto *button : at().findChildren<QPushButton *>()) {
            if (button->text() == text)
                return button;
        }
        return nullptr;
    }

    RecoveryStory story;
    std::unique_ptr<RunPage> page;
};

} // namespace

void TestEventPanel::wordsAndKinds()
{
    Stage stage(m_look);
    const int all = stage.rows();
    QVERIFY(all > 10);
    QVERIFY(stage.at().countText().isEmpty());
    stage.at().filterBar().field()->setText(u"apply ROOT"_s);
    QVERIFY(stage.rows() > 0 && stage.rows() < all);
    QCOMPARE(stage.at().countText(), u"%1 of %2"_s.arg(stage.rows()).arg(all));
    stage.at().filterBar().field()->clear();
    QCOMPARE(stage.rows(), all);
    stage.at().filterBar().choice()->setCurrentText(u"Notes"_s);
    QCOMPARE(stage.rows(), 1);
    QVERIFY(stage.list().model()->index(0, 0).data().toString().startsWith(u"Database team"));
}

void TestEventPanel::nothingFits()
{
    Stage stage(m_look);
    const int all = stage.rows();
    stage.at().filterBar().choice()->setCurrentText(u"Notes"_s);
    stage.at().filterBar().field()->setText(u"nobody wrote this"_s);
    QCOMPARE(stage.at().emptyText(), u"No event of this kind has this text."_s);
    QVERIFY(!stage.list().isVisible());
    stage.at().filterBar().choice()->setCurrentText(u"All"_s);
    QCOMPARE(stage.at().emptyText(), u"No event has this text."_s);
    QPushButton *showAll = stage.button(u"Show all"_s);
    QVERIFY(showAll && showAll->isVisible());
    QTest::keyClick(stage.at().filterBar().field(), Qt::Key_Return);
    QCOMPARE(stage.at().focusWidget(), showAll);
    QTest::keyClick(showAll, Qt::Key_Space);
    QVERIFY(stage.list().isVisible());
    QVERIFY(stage.at().emptyText().isEmpty());
    QCOMPARE(stage.rows(), all);
    QCOMPARE(stage.at().focusWidget(), &stage.list());
}

void TestEventPanel::keyboard()
{
    Stage stage(m_look);
    QLineEdit *field = stage.at().filterBar().field();
    stage.at().beginFilter();
    QCOMPARE(stage.at().focusWidget(), field);
    QTest::keyClicks(field, u"succeeded"_s);
    QTest::keyClick(field, Qt::Key_Down);
    QCOMPARE(stage.at().focusWidget(), &stage.list());
    QCOMPARE(stage.list().currentIndex().row(), 0);
    stage.at().beginFilter();
    QTest::keyClick(field, Qt::Key_Escape); // first the words go, then the keyboard
    QVERIFY(field->text().isEmpty());
    QCOMPARE(stage.at().focusWidget(), field);
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(stage.at().focusWidget(), &stage.list());
}

void TestEventPanel::newOnesWhileFiltered()
{
    Stage stage(m_look);
    const int all = stage.rows();
    stage.at().filterBar().choice()->setCurrentText(u"Notes"_s);
    stage.story.run.hear(2000, FactRecorded{{}, u"answer"_s, u"42"_s});
    QCOMPARE(stage.rows(), 1);
    QCOMPARE(stage.at().countText(), u"1 of %1"_s.arg(all + 1));
    stage.story.run.hear(2000, NoteAdded{{}, u"and one more"_s, u"ada"_s});
    QCOMPARE(stage.rows(), 2);
    // Who reads further down and takes the filter off is not told that old events were new.
    stage.at().filterBar().choice()->setCurrentText(u"All"_s);
    for (auto *button : stage.at().findChildren<QPushButton *>())
        QVERIFY(!button->isVisible() || !button->text().contains(u"new"_s));
}

void TestEventPanel::everyEntryLeadsSomewhere()
{
    Stage stage(m_look);
    for (int row = 0; row < stage.rows(); ++row) {
        stage.page->showPage(&stage.page->convergence());
        QVERIFY(!stage.page->step().isVisible());
        Q_EMIT stage.list().activated(stage.list().model()->index(row, 0));
        QVERIFY2(stage.page->step().isVisible(), qPrintable(stage.list().model()->index(row, 0).data().toString()));
    }
    stage.at().filterBar().field()->setText(u"run of production started"_s);
    Q_EMIT stage.list().activated(stage.list().model()->index(0, 0));
    QVERIFY(stage.page->step().stepId().isEmpty()); // the run itself
}

void TestEventPanel::reachedFromTheMenu()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    window.show();
    QAction *find = nullptr;
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E))
            find = action;
    }
    QVERIFY(find && find->isEnabled());
    find->trigger();
    QCOMPARE(window.focusWidget(), window.runPage()->events().filterBar().field());
}

QTEST_MAIN(TestEventPanel)
#include "tst_eventpanel.moc"
