// The two checklists through a run.

#include "models/items/checklistmodel.h"
#include "models/run/words.h"
#include "tests/models/items/modelprobe.h"
#include "tests/models/items/runexample.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace relight;

class TestChecklistModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesInTheArticlesWords();
    void runInFlight();
    void timeMovesOnlyWhatRuns();
    void readiness();
    void decisionAndWaiting();
    void randomUpdatesKeepIdentity();
};

static QString told(const QModelIndex &index)
{
    const auto row = index.data(ChecklistModel::RowRole).value<ChecklistRow>();
    QString text = row.title;
    if (row.kind == ChecklistRow::Kind::Group)
        return text + QStringLiteral(" %1/%2").arg(row.finished).arg(row.count);
    if (row.kind == ChecklistRow::Kind::Before)
        return text + QStringLiteral(" | %1").arg(int(row.verdict));
    text += QStringLiteral(" | ") + word(row.state);
    if (row.elapsed)
        text += QStringLiteral(" | ") + clockText(*row.elapsed);
    return row.detail.isEmpty() ? text : text + QStringLiteral(" | ") + row.detail;
}

static QModelIndex line(const ChecklistModel &model, const char *id)
{
    return model.indexOf(QString::fromLatin1(id));
}

void TestChecklistModel::linesInTheArticlesWords()
{
    ChecklistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(printed(model, [](const QModelIndex &index) { return index.data().toString(); }),
        QStringLiteral("Before\n"
                       "  All manifests in Git\n"
                       "  Secrets strategy documented and tested\n"
                       "  Vault backed up and HA configured\n"
                       "  Recovery playbook written\n"
                       "  External dependencies documented\n"
                       "  Data backup strategy implemented\n"
                       "  Recovery tested in last 90 days\n"
                       "During\n"
                       "  Provision new cluster\n"
                       "  Install ArgoCD\n"
                       "  Restore secrets decryption capability\n"
                       "  Connect ArgoCD to Git\n"
                       "  Apply root application\n"
                       "  Monitor sync progress\n"
                       "  Restore data from backups\n"
                       "  Update DNS/load balancers\n"
                       "  Verify application health\n"
                       "  Notify stakeholders\n"));
}

void TestChecklistModel::runInFlight()
{
    ChecklistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QPersistentModelIndex provision = line(model, "provision");
    RunExample run;
    run.add(0, AttemptStarted{QStringLiteral("provision"), 1});
    run.add(
        372, AttemptEnded{QStringLiteral("provision"), 1, AttemptOutcome::Succeeded, QStringLiteral("3 nodes"), {}});
    run.add(372, StepEnded{QStringLiteral("provision"), StepState::Succeeded, QStringLiteral("3 nodes"), {}});
    run.add(380, AttemptStarted{QStringLiteral("restore-data/uploads"), 1});
    run.add(400, AttemptStarted{QStringLiteral("restore-data/orders"), 1});
    run.add(410,
        AttemptEnded{QStringLiteral("restore-data/orders"), 1, AttemptOutcome::Failed,
            QStringLiteral("pg_restore: no such file"), {}});
    run.add(410,
        StepEnded{
            QStringLiteral("restore-data/orders"), StepState::Failed, QStringLiteral("pg_restore: no such file"), {}});
    model.setNow(run.at(440));
    model.setRun(run.state);
    model.setProgress(
        {{QStringLiteral("restore-data/uploads"), QStringLiteral("12 of 40 files"), 12, 40, QStringLiteral("files")}});
    QCOMPARE(printed(model, told),
        QStringLiteral("Before 0/7\n"
                       "  All manifests in Git | 0\n"
                       "  Secrets strategy documented and tested | 0\n"
                       "  Vault backed up and HA configured | 0\n"
                       "  Recovery playbook written | 0\n"
                       "  External dependencies documented | 0\n"
                       "  Data backup strategy implemented | 0\n"
                       "  Recovery tested in last 90 days | 0\n"
                       "During 1/11\n"
                       "  Provision new cluster | succeeded | 6:12 | 3 nodes\n"
                       "  Install ArgoCD | ready\n"
                       "  Restore secrets decryption capability | ready\n"
                       "  Connect ArgoCD to Git | pending\n"
                       "  Apply root application | pending\n"
                       "  Monitor sync progress | pending\n"
                       "  Restore data from backups | failed | 1:00 | pg_restore: no such file\n"
                       "    Restore data from backups: orders | failed | 0:10 | pg_restore: no such file\n"
                       "    Restore data from backups: uploads | running | 1:00 | 12 of 40 files\n"
                       "  Update DNS/load balancers | pending\n"
                       "    Update DNS/load balancers: www | pending\n"
                       "  Verify application health | pending\n"
                       "  Notify stakeholders | pending\n"
                       "  Own steps | pending\n"
                       "    Warm the cache | pending\n"));
    QCOMPARE(QModelIndex(provision), line(model, "provision")); // the same row as before the run
    const ChecklistRow *data = model.value(line(model, "restore-data"));
    QCOMPARE(data->high, Seconds(1200));
    QCOMPARE(data->count, 2);
    QCOMPARE(model.value(line(model, "restore-data/uploads"))->done, 12.0);
}

