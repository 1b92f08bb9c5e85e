// The window on a run that is driven by hand: it follows, it asks, its wishes reach the session, and it paints in every
// colour scheme.
#include "tests/ui/fakemanifest.h"
#include "tests/ui/recoverystory.h"
#include "ui/checklist/checklistdelegate.h"
#include "ui/checklist/checklistview.h"
#include "ui/cockpit/fact.h"
#include "ui/cockpit/mainwindow.h"
#include "ui/cockpit/missionbar.h"
#include "ui/cockpit/needsyouslot.h"
#include "ui/cockpit/runpage.h"
#include "ui/cockpit/runwishes.h"
#include "ui/consent/decisiondialog.h"
#include "ui/consent/decisionform.h"
#include "ui/consent/typedname.h"
#include "ui/manifest/manifestdesk.h"
#include "ui/manifest/manifesthead.h"
#include "ui/manifest/manifestpage.h"
#include "ui/manifest/problemlist.h"
#include "ui/start/startpage.h"
#include "ui/step/logview.h"
#include "ui/step/steppage.h"
#include "ui/theme/amberbutton.h"
#include "ui/theme/statelabel.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;

class TestCockpit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void checklistFollows();
    void aPersonsChoiceStays();
    void theClockTicks();
    void theEndIsTold();
    void theEndIsToldBeforeWhatFailed();
    void dataLossIsShown();
    void needsYouLeadsToADialog();
    void itFollowsOnAfterAnAnswer();
    void theReasonIsSaidOnce();
    void whatWasToBeDoneBeforeGivesWay();
    void aRefusalIsSaid();
    void retryAndPauseReachTheSession();
    void logOfTheSelectedStep();
    void brokenManifestIsReadable();
    void emptyMachineExplainsItself();
    void interruptedRunOffersResume();
    void interruptedDrillIsPast();
    void closingAsks();
    void paintsInEveryScheme_data();
    void paintsInEveryScheme();

private:
    QTemporaryDir m_settings;
    Look m_look;
};

void TestCockpit::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
}

void TestCockpit::checklistFollows()
{
    RecoveryStory story;
    story.begin();
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    page.resize(1280, 760);
    ChecklistModel &model = page.models().checklist();
    QCOMPARE(model.indexOf(QStringLiteral("provision")).data(ChecklistModel::StateRole).value<StepState>(),
        StepState::Ready);
    story.run.hear(10, AttemptStarted{QStringLiteral("provision"), 1});
    const QModelIndex provision = model.indexOf(QStringLiteral("provision"));
    QCOMPARE(provision.data(ChecklistModel::StateRole).value<StepState>(), StepState::Running);
    QCOMPARE(page.checklist().selected(), QStringLiteral("provision")); // it follows the step in action
    QCOMPARE(page.step().stepId(), QStringLiteral("provision"));
    QVERIFY(page.checklist().visualRect(provision).height()
        > page.checklist().visualRect(model.indexOf(QStringLiteral("notify"))).height());
    story.run.hear(
        70, AttemptEnded{QStringLiteral("provision"), 1, AttemptOutcome::Succeeded, QStringLiteral("made"), {}});
    story.run.hear(70, StepEnded{QStringLiteral("provision"), StepState::Succeeded, QStringLiteral("made"), {}});
    story.run.hear(71, AttemptStarted{QStringLiteral("install-argocd"), 1});
    QCOMPARE(page.checklist().selected(), QStringLiteral("install-argocd"));
    QCOMPARE(provision.data(Qt::AccessibleTextRole).toString(), ChecklistDelegate::sentence(*model.value(provision)));
    QVERIFY(ChecklistDelegate::sentence(*model.value(provision)).contains(QStringLiteral("1:00")));
}

