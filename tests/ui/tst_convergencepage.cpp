// The convergence page on applications that are told by hand: it filters, folds, says what blocks and what only looks
// green, and acts after a confirmation.
#include "tests/ui/estate.h"
#include "tests/ui/recoverystory.h"
#include "ui/cockpit/runpage.h"
#include "ui/convergence/applicationsummary.h"
#include "ui/convergence/applicationview.h"
#include "ui/convergence/applicationwishes.h"
#include "ui/convergence/applicationwords.h"
#include "ui/convergence/beforeargo.h"
#include "ui/convergence/causepanel.h"
#include "ui/convergence/convergencepage.h"
#include "ui/convergence/countschart.h"
#include "ui/convergence/edgelabels.h"
#include "ui/convergence/filterbar.h"
#include "ui/convergence/spokenapplications.h"
#include "ui/resources/resourcedetails.h"
#include "ui/resources/resourcepanel.h"
#include "ui/step/steppage.h"
#include "ui/theme/statelabel.h"
#include "ui/theme/textstyle.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTest>
#include <QToolButton>

using namespace relight;
using namespace Qt::StringLiterals;

class TestConvergencePage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void beforeThereIsAnything();
    void brokenFirstAndWellFolded();
    void filtersAndWhatTheyHide();
    void theSentence();
    void namesOfTheClusterAreEscaped();
    void falseGreenIsShown();
    void keyboard();
    void rowsStandStillUnderTheHand();
    void aRowThatGoesChoosesNoOther();
    void theMenuIsAboutTheRowBelowIt();
    void actsAfterAConfirmation();
    void whoOnlyFollowsIsToldWhy();
    void lateAnswersAreNotShown();
    void comparesWhatIsShown();
    void oldDataSaysSo();
    void labelsAtTheEdge();
    void namesWinWhereItIsNarrow();
    void columnsGrowWithTheText();
    void longNamesAndManyRows();
    void paintsInEveryScheme_data();
    void paintsInEveryScheme();

private:
    Look m_look;
};

namespace {

// A run page on its convergence page, told up to a moment.
struct Stage
{
    explicit Stage(const Look &look, std::optional<Estate::Moment> moment, bool inspected = true)
    {
        story.tell(RecoveryStory::Moment::MidRun);
        RunView view = story.view();
        view.inspector = inspected ? &inspector : nullptr;
        page = std::make_unique<RunPage>(look, view, [this] { return story.now(); });
        if (moment)
            Estate::tell(story.run, *moment, [this](int seconds) {
                story.setNow(seconds);
                page->tick();
            });
        page->resize(1280, 760);
        page->showPage(&at());
        page->show();
        page->tick();
    }
    ConvergencePage &at() { return page->convergence(); }
    const ApplicationRow *row(const QString &name)
    {
        auto &model = page->models().applications();
        return model.value(model.indexOf(u"argocd/"_s + name));
    }
    // As it is painted from above, groups by their words.
    QStringList visible()
    {
        QStringList all;
        ApplicationView &view = at().view();
        for (QModelIndex i = view.model()->index(0, 0); i.isValid(); i = view.indexBelow(i))
            all << i.data().toString();
        return all;
    }

    RecoveryStory story;
    FakeInspector inspector;
    std::unique_ptr<RunPage> page;
};

} // namespace

void TestConvergencePage::beforeThereIsAnything()
{
    RecoveryStory story;
    story.begin();
    RunPage page(m_look, story.view(), [&] { return story.now(); });
    page.showPage(&page.convergence());
    page.resize(1000, 700);
    page.show();
    QVERIFY(page.convergence().before().isVisible());
    const QString text = page.convergence().before().text();
    QVERIFY2(text.contains(u"The applications appear here once step 6"), qPrintable(text));
    QVERIFY(text.contains(u"First: Provision"));
    story.succeed(u"provision"_s, 10, 20, u"made"_s);
    story.run.hear(30, AttemptStarted{u"monitor-sync"_s, 1});
    QTRY_VERIFY(page.convergence().before().text().contains(u"has no applications yet"));
    Q_EMIT story.run.observations.applicationsChanged({Estate::application(u"shop"_s)}, {}, u"Argo CD API"_s);
    QTRY_VERIFY(!page.convergence().before().isVisible());
}

