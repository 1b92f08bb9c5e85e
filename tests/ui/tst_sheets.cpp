// The keys page and what is printed: complete, searchable, and a PDF that is there.
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/connectionbar.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/print/checklistsheet.h"
#include "ui/print/sheetprinter.h"
#include "ui/shortcuts/shortcutspage.h"
#include "ui/theme/statelabel.h"

#include <QLineEdit>
#include <QMenuBar>
#include <QPrinter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace relight;
using namespace Qt::StringLiterals;

class TestSheets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keysOpenByKey_data();
    void keysOpenByKey();
    void everyActionIsListed();
    void keysAreFound();
    void checklistBeforeARun();
    void checklistInARun();
    void namesAreEscaped();
    void printsAPdf();
    void statusBarSaysHowFresh();

private:
    static QStringList shown(const ShortcutsPage &page);

    QTemporaryDir m_settings;
    Look m_look;
};

void TestSheets::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

QStringList TestSheets::shown(const ShortcutsPage &page)
{
    QStringList texts;
    const QTreeWidget *list = const_cast<ShortcutsPage &>(page).list();
    for (int g = 0; g < list->topLevelItemCount(); ++g) {
        for (int i = 0; i < list->topLevelItem(g)->childCount(); ++i) {
            if (!list->topLevelItem(g)->child(i)->isHidden())
                texts << list->topLevelItem(g)->child(i)->text(0);
        }
    }
    return texts;
}

void TestSheets::keysOpenByKey_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addRow("F1") << Qt::Key_F1;
    QTest::addRow("?") << Qt::Key_Question;
}

void TestSheets::keysOpenByKey()
{
    QFETCH(Qt::Key, key);
    MainWindow window(m_look, [] { return Timestamp{}; });
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, key);
    auto *page = window.findChild<ShortcutsPage *>();
    QVERIFY(page && page->isVisible());
    QTest::keyClick(page, Qt::Key_Escape);
    QTRY_VERIFY(!window.findChild<ShortcutsPage *>());
}

void TestSheets::everyActionIsListed()
{
    MainWindow window(m_look, [] { return Timestamp{}; });
    const auto actions = menuActions(*window.menuBar());
    ShortcutsPage page(m_look, actions, &window);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    const QStringList texts = shown(page);
    const QString printed = page.html();
    for (const MenuAction &offer : actions) {
        QVERIFY(texts.contains(offer.text()));
        if (!offer.keys().isEmpty())
            QVERIFY2(printed.contains(offer.text().toHtmlEscaped()), qPrintable(offer.text()));
    }
}

void TestSheets::keysAreFound()
{
    MainWindow window(m_look, [] { return Timestamp{}; });
    ShortcutsPage page(m_look, menuActions(*window.menuBar()), &window);
    page.setAttribute(Qt::WA_DeleteOnClose, false);
    page.show();
    QTest::keyClicks(page.search(), u"skip"_s);
    QCOMPARE(shown(page), QStringList{u"Skip with reason…"_s});
    page.search()->setText(u"ctrl+k"_s);
    QCOMPARE(shown(page), QStringList{u"Commands…"_s});
    page.search()->setText(u"zzz"_s);
    QVERIFY(shown(page).isEmpty());
    page.search()->clear();
    QVERIFY(shown(page).size() > 20);
    QTest::keyClick(page.search(), Qt::Key_Return); // to the list, and not to a button
    QVERIFY(page.isVisible());
}

void TestSheets::checklistBeforeARun()
{
    MainWindow window(m_look, [] { return Timestamp{}; });
    window.showManifest(RecoveryStory().manifest());
    const QString html = window.checklistHtml();
    for (const QString &part : {u"production"_s, u"☐"_s, u"Restore secrets decryption capability"_s, u"postgres-main"_s,
             u"Owner"_s, u"Estimate"_s, u"Notes"_s})
        QVERIFY2(html.contains(part), qPrintable(part));
    QVERIFY(!html.contains(u"☑"_s));
}

void TestSheets::checklistInARun()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    const QString html = window.checklistHtml();
    QVERIFY(html.contains(u"☑"_s) && html.contains(u"☐"_s));
    QVERIFY(html.contains(story.run.state().started.runId));
    window.endRun();
}

void TestSheets::namesAreEscaped()
{
    ChecklistInput input;
    input.run.started.runId = u"<b>run</b>"_s;
    const QString html = checklistSheet(input, {u"<script>"_s, {}, {}});
    QVERIFY(!html.contains(u"<script>"_s) && !html.contains(u"<b>run</b>"_s));
}

void TestSheets::printsAPdf()
{
    const QString file = m_settings.filePath(u"sheet.pdf"_s);
    QPrinter printer(QPrinter::HighResolution);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(file);
    MainWindow window(m_look, [] { return Timestamp{}; });
    window.showManifest(RecoveryStory().manifest());
    printSheetTo(printer, u"Recovery checklist"_s, window.checklistHtml());
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().startsWith("%PDF"));
}

void TestSheets::statusBarSaysHowFresh()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.showRun(story.view());
    story.tell(RecoveryStory::Moment::MidRun);
    const QStringList texts = window.connections().texts();
    QCOMPARE(texts.size(), 4);
    QVERIFY2(texts.at(2).contains(QString::number(story.run.state().sequence)), qPrintable(texts.at(2)));
    QVERIFY2(texts.at(3).contains(u"sha256:9f3c41d2 trusted"_s), qPrintable(texts.at(3)));
    for (const StateLabel *label : window.connections().labels())
        QVERIFY(!label->accessibleName().isEmpty() && !label->toolTip().isEmpty());
    window.connections().setBrief(true);
    QCOMPARE(window.connections().labels().first()->accessibleName().left(7), u"Argo CD"_s);
    window.endRun();
}

QTEST_MAIN(TestSheets)
#include "tst_sheets.moc"