void TestCockpit::aPersonsChoiceStays()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::MidRun);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    QCOMPARE(page.checklist().selected(), QStringLiteral("monitor-sync"));
    page.checklist().setCurrentIndex(page.models().checklist().indexOf(QStringLiteral("provision")));
    QCOMPARE(page.step().stepId(), QStringLiteral("provision"));
    story.run.hear(
        680, AttemptEnded{QStringLiteral("monitor-sync"), 1, AttemptOutcome::Failed, QStringLiteral("x"), {}});
    story.run.hear(680, StepEnded{QStringLiteral("monitor-sync"), StepState::Failed, QStringLiteral("x"), {}});
    QCOMPARE(page.checklist().selected(), QStringLiteral("provision"));
}

void TestCockpit::theClockTicks()
{
    RecoveryStory story;
    story.begin();
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    story.setNow(671); // declared 90 s before the start
    page.tick();
    QCOMPARE(page.missionBar().clock().value().text, QStringLiteral("12:41"));
    QCOMPARE(page.missionBar().clock().value().beside, QStringLiteral("of 45:00"));
    QCOMPARE(page.missionBar().clock().value().spoken, QStringLiteral("12 minutes 41 seconds of 45 minutes 0 seconds"));
    story.setNow(46 * 60);
    page.tick();
    QCOMPARE(page.missionBar().clock().value().glyph, std::optional(Glyph::Warn)); // missed: a sign, not red text
    story.run.hear(2800, RunEnded{RunEnd::Completed, {}, {}, {}});
    story.setNow(9999);
    page.tick();
    QCOMPARE(page.missionBar().clock().value().text, QStringLiteral("48:10")); // stands still
}

void TestCockpit::theEndIsTold()
{
    RecoveryStory story;
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    story.tell(RecoveryStory::Moment::Completed);
    bool told = false;
    for (const QLabel *label : page.step().findChildren<QLabel *>())
        told = told || label->text().contains(QStringLiteral("Exception: monitoring: persistent drift"));
    QVERIFY(told);
    page.checklist().setCurrentIndex(page.models().checklist().indexOf(QStringLiteral("provision")));
    story.run.hear(9000, NoteAdded{{}, QStringLiteral("a late note"), {}});
    QCOMPARE(page.step().stepId(), QStringLiteral("provision")); // told once
}

void TestCockpit::theEndIsToldBeforeWhatFailed()
{
    RecoveryStory story;
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    story.tell(RecoveryStory::Moment::Failed);
    QVERIFY(!page.step().stepId().isEmpty());
    story.run.hear(800, RunEnded{RunEnd::Cancelled, QStringLiteral("cancelled by jonas"), {}, {}});
    QVERIFY(page.step().stepId().isEmpty()); // the run as a whole
    story.run.hear(801, NoteAdded{{}, QStringLiteral("a late note"), {}});
    QVERIFY(page.step().stepId().isEmpty());
}

void TestCockpit::dataLossIsShown()
{
    RecoveryStory story;
    story.begin();
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    QVERIFY(!page.missionBar().lossFact().isVisibleTo(&page));
    story.run.hear(
        4, FactRecorded{{}, QStringLiteral("backup-time/postgres-main"), timestampText(story.run.at(-8340))});
    QVERIFY(page.missionBar().lossFact().isVisibleTo(&page));
    QCOMPARE(page.missionBar().lossFact().value().text, QStringLiteral("2 h 14"));
    QCOMPARE(page.missionBar().lossFact().value().glyph, std::optional(Glyph::Warn)); // objective 15 min
}

void TestCockpit::needsYouLeadsToADialog()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::NeedsYou);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    page.resize(1280, 760);
    page.show();
    QVERIFY(page.slot().isLit());
    page.slot().button()->click();
    auto *dialog = page.findChild<DecisionDialog *>();
    QVERIFY(dialog);
    const QString id = page.slot().open().first().id;
    dialog->form()->typedName()->setText(QStringLiteral("production"));
    dialog->form()->approveButton()->click();
    QCOMPARE(story.run.wishes, QStringList{QStringLiteral("decide %1 yes").arg(id)});
}

