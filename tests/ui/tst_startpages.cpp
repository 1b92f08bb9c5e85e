// Before any run: what the start page offers, and the way to clone, by keyboard.
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/start/clonedialog.h"
#include "ui/start/startpage.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestStartPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cloneByKeyboard();
    void aFolderByHandStays();
    void progressAndTrouble();
    void cancellingTells();
    void theSampleIsOffered();

private:
    QTemporaryDir m_settings;
    Look m_look;
};

void TestStartPages::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestStartPages::cloneByKeyboard()
{
    MainWindow window(m_look, [] { return Timestamp{}; });
    window.showStart({});
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QString asked, folder;
    connect(&window, &MainWindow::cloneAsked, this, [&](const CloneWish &wish) {
        asked = wish.url;
        folder = wish.folder;
    });
    QTest::keyClick(&window, Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
    CloneDialog *dialog = window.cloneDialog();
    QVERIFY(dialog && !dialog->cloneButton()->isEnabled());
    QTest::keyClicks(dialog->url(), u"https://git.example.com/team/gitops.git"_s);
    QVERIFY(dialog->folder()->text().endsWith(u"/gitops"_s));
    QTest::keyClick(dialog->url(), Qt::Key_Return);
    QCOMPARE(asked, u"https://git.example.com/team/gitops.git"_s);
    QVERIFY(folder.endsWith(u"/gitops"_s));
    QVERIFY(!dialog->cloneButton()->isEnabled()); // once
}

void TestStartPages::aFolderByHandStays()
{
    CloneDialog dialog(m_look, u"/home/jonas"_s, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.url()->setText(u"git@host:platform/gitops/"_s);
    QCOMPARE(dialog.folder()->text(), u"/home/jonas/gitops"_s);
    dialog.url()->setText(u"https://host/.."_s); // no way out of the folder
    QCOMPARE(dialog.folder()->text(), QString());
    QTest::keyClicks(dialog.folder(), u"/srv/mine"_s);
    dialog.url()->setText(u"https://host/other.git"_s);
    QCOMPARE(dialog.folder()->text(), u"/srv/mine"_s);
}

void TestStartPages::progressAndTrouble()
{
    CloneDialog dialog(m_look, u"/home/jonas"_s, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.url()->setText(u"https://host/a.git"_s);
    dialog.cloneButton()->click();
    dialog.showProgress(50, 200, 4096);
    QVERIFY2(dialog.said().contains(u"50"_s) && dialog.said().contains(u"200"_s), qPrintable(dialog.said()));
    dialog.showProblem(u"the server does not answer"_s);
    QCOMPARE(dialog.said(), u"the server does not answer"_s);
    QVERIFY(dialog.cloneButton()->isEnabled()); // again
}

void TestStartPages::cancellingTells()
{
    CloneDialog dialog(m_look, u"/home/jonas"_s, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy cancelled(&dialog, &CloneDialog::cancelled);
    dialog.show();
    dialog.reject(); // nothing goes on
    QVERIFY(cancelled.isEmpty());
    dialog.show();
    dialog.url()->setText(u"https://host/a.git"_s);
    dialog.cloneButton()->click();
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(cancelled.size(), 1);
    QVERIFY(!dialog.isVisible());
}

void TestStartPages::theSampleIsOffered()
{
    MainWindow window(m_look, [] { return Timestamp{}; });
    window.showStart({});
    QSignalSpy asked(&window, &MainWindow::sampleAsked);
    for (QPushButton *button : window.startPage()->findChildren<QPushButton *>()) {
        if (button->text() == u"Play the sample"_s)
            button->click();
    }
    QCOMPARE(asked.size(), 1);
}

QTEST_MAIN(TestStartPages)
#include "tst_startpages.moc"
