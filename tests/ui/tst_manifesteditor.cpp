// Writing a manifest by keyboard: typing, completion, jumps, find, form, save, commit, diff, and what is not allowed.
#include "tests/ui/fakemanifest.h"
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/manifest/commitdialog.h"
#include "ui/manifest/completionpopup.h"
#include "ui/manifest/diffview.h"
#include "ui/manifest/findbar.h"
#include "ui/manifest/manifestcopy.h"
#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifesteditor.h"
#include "ui/manifest/manifestform.h"
#include "ui/manifest/manifesthead.h"
#include "ui/manifest/manifestpage.h"
#include "ui/manifest/outlinelist.h"
#include "ui/manifest/plansummary.h"
#include "ui/manifest/problemlist.h"
#include "ui/palette/menuactions.h"
#include "ui/start/planlist.h"

#include <QAccessible>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

static const QString good
    = u"# ours\nrecovery:\n  objectives: { rto: 45m }\n  cluster:\n    provisioner: existing # as is\n"
      "  gitops:\n    repo: https://git.example.com/fleet.git\n    path: clusters/edge\n"_s;

class TestManifestEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path()); }
    void init();
    void followsTheText();
    void completesByKeyboard();
    void keepsIndentation();
    void jumpsToProblems();
    void mendsByKey();
    void outlineLeads();
    void finds();
    void formEditsOneValue();
    void savesAndCommits();
    void disabledButtonsSayWhy();
    void showsTheDiff();
    void someoneElseChangedIt();
    void lockedTextIsReadOnly();
    void unsavedTextIsNotLostSilently();
    void leavesWhenAllOfItIsSaved();
    void staysWhereSavingFailed();
    void leavesOnceACommitIsOver();
    void halfWrittenFieldsCount();
    void aFieldEditsTheTextAsItIs();
    void outlineEndsTheDiff();
    void suggestionsStayWithTheirLine();
    void keepsEveryCharacter();
    void tenThousandLines();
    void copyOfARunIsReadOnly();
    void emptyFile();
    void sampleAndDrillAskToo();
    void keepsItsSizes();

private:
    ManifestEditor *editor() const { return m_page->desk()->editor(); }
    void answer(QMessageBox::StandardButton button)
    {
        auto *box = m_page->findChild<QMessageBox *>();
        QVERIFY(box && box->isVisible());
        box->button(button)->click();
        QTRY_VERIFY(!m_page->findChild<QMessageBox *>());
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }
    void type(const QString &text) { QTest::keyClicks(editor(), text); }

    QTemporaryDir m_settings;
    Look m_look;
    std::unique_ptr<FakeManifest> m_document;
    std::unique_ptr<ManifestPage> m_page;
};

void TestManifestEditor::init()
{
    m_page.reset();
    m_document = std::make_unique<FakeManifest>(good);
    m_page = std::make_unique<ManifestPage>(m_look);
    m_page->resize(1280, 800);
    m_page->setDocument(m_document.get());
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->focusContent();
}