// Answering what the slot asks is no choice of a step: the next one in action is shown.
void TestCockpit::itFollowsOnAfterAnAnswer()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::NeedsYou);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    page.resize(1280, 760);
    page.show();
    const Decision asked = page.slot().open().first();
    page.answer();
    QCOMPARE(page.step().stepId(), asked.stepId);
    auto *dialog = page.findChild<DecisionDialog *>();
    QVERIFY(dialog);
    story.run.hear(720, DecisionTaken{asked.id, true, {}, {}});
    QVERIFY(!dialog->isVisible());
    const Decision next = page.slot().open().first();
    QVERIFY(next.stepId != asked.stepId);
    QCOMPARE(page.step().stepId(), next.stepId);
    page.showStep(QStringLiteral("provision"));
    story.run.hear(721, DecisionTaken{next.id, true, {}, {}});
    QCOMPARE(page.step().stepId(), QStringLiteral("provision")); // chosen by a person
    story.run.hear(722, AttemptStarted{next.stepId, 2});
    page.followRun();
    QCOMPARE(page.step().stepId(), next.stepId);
}

void TestCockpit::theReasonIsSaidOnce()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::NeedsYou);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    page.resize(1280, 760);
    page.show();
    page.showPage(&page.step());
    const QString reason = page.slot().open().first().reason;
    int seen = 0;
    for (const QLabel *label : page.step().findChildren<QLabel *>())
        seen += label->isVisible() && label->text() == reason;
    QCOMPARE(seen, 1);
}

void TestCockpit::whatWasToBeDoneBeforeGivesWay()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::MidRun);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    const QModelIndex before = page.models().checklist().index(0, 0);
    page.resize(1280, 700);
    page.show();
    QTRY_VERIFY(!page.checklist().isExpanded(before));
    page.resize(1280, 1600);
    QTRY_VERIFY(page.checklist().isExpanded(before));
}

void TestCockpit::aRefusalIsSaid()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::MidRun);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    QSignalSpy said(&page, &RunPage::refusedByRun);
    story.run.refuse(QStringLiteral("monitor-sync is running: cancel or wait"));
    QCOMPARE(said.size(), 1);
}

void TestCockpit::retryAndPauseReachTheSession()
{
    RecoveryStory story;
    story.tell(RecoveryStory::Moment::Failed);
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    QVERIFY(page.step().stepId().startsWith(QStringLiteral("restore-data/"))); // the failed one
    page.wishes().retry(page.step().stepId());
    page.wishes().pauseOrResume(); // is paused
    QCOMPARE(story.run.wishes.size(), 2);
    QCOMPARE(story.run.wishes.first(), QStringLiteral("retry ") + page.step().stepId());
    QCOMPARE(story.run.wishes.last(), QStringLiteral("resume"));
}

void TestCockpit::logOfTheSelectedStep()
{
    RecoveryStory story;
    story.begin();
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    story.log(QStringLiteral("provision"), 1, QStringLiteral("terraform"), QStringLiteral("made a network"));
    story.log({}, 1, QStringLiteral("relight"), QStringLiteral("preflight line"));
    QCOMPARE(page.models().log(QStringLiteral("provision"))->rowCount(), 1);
    QCOMPARE(page.models().log({})->rowCount(), 1);
    page.showStep(QStringLiteral("provision"));
    page.step().logView()->selectAll();
    QVERIFY(page.step().logView()->selectedText().contains(QStringLiteral("made a network")));
}

void TestCockpit::brokenManifestIsReadable()
{
    FakeManifest document(QStringLiteral("recovery:\n  cluster:\n    provisioner: terrafrom\n    path: 3\n"));
    ManifestPage page(m_look);
    page.setDocument(&document);
    page.fill(RecoveryStory::brokenManifest());
    QVERIFY(page.desk()->problems()->count() >= 2);
    QVERIFY(
        page.desk()->problems()->item(0)->data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("line 2")));
    QVERIFY(!page.mayStart());
    QVERIFY(!page.head()->startButton()->isEnabled());
    page.setDocument(nullptr);
}

