// A manifest that is written in the window: what is started is what was accepted, and saving stands in nobody's way.
#include "app/window/windowsession.h"
#include "ui/consent/startdialog.h"
#include "ui/consent/typedname.h"
#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifesteditor.h"
#include "ui/manifest/manifesthead.h"
#include "ui/manifest/manifestpage.h"
#include "ui/start/startpage.h"
#include "ui/theme/elidedlabel.h"

#include <QApplication>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestWindowManifest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void startsNothingButWhatWasAccepted();
    void leavesAfterSaving();
    void leavesRightAfterASave();
    void opensRightAfterASave();

private:
    ManifestPage &page() { return *m_window->manifestPage(); }
    ManifestEditor &editor() { return *page().desk()->editor(); }
    void write(const QString &text);
    void saveAnd(const std::function<void()> &then); // while what was saved is being read again
    bool said(const QString &part) const;
    QAction *closing() const;

    QTemporaryDir m_home;
    QString m_file;
    std::unique_ptr<WindowSession> m_session;
    MainWindow *m_window = nullptr;
};

void TestWindowManifest::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.filePath(u"config"_s));
    qputenv("XDG_STATE_HOME", m_home.filePath(u"state"_s).toUtf8());
    m_file = m_home.filePath(u"recovery-manifest.yaml"_s);
}

void TestWindowManifest::init()
{
    QFile::remove(m_file);
    QVERIFY(QFile::copy(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/drill.yaml"), m_file));
    QVERIFY(QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner));
    m_session = std::make_unique<WindowSession>(Program{QCoreApplication::applicationFilePath(), u"test"_s}, QString());
    m_session->show();
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<MainWindow *>(widget))
            m_window = found;
    }
    m_session->open(m_file);
    QTRY_VERIFY_WITH_TIMEOUT(page().isVisible() && page().mayStart(), 20'000);
}

void TestWindowManifest::cleanup()
{
    m_window->allowClose();
    m_session.reset();
}

void TestWindowManifest::write(const QString &text)
{
    editor().setFocus();
    editor().moveCursor(QTextCursor::End);
    editor().insertPlainText(text);
}

void TestWindowManifest::saveAnd(const std::function<void()> &then)
{
    bool done = false;
    const auto once = connect(&page(), &ManifestPage::changed, this, [&] {
        if (!page().isBeingRead() || std::exchange(done, true))
            return;
        then();
    });
    page().head()->saveButton()->click();
    QTRY_VERIFY(done);
    disconnect(once);
}

bool TestWindowManifest::said(const QString &part) const
{
    return std::ranges::any_of(m_window->findChildren<ElidedLabel *>(),
        [&](const ElidedLabel *label) { return label->text().contains(part); });
}

QAction *TestWindowManifest::closing() const
{
    for (QAction *action : m_window->menuBar()->actions().first()->menu()->actions()) {
        if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_W))
            return action;
    }
    return nullptr;
}

void TestWindowManifest::startsNothingButWhatWasAccepted()
{
    page().head()->startButton()->click();
    auto *dialog = m_window->findChild<StartDialog *>();
    QVERIFY(dialog);
    write(u"\n# changed since\n"_s);
    bool couldStart = true;
    saveAnd([&] { couldStart = page().mayStart(); });
    QVERIFY(!couldStart); // what stands there is of the file before
    QTRY_VERIFY(page().mayStart());
    dialog->typedName()->setText(m_window->windowTitle().section(u':', 0, 0));
    dialog->startButton()->click();
    QTRY_VERIFY(said(u"changed while it was being accepted"_s));
    QVERIFY(!m_window->runPage());
    QVERIFY(!QDir(m_home.filePath(u"state/relight/runs"_s)).exists());
}

void TestWindowManifest::leavesAfterSaving()
{
    write(u"\n# to be kept\n"_s);
    closing()->trigger();
    auto *box = m_window->findChild<QMessageBox *>();
    QVERIFY(box);
    box->button(QMessageBox::Save)->click();
    QTRY_VERIFY(m_window->startPage()->isVisible());
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().endsWith("# to be kept\n"));
    QVERIFY(!said(u"Still busy"_s));
}

void TestWindowManifest::leavesRightAfterASave()
{
    write(u"\n# to be kept\n"_s);
    saveAnd([&] { closing()->trigger(); });
    QTRY_VERIFY(m_window->startPage()->isVisible());
    QVERIFY(!said(u"Still busy"_s));
}

void TestWindowManifest::opensRightAfterASave()
{
    const QString other = m_home.filePath(u"other.yaml"_s);
    QFile::remove(other);
    QVERIFY(QFile::copy(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/full.yaml"), other));
    write(u"\n# to be kept\n"_s);
    saveAnd([&] { m_session->open(other); });
    QTRY_VERIFY(m_window->windowTitle().startsWith(u"production:"_s));
}

QTEST_MAIN(TestWindowManifest)
#include "tst_windowmanifest.moc"