void TestConvergencePage::brokenFirstAndWellFolded()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    const QStringList rows = stage.visible();
    QCOMPARE(rows.mid(0, 5), (QStringList{u"root-app"_s, u"Wave 2"_s, u"billing"_s, u"payments"_s, u"reports"_s}));
    QVERIFY(rows.contains(u"Wave \u22122"_s)); // folded: all its applications are well
    QVERIFY(!rows.contains(u"cilium"_s));
    auto &model = stage.page->models().applications();
    const QModelIndex wave = model.indexOf(u"wave:2:argocd/root-app"_s);
    QCOMPARE(rowCount(*model.value(wave)), u"15 · 3 broken"_s);
    stage.at().view().select(u"argocd/cilium"_s); // opens what it is folded into
    QVERIFY(stage.visible().contains(u"cilium"_s));
    QVERIFY(model.data(wave, Qt::AccessibleTextRole).toString().contains(u"3 broken"));
}

void TestConvergencePage::filtersAndWhatTheyHide()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    FilterBar &bar = stage.at().filterBar();
    QTRY_COMPARE(bar.chip(0)->text(), u"3 broken"_s);
    bar.chip(0)->click();
    QCOMPARE(stage.visible(), (QStringList{u"root-app"_s, u"billing"_s, u"payments"_s, u"reports"_s}));
    QCOMPARE(stage.page->models().applications().totals().hidden, 54);
    bar.field()->setText(u"kind:ingress pay"_s);
    QCOMPARE(stage.visible(), (QStringList{u"root-app"_s, u"payments"_s}));
    bar.clear();
    QVERIFY(stage.visible().size() > 4);
    bar.field()->setText(u"nothing is called so"_s);
    QCOMPARE(stage.visible(), QStringList());
}

void TestConvergencePage::theSentence()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    CausePanel &cause = stage.at().cause();
    // Nobody chose one: it speaks of the first of the worst, and has a close look at it.
    QTRY_COMPARE(stage.at().shown(), u"argocd/billing"_s);
    QCOMPARE(stage.inspector.wishes.last(), u"inspect argocd/billing"_s);
    stage.at().select(u"argocd/payments"_s);
    QCOMPARE(stage.inspector.wishes.last(), u"inspect argocd/payments"_s);
    QVERIFY(cause.plainText().startsWith(u"payments is blocked because"));
    Q_EMIT stage.inspector.treeRead(Estate::paymentsTree(stage.story.now()));
    QCOMPARE(cause.plainText(),
        u"payments is blocked because Deployment payments-api: Pod payments-api-7d9c-x2k cannot start (secret "
        "\"payments-db\" not found)"_s);
    cause.findChild<QPushButton *>()->click(); // Copy
    QCOMPARE(QGuiApplication::clipboard()->text(), cause.plainText());
    // A parent leads to what is wrong below it; the name in the sentence selects.
    stage.at().select(u"argocd/root-app"_s);
    QVERIFY2(
        cause.plainText().contains(u"its application billing of wave 2 is blocked"), qPrintable(cause.plainText()));
    QVERIFY(cause.html().contains(u"<a href=\"1\""));
    Q_EMIT cause.applicationAsked(u"argocd/billing"_s);
    QCOMPARE(stage.at().shown(), u"argocd/billing"_s);
    QCOMPARE(stage.at().view().selected(), u"argocd/billing"_s);
}

void TestConvergencePage::namesOfTheClusterAreEscaped()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    Application evil = Estate::application(u"evil"_s, 2, HealthStatus::Degraded);
    evil.conditions = {{u"ComparisonError"_s, u"<img src=x> <a href='http://x'>here</a> & more"_s}};
    Q_EMIT stage.story.run.observations.applicationsChanged({evil}, {}, u"Argo CD API"_s);
    stage.at().select(u"argocd/evil"_s);
    QVERIFY(!stage.at().cause().html().contains(u"<img"));
    QVERIFY(stage.at().cause().html().contains(u"&lt;img src=x&gt;"));
    QVERIFY(stage.at().cause().plainText().contains(u"<a href='http://x'>here</a> & more"));
}

void TestConvergencePage::falseGreenIsShown()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    QTRY_COMPARE(stage.at().filterBar().chip(3)->text(), u"2 false green"_s);
    QCOMPARE(stage.row(u"docs"_s)->falseGreen.first().kind, FalseGreenKind::NothingDeployed);
    QVERIFY(stage.visible().contains(u"docs"_s)); // not in the fold of those that are well
    QVERIFY(rowSentence(*stage.row(u"docs"_s)).contains(u"it has no resources"));
    stage.at().filterBar().chip(3)->click();
    QCOMPARE(stage.visible(), (QStringList{u"root-app"_s, u"docs"_s, u"legacy-crm"_s}));
}