void TestChecklistModel::timeMovesOnlyWhatRuns()
{
    ChecklistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RunExample run;
    run.add(0, AttemptStarted{QStringLiteral("provision"), 1});
    model.setRun(run.state);
    model.setNow(run.at(10));
    const QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setNow(run.at(11));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().at(0).toModelIndex(), line(model, "provision"));
    QCOMPARE(changes.first().at(1).toModelIndex(), line(model, "provision"));
    QCOMPARE(line(model, "provision").data(ChecklistModel::ElapsedRole).value<Seconds>(), Seconds(11));
    model.setNow(run.at(11) + Milliseconds(400)); // not a second yet
    QCOMPARE(changes.size(), 1);
}

void TestChecklistModel::readiness()
{
    ChecklistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setReadiness(
        {{QStringLiteral("vault-backup"), ReadinessVerdict::Attention, QStringLiteral("last snapshot 9 days ago")},
            {QStringLiteral("manifests-in-git"), ReadinessVerdict::Good, QStringLiteral("clean at 3f2a")}});
    QCOMPARE(line(model, "before/vault-backup").data(ChecklistModel::VerdictRole).value<ReadinessVerdict>(),
        ReadinessVerdict::Attention);
    QCOMPARE(line(model, "before/vault-backup").data(ChecklistModel::DetailRole).toString(),
        QStringLiteral("last snapshot 9 days ago"));
    QCOMPARE(model.value(line(model, "before"))->finished, 1);
}

void TestChecklistModel::decisionAndWaiting()
{
    ChecklistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RunExample run;
    Decision decision;
    decision.id = QStringLiteral("approve:update-dns/www");
    decision.stepId = QStringLiteral("update-dns/www");
    decision.title = QStringLiteral("Approve \"Update DNS\"");
    run.add(5, DecisionRequested{decision});
    model.setRun(run.state);
    QCOMPARE(line(model, "update-dns/www").data(ChecklistModel::DecisionRole).toString(), decision.id);
    QCOMPARE(line(model, "update-dns").data(ChecklistModel::DecisionRole).toString(),
        decision.id); // seen on the folded line, too
    QCOMPARE(line(model, "update-dns/www").data(ChecklistModel::DetailRole).toString(), decision.title);
    QCOMPARE(line(model, "apply-root").data(ChecklistModel::WaitsForRole).toStringList(),
        (QStringList{
            QStringLiteral("Connect ArgoCD to Git"), QStringLiteral("Restore secrets decryption capability")}));
    run.add(6, DecisionTaken{decision.id, true, QStringLiteral("ada"), {}});
    run.add(7, StepEnded{QStringLiteral("connect-git"), StepState::Succeeded, {}, {}});
    model.setRun(run.state);
    QVERIFY(line(model, "update-dns").data(ChecklistModel::DecisionRole).toString().isEmpty());
    QCOMPARE(line(model, "apply-root").data(ChecklistModel::WaitsForRole).toStringList(),
        QStringList{QStringLiteral("Restore secrets decryption capability")});
}

void TestChecklistModel::randomUpdatesKeepIdentity()
{
    ChecklistModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    IdentityWatch watch(model, [&](const QModelIndex &index) { return model.id(index); });
    RunExample run;
    model.setRun(run.state);
    watch.remember();
    QRandomGenerator random(42);
    for (int second = 1; second <= 400; ++second) {
        const QString step = run.state.steps.at(random.bounded(run.state.steps.size())).planned.id;
        switch (random.bounded(5)) {
        case 0:
            run.add(second, AttemptStarted{step, 1});
            break;
        case 1:
            run.add(second, AttemptEnded{step, 1, AttemptOutcome(random.bounded(5)), QStringLiteral("said"), {}});
            break;
        case 2:
            run.add(second, StepEnded{step, StepState(random.bounded(11)), QStringLiteral("why"), {}});
            break;
        case 3:
            run.add(second, StepReset{step, QStringLiteral("again"), {}});
            break;
        default:
            model.setProgress({{step, QString::number(second), double(second), 400, {}}});
        }
        model.setNow(run.at(second));
        model.setRun(run.state);
        QCOMPARE(watch.complaint(), QString());
    }
    QCOMPARE(resets.size(), 0);
}

QTEST_APPLESS_MAIN(TestChecklistModel)
#include "tst_checklistmodel.moc"
