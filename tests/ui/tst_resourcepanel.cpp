// The resources of the chosen application and the details of one of them, told by hand: what is asked for, what is
// shown, and what is said when there is nothing to show.
#include "tests/ui/estate.h"
#include "ui/convergence/applicationsummary.h"
#include "ui/manifest/diffview.h"
#include "ui/resources/detailpage.h"
#include "ui/resources/eventlist.h"
#include "ui/resources/podlogpage.h"
#include "ui/resources/resourcedetails.h"
#include "ui/resources/resourcepanel.h"
#include "ui/resources/resourcetreeview.h"
#include "ui/resources/yamlview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTextBlock>

using namespace relight;
using namespace Qt::StringLiterals;

class TestResourcePanel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTreeOpensAtTheCause();
    void nothingAndNobody();
    void aRowThatGoesChoosesNoOther();
    void differences();
    void aFailedComparisonStaysSaid();
    void eventsAndManifest();
    void logs();
    void troubleIsSaid();
    void lateAnswersAreNotShown();
    void longNamesAndManyRows();

private:
    Look m_look;
};

namespace {

const QString payments = u"argocd/payments"_s;

struct Stage
{
    explicit Stage(const Look &look, bool inspected = true)
        : panel(look, applications, inspected ? &inspector : nullptr, new ApplicationSummary(look))
    {
        applications.update(Estate::at(Estate::Moment::Blocked), {});
        panel.resize(760, 620);
        panel.show();
    }
    void look()
    {
        panel.showApplication(payments);
        Q_EMIT inspector.treeRead(tree);
    }
    QString said(ResourceDetails::Tab tab) { return panel.details().page(tab).said(); }

    ApplicationTreeModel applications;
    FakeInspector inspector;
    InspectedTree tree = Estate::paymentsTree(Timestamp{Seconds(1000)});
    ResourcePanel panel;
};

} // namespace

void TestResourcePanel::theTreeOpensAtTheCause()
{
    Stage stage(m_look);
    stage.look();
    ResourceTreeView &tree = stage.panel.tree();
    QVERIFY2(stage.panel.headText().contains(u"Argo CD API"), qPrintable(stage.panel.headText()));
    const QModelIndex first = tree.model()->index(0, 0);
    QCOMPARE(first.data().toString(), u"Deployment payments-api"_s);
    QVERIFY(tree.isExpanded(first));
    const QModelIndex pod = tree.model()->index(0, 0, first);
    QVERIFY(pod.data(Qt::AccessibleTextRole).toString().contains(u"root cause"));
    stage.panel.showResource(stage.tree.nodes.at(1).key);
    QCOMPARE(tree.currentIndex(), pod);
    QCOMPARE(stage.inspector.asked, QStringList{u"Pod payments-api-7d9c-x2k"_s});
    QVERIFY(stage.panel.details().summaryText().contains(u"Degraded"));
    Q_EMIT stage.inspector.treeRead(stage.tree); // every few seconds: what is chosen stays, nothing is asked again
    QCOMPARE(tree.currentIndex(), pod);
    QCOMPARE(stage.inspector.asked.size(), 1);
}

void TestResourcePanel::nothingAndNobody()
{
    Stage none(m_look);
    QVERIFY(none.said(ResourceDetails::Events).contains(u"Choose"));
    QVERIFY(none.inspector.asked.isEmpty());
    Stage alone(m_look, false);
    alone.panel.showApplication(payments);
    QVERIFY(alone.panel.headText().contains(u"own status"));
    QCOMPARE(alone.panel.tree().model()->rowCount(), 3);
    for (const auto tab : {ResourceDetails::Diff, ResourceDetails::Logs, ResourceDetails::Manifest})
        QVERIFY(alone.said(tab).contains(u"only follows"));
}

void TestResourcePanel::aRowThatGoesChoosesNoOther()
{
    Stage stage(m_look);
    stage.look();
    ResourceDetails &details = stage.panel.details();
    const ResourceNode pod = stage.tree.nodes.at(1);
    stage.panel.showResource(pod.key);
    Q_EMIT stage.inspector.resourceRead(Estate::paymentsPod(Timestamp{Seconds(900)}));
    details.setCurrentIndex(ResourceDetails::Logs);
    const QStringList asked = stage.inspector.asked;
    stage.tree.nodes.removeAt(1);
    ResourceNode next = pod;
    next.key.name = u"payments-api-7d9c-abc"_s;
    next.uid = u"next"_s;
    stage.tree.nodes << next;
    stage.tree.blocked.clear(); // it names the pod, too
    Q_EMIT stage.inspector.treeRead(stage.tree);
    QCOMPARE(stage.inspector.asked, asked); // no other is asked for, the log stays the one that was chosen
    QVERIFY2(details.summaryText().startsWith(u"Pod payments-api-7d9c-x2k"), qPrintable(details.summaryText()));
    QVERIFY2(details.summaryText().contains(u"not there any more"), qPrintable(details.summaryText()));
    QVERIFY(!stage.panel.tree().selectionModel()->hasSelection());
    stage.tree.nodes << pod;
    Q_EMIT stage.inspector.treeRead(stage.tree);
    QVERIFY2(details.summaryText().contains(u"Degraded"), qPrintable(details.summaryText()));
}