void TestCockpit::emptyMachineExplainsItself()
{
    StartPage page(m_look);
    page.fill({}, {}, {});
    int lines = 0;
    for (const QLabel *label : page.findChildren<QLabel *>()) {
        if (label->text().startsWith(QStringLiteral("1.")) || label->text().startsWith(QStringLiteral("2."))
            || label->text().startsWith(QStringLiteral("3.")))
            ++lines;
    }
    QCOMPARE(lines, 3);
}

void TestCockpit::interruptedRunOffersResume()
{
    StartPage page(m_look);
    RunEntry entry;
    entry.id = QStringLiteral("2026-11-22T1400Z-production-3f2a");
    entry.name = QStringLiteral("production");
    entry.startedAt = entry.lastEventAt = Timestamp{Seconds{1'000}};
    page.fill({}, {entry}, Timestamp{Seconds{1'600}});
    QSignalSpy resumed(&page, &StartPage::resumeAsked);
    auto *resume = page.findChild<AmberButton *>();
    QVERIFY(resume);
    resume->click();
    QCOMPARE(resumed.first().first().toString(), entry.id);
}

void TestCockpit::interruptedDrillIsPast()
{
    StartPage page(m_look);
    RunEntry entry;
    entry.id = QStringLiteral("2026-11-22T1400Z-production-3f2a");
    entry.mode = RunMode::Drill;
    entry.phase = RunPhase::Running;
    entry.startedAt = entry.lastEventAt = Timestamp{Seconds{1'000}};
    page.fill({}, {entry}, Timestamp{Seconds{1'600}});
    QVERIFY(!page.findChild<AmberButton *>()); // its world went with it
    const auto labels = page.findChildren<StateLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const StateLabel *label) {
        return label->accessibleName().contains(QStringLiteral("not finished"), Qt::CaseInsensitive);
    }));
}

void TestCockpit::closingAsks()
{
    MainWindow window(m_look, [] { return Timestamp{}; });
    QSignalSpy asked(&window, &MainWindow::closeAsked);
    window.show();
    QVERIFY(!window.close());
    QCOMPARE(asked.size(), 1);
    window.allowClose();
    QVERIFY(!window.isVisible());
    MainWindow other(m_look, [] { return Timestamp{}; });
    connect(&other, &MainWindow::closeAsked, &other, &MainWindow::allowClose); // answered at once
    other.show();
    QVERIFY(other.close());
    QVERIFY(!other.isVisible());
}

void TestCockpit::paintsInEveryScheme_data()
{
    QTest::addColumn<RecoveryStory::Moment>("moment");
    QTest::addRow("preflight") << RecoveryStory::Moment::Preflight;
    QTest::addRow("mid run") << RecoveryStory::Moment::MidRun;
    QTest::addRow("needs you") << RecoveryStory::Moment::NeedsYou;
    QTest::addRow("failed") << RecoveryStory::Moment::Failed;
    QTest::addRow("completed") << RecoveryStory::Moment::Completed;
}

void TestCockpit::paintsInEveryScheme()
{
    QFETCH(RecoveryStory::Moment, moment);
    RecoveryStory story;
    MainWindow window(m_look, [&] { return story.now(); });
    story.begin();
    window.showRun(story.view());
    story.run.hear(0, NoteAdded{{}, QStringLiteral("heard while shown"), {}});
    window.endRun();
    RecoveryStory told;
    MainWindow other(m_look, [&] { return told.now(); });
    told.tell(moment);
    other.showRun(told.view());
    QImage last;
    for (const auto choice : {Look::Choice::Dark, Look::Choice::Light, Look::Choice::HighContrast}) {
        m_look.choose(choice);
        for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)}) {
            other.resize(size);
            const QImage picture = other.grab().toImage();
            QCOMPARE(picture.size(), size);
            QVERIFY(picture != last);
            last = picture;
        }
    }
    other.endRun();
}

QTEST_MAIN(TestCockpit)
#include "tst_cockpit.moc"