void TestManifestEditor::followsTheText()
{
    QVERIFY(m_document->check().plan);
    editor()->goTo(5, 18);
    type(u"terrafrom "_s);
    QVERIFY(m_document->check().hasErrors());
    QVERIFY(m_document->text().contains(u"provisioner: terrafrom existing"_s));
    QCOMPARE(m_page->desk()->problems()->count(), 1);
    QVERIFY(editor()->messageAt(5).contains(u"terrafrom"_s));
    // The plan stays; the step that cannot be planned names the line.
    PlanList *plan = m_page->plan()->list();
    QCOMPARE(plan->topLevelItemCount(), 10);
    QVERIFY(plan->topLevelItem(0)->text(PlanList::Title).contains(u"line 5"_s));
    QTest::keyClick(editor(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(m_document->check().plan);
    QVERIFY(!plan->topLevelItem(0)->text(PlanList::Title).contains(u"line"_s));
}

static QStringList &announced()
{
    static QStringList all;
    return all;
}

static void hear(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::Announcement)
        announced() << static_cast<QAccessibleAnnouncementEvent *>(event)->message();
}

void TestManifestEditor::completesByKeyboard()
{
    editor()->moveCursor(QTextCursor::End);
    type(u"  sec"_s);
    QTest::keyClick(editor(), Qt::Key_Space, Qt::ControlModifier);
    QVERIFY(editor()->popup()->isVisible());
    QCOMPARE(editor()->popup()->currentItem()->text(), u"secrets"_s);
    QTest::keyClick(editor(), Qt::Key_Return);
    QVERIFY(!editor()->popup()->isVisible());
    QTest::keyClick(editor(), Qt::Key_Return);
    QTest::keyClick(editor(), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(editor()->popup()->currentItem()->text(), u"method"_s);
    QTest::keyClick(editor(), Qt::Key_Tab);
    announced().clear();
    QAccessible::installUpdateHandler(hear);
    QTest::keyClick(editor(), Qt::Key_Space, Qt::ControlModifier);
    QTest::keyClick(editor(), Qt::Key_Down);
    QAccessible::installUpdateHandler(nullptr);
    QCOMPARE(announced().size(), 2);
    QVERIFY2(announced().last().startsWith(u"sealed-secrets"_s), qPrintable(announced().last()));
    QTest::keyClick(editor(), Qt::Key_Return);
    QVERIFY2(m_document->text().endsWith(u"  secrets:\n    method: sealed-secrets"_s), qPrintable(m_document->text()));
    QTest::keyClick(editor(), Qt::Key_Space, Qt::ControlModifier);
    QTest::keyClick(editor(), Qt::Key_Escape);
    QVERIFY(!editor()->popup()->isVisible());
}

void TestManifestEditor::keepsIndentation()
{
    editor()->goTo(6, 100);
    QTest::keyClick(editor(), Qt::Key_Return);
    type(u"revision: main"_s);
    QVERIFY(m_document->text().contains(u"  gitops:\n    revision: main\n    repo"_s));
    QVERIFY(m_document->check().plan);
}

void TestManifestEditor::jumpsToProblems()
{
    editor()->setText(QString(good).replace(u"existing"_s, u"terrafrom"_s).replace(u"45m"_s, u"soon"_s));
    m_document->setText(editor()->text());
    ProblemList *problems = m_page->desk()->problems();
    QVERIFY(problems->count() >= 2);
    problems->setFocus();
    problems->setCurrentRow(1);
    QTest::keyClick(problems, Qt::Key_Return);
    QCOMPARE(editor()->caretLine(), 5);
    QCOMPARE(editor()->textCursor().positionInBlock(), 17);
    QTRY_VERIFY(editor()->hasFocus() || !m_page->isActiveWindow());
    // The caret leads the list, too.
    editor()->goTo(3, 1);
    QCOMPARE(problems->currentRow(), 0);
}

void TestManifestEditor::mendsByKey()
{
    ProblemList *problems = m_page->desk()->problems();
    editor()->goTo(5, 18);
    for (int i = 0; i < 8; ++i)
        QTest::keyClick(editor(), Qt::Key_Delete);
    type(u"terrafrom"_s);
    QVERIFY(problems->item(0)->data(Qt::AccessibleTextRole).toString().endsWith(u"Alt+Return: write \"terraform\""_s));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::AltModifier);
    QVERIFY(m_document->text().contains(u"    provisioner: terraform # as is\n"_s));
    // It cannot do without a path: the key is added, its value is asked for.
    QCOMPARE(problems->count(), 1);
    problems->setFocus();
    problems->setCurrentRow(0);
    QTest::keyClick(problems, Qt::Key_Return, Qt::AltModifier);
    QVERIFY2(m_document->text().contains(u"    provisioner: terraform # as is\n    path: \n  gitops:"_s),
        qPrintable(m_document->text()));
    type(u"terraform/edge"_s);
    QCOMPARE(problems->count(), 0);
    QVERIFY(m_document->check().plan);
    for (int i = 0; i < 4; ++i)
        editor()->undo();
    editor()->setReadOnly(true);
    QTest::keyClick(editor(), Qt::Key_Return, Qt::AltModifier);
}

void TestManifestEditor::outlineLeads()
{
    OutlineList *outline = m_page->desk()->outline();
    QCOMPARE(outline->count(), 4);
    outline->setFocus();
    outline->setCurrentRow(3);
    QTest::keyClick(outline, Qt::Key_Return);
    QCOMPARE(editor()->caretLine(), 6);
    editor()->goTo(5, 3);
    QTRY_COMPARE(outline->currentItem()->text(), u"cluster"_s);
}

void TestManifestEditor::finds()
{
    QTest::keyClick(editor(), Qt::Key_F, Qt::ControlModifier);
    FindBar *bar = m_page->desk()->findBar();
    QVERIFY(bar->isVisible());
    bar->field()->setText(u"CLUSTER"_s);
    QCOMPARE(bar->found(), u"1 of 2"_s);
    QTest::keyClick(bar->field(), Qt::Key_Return);
    QCOMPARE(bar->found(), u"2 of 2"_s);
    QCOMPARE(editor()->caretLine(), 8);
    bar->field()->setText(u"nowhere"_s);
    QCOMPARE(bar->found(), u"not in this text"_s);
    QTest::keyClick(bar->field(), Qt::Key_Escape);
    QVERIFY(bar->isHidden());
}

void TestManifestEditor::formEditsOneValue()
{
    QLineEdit *rpo = m_page->form()->field(u"recovery.objectives.rpo"_s);
    QVERIFY(rpo->text().isEmpty());
    QCOMPARE(m_page->form()->field(u"recovery.objectives.rto"_s)->text(), u"45m"_s);
    rpo->setFocus();
    QTest::keyClicks(rpo, u"15m"_s);
    QTest::keyClick(rpo, Qt::Key_Return);
    QCOMPARE(m_document->text(), QString(good).replace(u"{ rto: 45m }"_s, u"{ rto: 45m, rpo: 15m }"_s));
    editor()->undo();
    QCOMPARE(m_document->text(), good);
    QCOMPARE(rpo->text(), QString());
}

void TestManifestEditor::savesAndCommits()
{
    ManifestHead *head = m_page->head();
    OpenedManifest opened;
    opened.plan = m_document->check().plan;
    m_page->fill(opened);
    QVERIFY(m_page->mayStart());
    editor()->goTo(1, 100);
    type(u", all of it"_s);
    QVERIFY(head->saveButton()->isEnabled());
    QVERIFY(!head->startButton()->isEnabled()); // a run would go by something else than what is seen
    QVERIFY(!m_page->mayStart());
    QTest::keyClick(editor(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(m_document->wishes, QStringList{u"save"_s});
    QVERIFY(head->commitButton()->isEnabled());
    QVERIFY(!head->startButton()->isEnabled()); // what it would show is of the file before
    QVERIFY(!m_page->mayStart());
    m_page->fill(opened);
    QVERIFY(head->startButton()->isEnabled());
    QVERIFY(m_page->mayStart());
    head->commitButton()->click();
    auto *dialog = m_page->findChild<CommitDialog *>();
    QVERIFY(dialog);
    QVERIFY(!dialog->commitButton()->isEnabled());
    QTest::keyClicks(dialog->message(), u"Say whose it is"_s);
    dialog->commitButton()->click();
    QCOMPARE(m_document->wishes.last(), u"commit Say whose it is"_s);
    m_document->fail(ManifestDocument::Deed::Commit, u"Git does not know who you are"_s);
    QVERIFY(m_page->notice().contains(u"who you are"_s));
}

void TestManifestEditor::disabledButtonsSayWhy()
{
    ManifestHead *head = m_page->head();
    QVERIFY(!head->commitButton()->isEnabled());
    QVERIFY(head->commitButton()->toolTip().contains(u"HEAD has"_s));
    editor()->goTo(5, 18);
    type(u"x"_s);
    QVERIFY(!head->commitButton()->isEnabled());
    QVERIFY(head->commitButton()->toolTip().contains(u"errors"_s));
    QVERIFY(head->saveButton()->isEnabled()); // half done work may be kept
    ManifestStatus status = m_document->status();
    status.branch.clear();
    m_document->setText(good + u"# x\n"_s);
    m_document->setStatus(status);
    QVERIFY(head->commitButton()->toolTip().contains(u"no branch"_s));
    status.repositoryPath.clear();
    m_document->setStatus(status);
    QVERIFY(head->commitButton()->toolTip().contains(u"no Git"_s));
    QVERIFY(!head->diffButton()->isEnabled());
}

void TestManifestEditor::showsTheDiff()
{
    m_page->head()->diffButton()->click();
    QCOMPARE(m_document->wishes, QStringList{u"diff"_s});
    m_document->answerDiff({{DiffLine::Kind::Same, 1, 1, u"a"_s}, {DiffLine::Kind::Removed, 2, 0, u"b"_s},
        {DiffLine::Kind::Added, 0, 2, u"c"_s}});
    QVERIFY(m_page->diff()->isVisible());
    QVERIFY(!editor()->isVisible());
    QCOMPARE(m_page->diff()->changes(), 2);
    QVERIFY(m_page->diff()->toPlainText().contains(u"+ c"_s));
    QVERIFY(m_page->diff()->toPlainText().contains(u"\u2212 b"_s));
    QVERIFY(m_page->diff()->isReadOnly());
    m_page->head()->diffButton()->click();
    QVERIFY(editor()->isVisible());
}

void TestManifestEditor::someoneElseChangedIt()
{
    ManifestStatus status = m_document->status();
    status.changedOnDisk = true;
    status.modified = true;
    m_document->setStatus(status);
    QVERIFY(m_page->notice().contains(u"Someone else"_s));
    const auto buttons = m_page->findChildren<QPushButton *>();
    const auto over = std::ranges::find(buttons, u"Save over it"_s, &QPushButton::text);
    QVERIFY(over != buttons.cend() && (*over)->isVisible());
    (*over)->click();
    QCOMPARE(m_document->wishes, QStringList{u"save over"_s});
    QVERIFY(m_page->notice().isEmpty());
}

void TestManifestEditor::lockedTextIsReadOnly()
{
    ManifestStatus status = m_document->status();
    status.locked = u"The file is not UTF-8"_s;
    m_document->setStatus(status);
    QVERIFY(editor()->isReadOnly());
    type(u"x"_s);
    QCOMPARE(m_document->text(), good);
    QVERIFY(!m_page->head()->saveButton()->isEnabled());
    QVERIFY(m_page->head()->saveButton()->toolTip().contains(u"UTF-8"_s));
    QVERIFY(m_page->notice().contains(u"UTF-8"_s));
}

void TestManifestEditor::unsavedTextIsNotLostSilently()
{
    int left = 0;
    m_page->leave([&] { ++left; });
    QCOMPARE(left, 1);
    type(u"# new "_s);
    m_page->leave([&] { ++left; });
    QCOMPARE(left, 1);
    auto *box = m_page->findChild<QMessageBox *>();
    QVERIFY(box);
    box->button(QMessageBox::Save)->click();
    QCOMPARE(left, 2);
    QCOMPARE(m_document->wishes, QStringList{u"save"_s});
}

void TestManifestEditor::leavesWhenAllOfItIsSaved()
{
    int left = 0;
    m_document->slow = true;
    type(u"# A "_s);
    QTest::keyClick(editor(), Qt::Key_S, Qt::ControlModifier);
    type(u"# B "_s); // while A is being written
    m_page->leave([&] { ++left; });
    answer(QMessageBox::Save);
    m_document->endSave(); // of A
    QCOMPARE(left, 0);
    QTRY_COMPARE(m_document->wishes, (QStringList{u"save"_s, u"save"_s}));
    m_document->endSave();
    QCOMPARE(left, 1);
    QVERIFY(!m_document->status().modified);
    type(u"# C "_s);
    QTest::keyClick(editor(), Qt::Key_S, Qt::ControlModifier);
    m_document->endSave();
    QCOMPARE(left, 1); // it was for once
}

void TestManifestEditor::staysWhereSavingFailed()
{
    int left = 0;
    m_document->slow = true;
    type(u"# A "_s);
    for (int i = 0; i < 2; ++i) {
        m_page->leave([&] { ++left; });
        answer(QMessageBox::Save);
        m_document->failSave(u"The disk is full"_s);
        QVERIFY(m_page->notice().contains(u"disk is full"_s));
    }
    QCOMPARE(m_document->wishes.size(), 2); // none by itself
    QTest::keyClick(editor(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(m_document->wishes.size(), 3);
    m_document->endSave();
    QCOMPARE(left, 0);
    type(u"# B "_s);
    m_page->leave([&] { ++left; });
    answer(QMessageBox::Save);
    m_document->endSave();
    QCOMPARE(left, 1);
}

void TestManifestEditor::leavesOnceACommitIsOver()
{
    int left = 0;
    m_document->setBusy(true);
    type(u"# A "_s);
    m_page->leave([&] { ++left; });
    answer(QMessageBox::Save);
    QVERIFY(m_document->wishes.isEmpty());
    m_document->setBusy(false);
    QTRY_COMPARE(left, 1);
    QCOMPARE(m_document->wishes, QStringList{u"save"_s});
}

void TestManifestEditor::halfWrittenFieldsCount()
{
    QLineEdit *rpo = m_page->form()->field(u"recovery.objectives.rpo"_s);
    rpo->setFocus();
    QTest::keyClicks(rpo, u"15m"_s);
    QVERIFY(!m_document->status().modified);
    QTest::keyClick(rpo, Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(m_document->wishes, QStringList{u"save"_s});
    QVERIFY(m_document->text().contains(u"rpo: 15m"_s));
    int left = 0;
    QTest::keyClicks(rpo, u"0"_s);
    m_page->leave([&] { ++left; });
    QCOMPARE(left, 0);
    QVERIFY(m_document->text().contains(u"15m0"_s));
    answer(QMessageBox::Discard);
    QCOMPARE(left, 1);
    // What cannot be taken over keeps the person here, once, and says why.
    m_document->setText(u"- a\n- b\n"_s);
    m_page->desk()->setText(m_document->text());
    QTest::keyClick(editor(), Qt::Key_S, Qt::ControlModifier);
    rpo->setFocus();
    QTest::keyClicks(rpo, u"1"_s);
    m_page->leave([&] { ++left; });
    QCOMPARE(left, 1);
    m_page->leave([&] { ++left; });
    QCOMPARE(left, 2);
}

void TestManifestEditor::aFieldEditsTheTextAsItIs()
{
    m_document->slowChecks = true;
    editor()->goTo(1, 1);
    type(u"# a line that moves all the others"_s);
    QTest::keyClick(editor(), Qt::Key_Return);
    QLineEdit *rto = m_page->form()->field(u"recovery.objectives.rto"_s);
    rto->setFocus();
    rto->setText(u"30m"_s);
    rto->setModified(true);
    QTest::keyClick(rto, Qt::Key_Return);
    QCOMPARE(m_document->text(), u"# a line that moves all the others\n"_s + QString(good).replace(u"45m"_s, u"30m"_s));
    m_document->checkNow();
    QCOMPARE(rto->text(), u"30m"_s);
}

void TestManifestEditor::outlineEndsTheDiff()
{
    const QList<DiffLine> lines{{DiffLine::Kind::Added, 0, 1, u"a"_s}};
    m_page->head()->diffButton()->click();
    m_document->answerDiff(lines);
    QVERIFY(!editor()->isVisible());
    OutlineList *outline = m_page->desk()->outline();
    outline->setFocus();
    outline->setCurrentRow(3);
    QTest::keyClick(outline, Qt::Key_Return);
    QVERIFY(editor()->isVisible());
    QVERIFY(!m_page->head()->diffButton()->isChecked());
    type(u"# new "_s);
    QCOMPARE(m_document->wishes, QStringList{u"diff"_s}); // not asked for again
    m_document->answerDiff(lines);                        // nor heard, should one have been on its way
    QVERIFY(editor()->isVisible());
}

void TestManifestEditor::suggestionsStayWithTheirLine()
{
    const auto offer = [this] {
        editor()->setText(good);
        editor()->moveCursor(QTextCursor::End);
        type(u"  sec"_s);
        QTest::keyClick(editor(), Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(editor()->popup()->isVisible());
    };
    offer();
    QTest::mouseClick(editor()->viewport(), Qt::LeftButton, {}, QPoint(10, 6)); // another line
    QCOMPARE(editor()->caretLine(), 1);
    QVERIFY(!editor()->popup()->isVisible());
    QTest::keyClick(editor(), Qt::Key_Return);
    QVERIFY(!m_document->text().contains(u"secrets"_s));
    offer();
    editor()->setText(good); // read again, say
    QVERIFY(!editor()->popup()->isVisible());
}

void TestManifestEditor::keepsEveryCharacter()
{
    const QString odd = u"a: \"x\u00a0y \u2028 \u05e9 \U0001F525\"\n\tb: 1\n\n"_s;
    editor()->setText(odd);
    QCOMPARE(editor()->text(), odd);
}

void TestManifestEditor::tenThousandLines()
{
    QString text = good + u"  contacts:\n"_s;
    for (int i = 0; i < 10'000; ++i)
        text += u"    - role%1: person%1@example.com\n"_s.arg(i);
    FakeManifest large(text);
    QElapsedTimer timer;
    timer.start();
    m_page->setDocument(&large);
    m_page->grab();
    qInfo("shown after %lld ms", timer.restart());
    editor()->goTo(5000, 1);
    timer.restart();
    for (int i = 0; i < 10; ++i) {
        QTest::keyClick(editor(), Qt::Key_X);
        editor()->grab();
    }
    qInfo("a key takes %lld ms, with its check", timer.elapsed() / 10);
    QCOMPARE(editor()->caretLine(), 5000);
    QVERIFY(large.check().hasErrors());
    m_page->setDocument(nullptr);
}

void TestManifestEditor::copyOfARunIsReadOnly()
{
    ManifestCopy copy(m_look, good, u"/home/jonas/recovery.yaml"_s);
    copy.show();
    QVERIFY(copy.desk()->editor()->isReadOnly());
    QTest::keyClicks(copy.desk()->editor(), u"x"_s);
    QCOMPARE(copy.desk()->editor()->text(), good);
    QTest::keyClick(copy.desk()->editor(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(copy.desk()->findBar()->isVisible());
    QCOMPARE(copy.desk()->problems()->count(), 0);
    QCOMPARE(copy.desk()->problemsHead(), u"Problems: none"_s);
    const ManifestCopy warned(m_look, QString(good).replace(u"revision"_s, u"x"_s) + u"    revison: main\n"_s, {});
    QCOMPARE(warned.desk()->problems()->count(), 1);
    QCOMPARE(warned.desk()->problemsHead(), u"Problems: 1 warning"_s);
}

void TestManifestEditor::emptyFile()
{
    FakeManifest empty{QString()};
    m_page->setDocument(&empty);
    QCOMPARE(m_page->desk()->problems()->count(), 1);
    QCOMPARE(m_page->plan()->list()->topLevelItemCount(), 10);
    QTest::keyClick(editor(), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(editor()->popup()->currentItem()->text(), u"recovery"_s);
    QTest::keyClick(editor(), Qt::Key_Return);
    QCOMPARE(empty.text(), u"recovery:"_s);
    m_page->setDocument(nullptr);
}

void TestManifestEditor::sampleAndDrillAskToo()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.show();
    QSignalSpy sample(&window, &MainWindow::sampleAsked), drill(&window, &MainWindow::drillAsked);
    FakeManifest document(good);
    window.showManifest(story.manifest(), &document);
    const auto trigger = [&](const QString &text) {
        for (const MenuAction &each : menuActions(*window.menuBar())) {
            if (QString(each.action->text()).remove(u'&').startsWith(text))
                return each.action->trigger();
        }
        QFAIL(qPrintable(text));
    };
    QLineEdit *rpo = window.manifestPage()->form()->field(u"recovery.objectives.rpo"_s);
    for (const QString &wish : {u"Play the sample"_s, u"Play a drill"_s}) {
        QTest::keyClicks(rpo, u"1"_s); // not left yet: the actions do not know
        trigger(wish);
        auto *box = window.manifestPage()->findChild<QMessageBox *>();
        QVERIFY2(box, qPrintable(wish));
        QCOMPARE(sample.size() + drill.size(), wish.contains(u"drill"_s) ? 1 : 0);
        box->button(QMessageBox::Save)->click();
        QTRY_VERIFY(!window.manifestPage()->findChild<QMessageBox *>());
        window.updateManifest(story.manifest()); // read again, as it was saved
    }
    QCOMPARE(sample.size(), 1);
    QCOMPARE(drill.size(), 1);
    window.manifestPage()->setDocument(nullptr);
}

void TestManifestEditor::keepsItsSizes()
{
    QList<QList<int>> sizes;
    for (int i = 0; i < 2; ++i) {
        MainWindow window(m_look, [] { return Timestamp{}; });
        connect(&window, &MainWindow::closeAsked, &window, &MainWindow::allowClose);
        FakeManifest document(good);
        window.showManifest(RecoveryStory::brokenManifest(), &document);
        window.resize(1280, 800);
        window.show();
        const auto splitters = window.manifestPage()->desk()->findChildren<QSplitter *>();
        QCOMPARE(splitters.size(), 2);
        for (QSplitter *splitter : splitters) {
            if (i == 0) {
                QList<int> other = splitter->sizes();
                other[0] -= 40;
                other[1] += 40;
                const QList<int> before = splitter->sizes();
                splitter->setSizes(other);
                QVERIFY(splitter->sizes() != before);
            }
            sizes << splitter->sizes();
        }
        window.manifestPage()->setDocument(nullptr);
        QVERIFY(window.close());
    }
    QCOMPARE(sizes.mid(2), sizes.mid(0, 2));
}

QTEST_MAIN(TestManifestEditor)
#include "tst_manifesteditor.moc"
