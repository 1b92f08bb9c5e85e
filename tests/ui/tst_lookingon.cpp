// A window that only looks on: everything is shown, nothing can be pressed that would reach the run.
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/needsyouslot.h"
#include "ui/cockpit/runpage.h"
#include "ui/cockpit/runwishes.h"
#include "ui/step/steppage.h"
#include "ui/theme/amberbutton.h"

#include <QAction>
#include <QDialog>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;

class TestLookingOn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void nothingReachesTheRun();
    void saysWhoAnswers();

private:
    QTemporaryDir m_settings;
    Look m_look;
};

void TestLookingOn::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

static RunView looksOn(RecoveryStory &story)
{
    RunView view = story.view();
    view.looksOn = true;
    return view;
}

static Decision approval()
{
    return {QStringLiteral("approve:update-dns/www"), DecisionKind::StepApproval, QStringLiteral("update-dns/www"),
        QStringLiteral("Approve DNS"), QStringLiteral("the manifest asks"), {}, {}, {}, false};
}

void TestLookingOn::nothingReachesTheRun()
{
    RecoveryStory story;
    story.begin();
    MainWindow window(m_look, [&] { return story.now(); });
    window.resize(1280, 800);
    window.showRun(looksOn(story));
    window.show();
    story.run.hear(10, AttemptStarted{QStringLiteral("provision"), 1});
    story.run.hear(20, AttemptEnded{QStringLiteral("provision"), 1, AttemptOutcome::Failed, QStringLiteral("no"), {}});
    story.run.hear(20, StepEnded{QStringLiteral("provision"), StepState::Failed, QStringLiteral("no"), {}});
    story.run.hear(30, DecisionRequested{approval()});
    RunPage &page = *window.runPage();
    page.showStep(QStringLiteral("provision"));
    page.openDecision(approval().id); // shows its step, asks nothing
    QCOMPARE(page.step().stepId(), QStringLiteral("update-dns/www"));
    page.showStep(QStringLiteral("provision"));
    for (QPushButton *button : page.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->isEnabled())
            button->click();
    }
    QVERIFY(!window.findChild<QDialog *>());
    for (QAction *action : window.findChildren<QAction *>()) {
        const QString key = action->shortcut().toString();
        if (QStringList{QStringLiteral("Ctrl+P"), QStringLiteral("Ctrl+N"), QStringLiteral("Ctrl+Shift+C"),
                QStringLiteral("Ctrl+R"), QStringLiteral("Ctrl+Shift+K"), QStringLiteral("Ctrl+D"),
                QStringLiteral("Ctrl+O"), QStringLiteral("Ctrl+Shift+Return")}
                .contains(key))
            QVERIFY2(!action->isEnabled(), qPrintable(key));
    }
    QCOMPARE(story.run.wishes, QStringList());
}

void TestLookingOn::saysWhoAnswers()
{
    RecoveryStory story;
    story.begin();
    RunPage page(m_look, looksOn(story), [&] { return story.now(); });
    page.resize(1280, 760);
    const QString who = story.run.state().started.operatorName;
    QVERIFY(!who.isEmpty());
    QVERIFY(page.slot().sentence().contains(who));
    story.run.hear(30, DecisionRequested{approval()});
    QVERIFY(page.slot().isLit());
    QVERIFY(page.slot().accessibleName().contains(who));
    QVERIFY(!page.slot().button()->isVisibleTo(&page));
}

QTEST_MAIN(TestLookingOn)
#include "tst_lookingon.moc"
