// From a Git address to a manifest on the screen, with the real window and libgit2.
#include "app/window/windowsession.h"
#include "tests/app/git/gitfixture.h"
#include "ui/start/clonedialog.h"
#include "ui/manifest/manifestpage.h"
#include "ui/start/startpage.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace relight;
using namespace Qt::StringLiterals;

class TestWindowClone : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void opensTheManifestOfAClone();
    void saysWhatIsInTheWay();

private:
    static MainWindow *window();
    static QByteArray sample();

    QTemporaryDir m_home;
};

void TestWindowClone::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.filePath(u"config"_s));
    qputenv("XDG_STATE_HOME", m_home.filePath(u"state"_s).toUtf8());
}

MainWindow *TestWindowClone::window()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<MainWindow *>(widget))
            return found;
    }
    return nullptr;
}

QByteArray TestWindowClone::sample()
{
    return readAll(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/drill.yaml"));
}

void TestWindowClone::opensTheManifestOfAClone()
{
    GitFixture repository;
    repository.write(u"clusters/far/below/recovery-manifest.yaml"_s, "not: this one");
    repository.write(u"clusters/recovery-manifest.yaml"_s, sample());
    repository.commit(u"begin"_s);
    WindowSession session({QCoreApplication::applicationFilePath(), u"test"_s}, {});
    session.show();
    session.showStart();
    MainWindow *shown = window();
    QVERIFY(shown);
    QTRY_VERIFY(shown->startPage()->isVisible() && shown->startPage()->isEnabled());
    shown->askToClone();
    const QString folder = m_home.filePath(u"made/by/clone"_s);
    QPointer<CloneDialog> dialog = shown->cloneDialog();
    dialog->url()->setText(repository.bare());
    dialog->folder()->setText(folder);
    dialog->cloneButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(!dialog, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(shown->manifestPage()->isVisible(), 20'000);
    QCOMPARE(readAll(folder + u"/clusters/recovery-manifest.yaml"_s), sample());
    QVERIFY(shown->windowTitle().contains(u"recovery manifest"_s));
    shown->allowClose();
}

void TestWindowClone::saysWhatIsInTheWay()
{
    GitFixture repository;
    repository.write(u"README.md"_s, "no manifest here");
    repository.commit(u"begin"_s);
    WindowSession session({QCoreApplication::applicationFilePath(), u"test"_s}, {});
    session.show();
    session.showStart();
    MainWindow *shown = window();
    QTRY_VERIFY(shown->startPage()->isVisible() && shown->startPage()->isEnabled());
    shown->askToClone();
    CloneDialog *dialog = shown->cloneDialog();
    const auto tried = [&](const QString &url, const QString &folder) {
        dialog->url()->setText(url);
        dialog->folder()->setText(folder);
        dialog->cloneButton()->click();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(dialog->cloneButton()->isEnabled(), 20'000); }();
        return dialog->said();
    };
    QVERIFY2(tried(m_home.filePath(u"nowhere.git"_s), m_home.filePath(u"a"_s)).contains(u"nowhere"_s),
        qPrintable(dialog->said()));
    QVERIFY2(
        tried(repository.bare(), repository.work()).contains(u"holds files already"_s), qPrintable(dialog->said()));
    QVERIFY2(tried(repository.bare(), u"relative"_s).contains(u"begin with /"_s), qPrintable(dialog->said()));
    QVERIFY2(tried(repository.bare(), m_home.filePath(u"b"_s)).contains(u"no recovery-manifest.yaml"_s),
        qPrintable(dialog->said()));
    dialog->reject();
    shown->allowClose();
}

QTEST_MAIN(TestWindowClone)
#include "tst_windowclone.moc"
