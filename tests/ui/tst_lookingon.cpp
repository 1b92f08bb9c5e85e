// A window that only looks on: everything is shown, nothing can be pressed that would reach the run.
#include "tests/ui/estate.h"
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/needsyouslot.h"
#include "ui/cockpit/runpage.h"
#include "ui/cockpit/runwishes.h"
#include "ui/convergence/applicationsummary.h"
#include "ui/convergence/applicationview.h"
#include "ui/convergence/causepanel.h"
#include "ui/convergence/convergencepage.h"
#include "ui/resources/resourcepanel.h"
#include "ui/step/steppage.h"
#include "ui/theme/amberbutton.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QDialog>
#include <QMenu>
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
    void showsApplications();
    void saysWhenTheyWereSeen();

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

// All that a look from elsewhere has: what blocks which application, and no button that would need the cluster.
void TestLookingOn::showsApplications()
{
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    window.resize(1280, 800);
    window.showRun(looksOn(story));
    story.tell(RecoveryStory::Moment::MidRun);
    window.show();
    RunPage &page = *window.runPage();
    Estate::tell(story.run, Estate::Moment::Blocked, [&](int seconds) { story.setNow(seconds); });
    const QList<QAction *> actions = window.findChildren<QAction *>();
    const auto there = std::ranges::find(actions, QKeySequence(Qt::ALT | Qt::Key_4), &QAction::shortcut);
    QVERIFY((*there)->isEnabled());
    (*there)->trigger();
    ConvergencePage &convergence = page.convergence();
    QVERIFY(convergence.isVisible());
    convergence.select(QStringLiteral("argocd/payments"));
    QVERIFY2(convergence.cause().plainText().contains(QStringLiteral("progress deadline")),
        qPrintable(convergence.cause().plainText()));
    QVERIFY2(page.resources().headText().contains(QStringLiteral("from its own status, without pods")),
        qPrintable(page.resources().headText()));
    for (QPushButton *button : convergence.findChildren<QPushButton *>()) {
        if (!button->isVisible())
            continue;
        QVERIFY2(!button->text().contains(QStringLiteral("Sync")) && !button->menu()
                && button->text() != QStringLiteral("Reload"),
            qPrintable(button->text()));
        button->click();
    }
    QContextMenuEvent menu(QContextMenuEvent::Keyboard, QPoint(5, 5), QPoint(5, 5));
    QApplication::sendEvent(convergence.view().viewport(), &menu);
    QVERIFY(!QApplication::activePopupWidget());
    const QKeyCombination acts[]{
        Qt::CTRL | Qt::SHIFT | Qt::Key_S, Qt::Key_F5, Qt::SHIFT | Qt::Key_F5, Qt::CTRL | Qt::SHIFT | Qt::Key_T};
    for (const QKeyCombination act : acts) {
        for (const QAction *action : actions)
            QVERIFY(action->shortcut() != QKeySequence(act) || !action->isEnabled());
    }
    QVERIFY(!window.findChild<QDialog *>());
    QCOMPARE(story.run.wishes, QStringList());
}

// Who comes late is not told that it all happened just now.
void TestLookingOn::saysWhenTheyWereSeen()
{
    RecoveryStory story;
    RunPage page(m_look, looksOn(story), [&] { return story.now(); });
    page.resize(1280, 760);
    story.tell(RecoveryStory::Moment::MidRun);
    page.show();
    page.showPage(&page.convergence());
    const Application shop = Estate::application(QStringLiteral("shop"), 0, HealthStatus::Degraded);
    const Timestamp now = story.now();
    Q_EMIT story.run.observations.applicationsChanged(
        {shop}, {}, QStringLiteral("Argo CD API"), SeenEarlier{now - Seconds(61), {{shop.key(), now - Seconds(602)}}});
    page.tick();
    QVERIFY2(page.convergence().sourceText().contains(QStringLiteral("1:01 ago")),
        qPrintable(page.convergence().sourceText()));
    const QModelIndex row = page.models().applications().indexOf(shop.key());
    QCOMPARE(row.data(ApplicationTreeModel::SinceRole).value<Timestamp>(), now - Seconds(602));
}

QTEST_MAIN(TestLookingOn)
#include "tst_lookingon.moc"