void TestConvergencePage::keyboard()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    ApplicationView &view = stage.at().view();
    QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
    stage.at().focusContent();
    QTest::keyClick(&view, Qt::Key_Down); // the wave
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(stage.at().shown(), u"argocd/billing"_s);
    QTest::keyClick(&view, Qt::Key_P); // type-ahead
    QCOMPARE(view.selected(), u"argocd/payments"_s);
    const QSignalSpy opened(&view, &ApplicationView::opened);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    stage.at().focusContent();
    const QModelIndex wave = stage.page->models().applications().indexOf(u"wave:2:argocd/root-app"_s);
    view.setCurrentIndex(wave);
    QTest::keyClick(&view, Qt::Key_Return); // folds it
    QVERIFY(!view.isExpanded(wave));
    stage.at().beginFilter();
    QVERIFY(stage.at().filterBar().field()->hasFocus());
    QTest::keyClicks(stage.at().filterBar().field(), u"shop"_s);
    QTest::keyClick(stage.at().filterBar().field(), Qt::Key_Return);
    QVERIFY(view.hasFocus());
}

void TestConvergencePage::rowsStandStillUnderTheHand()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    ApplicationView &view = stage.at().view();
    const QModelIndex shop = stage.page->models().applications().indexOf(u"argocd/reports"_s);
    const int row = shop.row();
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, view.visualRect(shop).center());
    Application well = Estate::application(u"billing"_s, 2);
    Q_EMIT stage.story.run.observations.applicationsChanged({well}, {}, u"Argo CD API"_s);
    QCOMPARE(stage.page->models().applications().indexOf(u"argocd/reports"_s).row(), row);
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, view.visualRect(shop).center());
    QCOMPARE(stage.page->models().applications().indexOf(u"argocd/reports"_s).row(), row - 1);
    QCOMPARE(view.selected(), u"argocd/reports"_s);
}

void TestConvergencePage::aRowThatGoesChoosesNoOther()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    ApplicationView &view = stage.at().view();
    view.select(u"argocd/payments"_s);
    QCOMPARE(stage.at().shown(), u"argocd/payments"_s);
    stage.at().filterBar().field()->setText(u"billing"_s);
    QVERIFY(!stage.visible().contains(u"payments"_s));
    QCOMPARE(stage.at().shown(), u"argocd/payments"_s);
    QVERIFY(view.selectionModel()->selectedRows().isEmpty()); // what is shown has no row
    const QModelIndex other = stage.page->models().applications().indexOf(u"argocd/billing"_s);
    view.setCurrentIndex(other);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(other).center());
    QCOMPARE(stage.at().shown(), u"argocd/billing"_s);
    stage.at().select(u"argocd/payments"_s);
    stage.at().filterBar().clear();
    QCOMPARE(view.selected(), u"argocd/payments"_s); // it is marked again as it comes back
    stage.page->showPage(&stage.page->step());
    stage.at().filterBar().field()->setText(u"billing"_s);
    stage.page->showPage(&stage.at());
    QCOMPARE(stage.at().shown(), u"argocd/payments"_s);
}

// The sentence leads to an application that the filter hides; the row that was chosen before stays the current one.
void TestConvergencePage::theMenuIsAboutTheRowBelowIt()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    ApplicationView &view = stage.at().view();
    stage.at().filterBar().field()->setText(u"billing"_s);
    view.select(u"argocd/billing"_s);
    const QRect row = view.visualRect(view.currentIndex());
    const auto shows = [&](const auto &act) {
        Q_EMIT stage.at().cause().applicationAsked(u"argocd/payments"_s);
        const bool before = stage.at().shown() == u"argocd/payments"_s && !view.selectionModel()->hasSelection();
        act();
        return before && stage.at().shown() == u"argocd/billing"_s;
    };
    const auto menu = [&](QContextMenuEvent::Reason reason) {
        QContextMenuEvent event(reason, row.center(), view.viewport()->mapToGlobal(row.center()));
        QCoreApplication::sendEvent(view.viewport(), &event);
        QVERIFY(QApplication::activePopupWidget());
        QApplication::activePopupWidget()->close();
    };
    QVERIFY(shows([&] { menu(QContextMenuEvent::Mouse); }));
    QVERIFY(shows([&] { menu(QContextMenuEvent::Keyboard); }));
    QVERIFY(shows([&] { QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, row.center()); }));
    QVERIFY(shows([&] { QTest::keyClick(&view, Qt::Key_Return); }));
}