void TestResourcePanel::differences()
{
    Stage stage(m_look);
    stage.look();
    ResourceDetails &details = stage.panel.details();
    QVERIFY(!stage.inspector.asked.contains(u"differences"_s)); // nobody looks at them
    details.setCurrentIndex(ResourceDetails::Diff);
    QVERIFY(stage.inspector.asked.contains(u"differences"_s));
    Q_EMIT stage.inspector.differencesRead(payments, Estate::paymentsDifferences());
    QVERIFY(details.tabText(ResourceDetails::Diff).contains(u'1'));
    stage.panel.showResource(stage.tree.nodes.at(0).key);
    QCOMPARE(stage.said(ResourceDetails::Diff), QString());
    QCOMPARE(details.diff().changes(), 3);
    QVERIFY(details.diff().toPlainText().contains(u"+   replicas: 3"));
    stage.panel.showResource(stage.tree.nodes.at(2).key);
    QVERIFY(stage.said(ResourceDetails::Diff).contains(u"does not differ"));
}

void TestResourcePanel::aFailedComparisonStaysSaid()
{
    Stage stage(m_look);
    stage.look();
    ResourceDetails &details = stage.panel.details();
    details.setCurrentIndex(ResourceDetails::Diff);
    Q_EMIT stage.inspector.failed(Inspection::Differences, payments, {ErrorCode::Conflict, u"no rights"_s, {}, 0});
    QVERIFY(stage.said(ResourceDetails::Diff).startsWith(u"no rights"));
    stage.panel.showResource(stage.tree.nodes.at(0).key);
    QVERIFY(stage.said(ResourceDetails::Diff).startsWith(u"no rights"));
    qobject_cast<QPushButton *>(details.cornerWidget())->click();
    QVERIFY(stage.said(ResourceDetails::Diff).startsWith(u"Comparing"));
    Q_EMIT stage.inspector.differencesRead(payments, Estate::paymentsDifferences());
    QCOMPARE(stage.said(ResourceDetails::Diff), QString());
}

void TestResourcePanel::eventsAndManifest()
{
    Stage stage(m_look);
    stage.look();
    ResourceDetails &details = stage.panel.details();
    stage.panel.showResource(stage.tree.nodes.at(1).key);
    QVERIFY(stage.said(ResourceDetails::Manifest).contains(u"Asking"));
    Q_EMIT stage.inspector.resourceRead(Estate::paymentsPod(Timestamp{Seconds(900)}));
    QCOMPARE(details.events().topLevelItemCount(), 2);
    QCOMPARE(details.events().topLevelItem(0)->text(0), u"Failed \u00d79"_s);
    QVERIFY(details.manifest().toPlainText().startsWith(u"apiVersion"));
    QVERIFY(details.manifest().isReadOnly());
    QCOMPARE(stage.said(ResourceDetails::Manifest), QString());
}