void TestConvergencePage::actsAfterAConfirmation()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    stage.at().select(u"argocd/reports"_s);
    QVERIFY(stage.at().wishes().action(ApplicationAct::Sync)->isEnabled());
    QVERIFY(!stage.at().wishes().action(ApplicationAct::Terminate)->isEnabled());
    stage.at().wishes().ask(ApplicationAct::Sync);
    auto *dialog = stage.at().findChild<ActDialog *>();
    QVERIFY(dialog);
    QPushButton *act = nullptr;
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text().contains(u"Sync on production"))
            act = button;
    }
    QVERIFY(act);
    QVERIFY(!act->isDefault());
    QVERIFY(!stage.inspector.wishes.last().startsWith(u"sync"));
    act->click();
    QCOMPARE(stage.inspector.wishes.last(), u"sync argocd/reports"_s);
    Q_EMIT stage.inspector.acted(stage.inspector.last(), u"sync of reports was started"_s);
    QCOMPARE(stage.at().cause().resultText(), u"sync of reports was started"_s);
    Q_EMIT stage.inspector.refused(stage.inspector.last() + 7, {ErrorCode::Conflict, u"of another window"_s, {}, 0});
    QCOMPARE(stage.at().cause().resultText(), u"sync of reports was started"_s);
}

void TestConvergencePage::whoOnlyFollowsIsToldWhy()
{
    Stage stage(m_look, Estate::Moment::Blocked, false);
    QAction *sync = stage.at().wishes().action(ApplicationAct::Sync);
    QVERIFY(!sync->isEnabled());
    QVERIFY(sync->toolTip().contains(u"only follows"));
    stage.at().wishes().ask(ApplicationAct::Sync); // by its key
    QVERIFY(stage.at().cause().resultText().contains(u"only follows"));
    // Also without a close look there is a sentence.
    QTRY_VERIFY(stage.at().cause().plainText().contains(u"billing is blocked because"));
}

void TestConvergencePage::lateAnswersAreNotShown()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    stage.at().select(u"argocd/shop"_s);
    const QString before = stage.at().cause().plainText();
    Q_EMIT stage.inspector.treeRead(Estate::paymentsTree(stage.story.now()));
    QCOMPARE(stage.at().cause().plainText(), before);
    stage.page->showPage(&stage.page->step());
    QCOMPARE(stage.inspector.wishes.last(), u"inspect "_s); // nobody looks: no requests
}

// Another is shown while nobody looks, and with the differences open.
void TestConvergencePage::comparesWhatIsShown()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    stage.at().select(u"argocd/payments"_s);
    stage.page->resources().details().setCurrentIndex(ResourceDetails::Diff);
    QCOMPARE(stage.inspector.asked, QStringList{u"differences of argocd/payments"_s});
    stage.page->showPage(&stage.page->step());
    stage.at().select(u"argocd/reports"_s);
    stage.page->showPage(&stage.at());
    QTRY_COMPARE(stage.inspector.asked.last(), u"differences of argocd/reports"_s);
    QCOMPARE(stage.inspector.asked.size(), 2);
}

void TestConvergencePage::oldDataSaysSo()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    QVERIFY(stage.inspector.watching); // since the page is seen
    QVERIFY(stage.at().staleText().isEmpty());
    ApplicationWatch watch{.state = ApplicationWatch::State::Following,
        .source = u"Argo CD API"_s,
        .lastSeen = stage.story.now() - Seconds(5)};
    Q_EMIT stage.inspector.watched(watch);
    QTRY_COMPARE(stage.at().sourceText(), u"Argo CD API · seen 0:05 ago"_s);
    watch.state = ApplicationWatch::State::Stopped;
    watch.trouble = u"Argo CD refused the token (401)"_s;
    Q_EMIT stage.inspector.watched(watch);
    QTRY_COMPARE(stage.at().staleText(), watch.trouble);
    stage.inspector.watching = false;
    stage.at().retryWatch();
    QVERIFY(stage.inspector.watching);
}

void TestConvergencePage::labelsAtTheEdge()
{
    QCOMPARE(pushedApart({}, 10, 0, 100), QList<double>());
    QCOMPARE(pushedApart({50}, 10, 0, 100), QList<double>{50});
    QCOMPARE(pushedApart({20, 21, 80}, 10, 0, 100), (QList<double>{20, 30, 80}));
    QCOMPARE(pushedApart({99, 98, 97}, 10, 0, 100), (QList<double>{95, 85, 75}));
    const QList<double> tight = pushedApart({5, 5, 5, 5}, 10, 0, 25); // no room for four
    for (const double middle : tight)
        QVERIFY(middle >= 5 && middle <= 20);
}

void TestConvergencePage::namesWinWhereItIsNarrow()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    ApplicationView &view = stage.at().view();
    QVERIFY(view.isColumnHidden(ApplicationTreeModel::SinceColumn));
    const QModelIndex name = stage.page->models().applications().indexOf(u"argocd/service-02"_s);
    const QFontMetrics font(textFont(TextStyle::Body));
    QVERIFY(view.visualRect(name).width() >= font.horizontalAdvance(u"service-02"_s) + 10);
    stage.page->resize(2400, 760);
    stage.at().findChild<QSplitter *>()->setSizes({700, 1300});
    QVERIFY(!view.isColumnHidden(ApplicationTreeModel::SinceColumn));
    // Who goes by the column keeps it.
    view.header()->setSortIndicator(ApplicationTreeModel::SinceColumn, Qt::AscendingOrder);
    stage.page->resize(1280, 760);
    stage.at().findChild<QSplitter *>()->setSizes({390, 500});
    QVERIFY(!view.isColumnHidden(ApplicationTreeModel::SinceColumn));
    view.header()->setSortIndicator(ApplicationTreeModel::NameColumn, Qt::AscendingOrder);
    QVERIFY(view.isColumnHidden(ApplicationTreeModel::SinceColumn));
}

void TestConvergencePage::columnsGrowWithTheText()
{
    Stage stage(m_look, Estate::Moment::Blocked);
    const ApplicationView &view = stage.at().view();
    const int usual = view.columnWidth(ApplicationTreeModel::HealthColumn);
    m_look.chooseTextSize(200);
    QVERIFY(view.columnWidth(ApplicationTreeModel::HealthColumn) > usual * 3 / 2);
    m_look.chooseTextSize(100);
    QCOMPARE(view.columnWidth(ApplicationTreeModel::HealthColumn), usual);
}

void TestConvergencePage::longNamesAndManyRows()
{
    Stage stage(m_look, std::nullopt);
    QList<Application> many;
    for (int i = 0; i < 10'000; ++i)
        many << Estate::application(
            u"app-%1"_s.arg(i), i % 5, i % 100 == 0 ? HealthStatus::Degraded : HealthStatus::Healthy);
    many << Estate::application(QString(253, u'x'), 0, HealthStatus::Degraded);
    Q_EMIT stage.story.run.observations.applicationsChanged(many, {}, u"Argo CD API"_s);
    stage.at().select(u"argocd/"_s + QString(253, u'x'));
    QVERIFY(!stage.page->grab().isNull());
    QVERIFY(stage.page->width() <= 1280); // no name makes the window wider
    stage.at().filterBar().field()->setText(u"app-77"_s);
    QCOMPARE(stage.page->models().applications().totals().hidden, 10'001 - 111);
}

void TestConvergencePage::paintsInEveryScheme_data()
{
    QTest::addColumn<Look::Choice>("choice");
    QTest::newRow("dark") << Look::Choice::Dark;
    QTest::newRow("light") << Look::Choice::Light;
    QTest::newRow("high contrast") << Look::Choice::HighContrast;
}

void TestConvergencePage::paintsInEveryScheme()
{
    QFETCH(Look::Choice, choice);
    m_look.choose(choice);
    for (const auto moment : {Estate::Moment::Begun, Estate::Moment::Converging, Estate::Moment::AllGreen}) {
        Stage stage(m_look, moment);
        QVERIFY(!stage.page->grab().isNull());
        QVERIFY(stage.at().chart().summary().startsWith(u"57 application"));
    }
    m_look.choose(Look::Choice::Dark);
}

QTEST_MAIN(TestConvergencePage)
#include "tst_convergencepage.moc"