void TestResourcePanel::logs()
{
    Stage stage(m_look);
    stage.look();
    ResourceDetails &details = stage.panel.details();
    PodLogPage &logs = details.logs();
    stage.panel.showResource(stage.tree.nodes.at(1).key);
    Q_EMIT stage.inspector.resourceRead(Estate::paymentsPod(Timestamp{Seconds(900)}));
    QVERIFY(stage.inspector.asked.filter(u"log"_s).isEmpty()); // nobody looks
    details.setCurrentIndex(ResourceDetails::Logs);
    QCOMPARE(stage.inspector.asked.last(), u"log payments-api-7d9c-x2k migrate"_s);
    logs.containers().setCurrentIndex(1);
    QCOMPARE(stage.inspector.asked.last(), u"log payments-api-7d9c-x2k api"_s);
    const QString pod = stage.tree.nodes.at(1).key.name;
    Q_EMIT stage.inspector.logRead({u"payments"_s, pod, u"migrate"_s}, {u"late"_s});
    QVERIFY(logs.text().document()->isEmpty());
    QStringList many;
    for (int i = 0; i < PodLogPage::kept + 500; ++i)
        many << u"line %1"_s.arg(i);
    Q_EMIT stage.inspector.logRead({u"payments"_s, pod, u"api"_s}, many);
    QCOMPARE(logs.text().blockCount(), PodLogPage::kept);
    logs.field().setText(u"line 777"_s);
    QTest::keyClick(&logs.field(), Qt::Key_Return);
    QVERIFY(logs.text().textCursor().selectedText() == u"line 777"_s);
    logs.field().setText(u"LINE 777"_s); // 777 and 7770 to 7779: the last one first
    QCOMPARE(logs.stateText(), u"11 of 11"_s);
    QTest::keyClick(&logs.field(), Qt::Key_Return);
    QCOMPARE(logs.stateText(), u"10 of 11"_s);
    QCOMPARE(logs.text().textCursor().block().text(), u"line 7778"_s);
    QTest::keyClick(&logs.field(), Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClick(&logs.field(), Qt::Key_Return, Qt::ShiftModifier); // round the end
    QCOMPARE(logs.stateText(), u"1 of 11"_s);
    Q_EMIT stage.inspector.logRead({u"payments"_s, pod, u"api"_s}, {u"line 777 and line 777 again"_s});
    QCOMPARE(logs.stateText(), u"1 of 12"_s); // a line once
    logs.field().setText(u"line 777x"_s);
    QCOMPARE(logs.stateText(), u"not in this log"_s);
    QTest::keyClick(&logs.field(), Qt::Key_Return);
    QCOMPARE(logs.text().textCursor().selectedText(), u"line 777"_s); // the place is kept
    logs.field().clear();
    QVERIFY(!logs.stateText().contains(u"log"_s));
    logs.previous().setChecked(true);
    QCOMPARE(stage.inspector.asked.last(), u"log payments-api-7d9c-x2k api previous"_s);
    Q_EMIT stage.inspector.failed(Inspection::Log, pod, {ErrorCode::NotFound, u"it has not crashed"_s, {}, 0});
    QCOMPARE(logs.stateText(), u"it has not crashed"_s);
    details.setCurrentIndex(ResourceDetails::Summary);
    QCOMPARE(stage.inspector.asked.last(), u"no log"_s);
}

void TestResourcePanel::troubleIsSaid()
{
    Stage stage(m_look);
    stage.panel.showApplication(payments);
    Q_EMIT stage.inspector.failed(Inspection::Tree, payments, {ErrorCode::Conflict, u"no answer"_s, {}, 0});
    QCOMPARE(stage.panel.troubleText(), u"no answer"_s);
    QVERIFY(stage.panel.tree().model()->rowCount() > 0); // its own status still speaks
    stage.look();
    QCOMPARE(stage.panel.troubleText(), QString());
    stage.panel.showResource(stage.tree.nodes.at(1).key);
    const QString pod = stage.tree.nodes.at(1).key.name;
    Q_EMIT stage.inspector.failed(Inspection::Resource, pod, {ErrorCode::Conflict, u"forbidden"_s, {}, 0});
    QVERIFY(stage.said(ResourceDetails::Manifest).startsWith(u"forbidden"));
}

void TestResourcePanel::lateAnswersAreNotShown()
{
    Stage stage(m_look);
    stage.look();
    stage.panel.showApplication(u"argocd/shop"_s);
    Q_EMIT stage.inspector.treeRead(stage.tree);
    QVERIFY(!stage.panel.headText().contains(u"Argo CD API"));
    QVERIFY(stage.panel.tree().selected().isEmpty());
    stage.panel.showResource({u"apps"_s, u"v1"_s, u"Deployment"_s, u"shop"_s, u"shop-api"_s});
    Q_EMIT stage.inspector.resourceRead(Estate::paymentsPod(Timestamp{Seconds(900)}));
    QVERIFY(stage.said(ResourceDetails::Manifest).contains(u"Asking"));
}

void TestResourcePanel::longNamesAndManyRows()
{
    Stage stage(m_look);
    const QString name(253, u'n');
    for (int i = 0; i < 4000; ++i)
        stage.tree.nodes << ResourceNode{.key = {{}, u"v1"_s, u"Pod"_s, u"payments"_s, name + QString::number(i)},
            .uid = u"p%1"_s.arg(i),
            .parentUids = {u"1"_s}};
    stage.look();
    QVERIFY(stage.panel.minimumSizeHint().width() < 700);
    stage.panel.setLayoutDirection(Qt::RightToLeft);
    stage.panel.showResource(stage.tree.nodes.last().key);
    QVERIFY(stage.panel.details().summaryText().contains(name));
    QVERIFY(!stage.panel.grab().isNull());
}

QTEST_MAIN(TestResourcePanel)
#include "tst_resourcepanel.moc"
