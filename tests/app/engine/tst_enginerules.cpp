// The pure rules of the engine: consents, identity, versions, programs, what terraform says, what happens next.
#include "app/engine/consents.h"
#include "app/engine/digest.h"
#include "app/engine/identityrule.h"
#include "app/engine/movedcluster.h"
#include "app/engine/personcommands.h"
#include "app/engine/scheduler.h"
#include "app/engine/stepresult.h"
#include "app/engine/steps/preflightchecks.h"
#include "app/engine/steps/targetcluster.h"
#include "app/engine/steps/terraformplan.h"

#include <QTest>

using namespace relight;

class EngineRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void consents_data();
    void consents();
    void identity_data();
    void identity();
    void versions_data();
    void versions();
    void terraformState_data();
    void terraformState();
    void programs_data();
    void programs();
    void terraformPlan();
    void terraformPlanNamesWhatMakesTheKubeconfig();
    void terraformPlanRefusesOtherText();
    void terraformLines();
    void leftOutPartsAreSkippedUnattendedAndAskedAttended();
    void criticalFailureWithContinueEndsAsFailed();
    void nothingStartsWhilePaused();
    void aStepSentBackHoldsAllAfterIt();
    void onlyAnUndoStartsWhilePausedOrCancelled();
    void nothingGoesOnFromAnotherCluster_data();
    void nothingGoesOnFromAnotherCluster();
    void whatWasAtWorkWhenTheClusterMovedStartsOver();
    void skippingTheStepThatMovedSendsBackToo();
};

Q_DECLARE_METATYPE(relight::Consents)
Q_DECLARE_METATYPE(relight::Decision)
Q_DECLARE_METATYPE(relight::IdentityQuestion)

static Decision decision(DecisionKind kind, const QString &step, const QString &subject)
{
    return {QStringLiteral("id"), kind, step, {}, {}, {}, subject, {}, false};
}

void EngineRules::consents_data()
{
    QTest::addColumn<Decision>("asked");
    QTest::addColumn<Consents>("given");
    QTest::addColumn<bool>("granted");
    const auto with = [](auto set) {
        Consents consents;
        set(consents);
        return consents;
    };
    const Consents everything = with([](Consents &c) {
        c.approveAll = true;
        c.acceptWarnings = true;
        c.newCluster = true;
    });
    const QString sha = QStringLiteral("abc");
    QTest::newRow("approve-all approves a step")
        << decision(DecisionKind::StepApproval, QStringLiteral("update-dns/www"), {}) << everything << true;
    QTest::newRow("approve-all syncs by hand")
        << decision(DecisionKind::ManualSync, QStringLiteral("monitor-sync"), {}) << everything << true;
    QTest::newRow("never a plan that destroys")
        << decision(DecisionKind::TerraformPlan, QStringLiteral("provision"), sha) << everything << false;
    QTest::newRow("never trust") << decision(DecisionKind::Trust, {}, sha) << everything << false;
    QTest::newRow("never another UID") << decision(DecisionKind::ClusterIdentity, QStringLiteral("provision"), sha)
                                       << everything << false;
    QTest::newRow("never the lost cluster")
        << decision(DecisionKind::LostClusterAnswers, {}, sha) << everything << false;
    QTest::newRow("never other clusters")
        << decision(DecisionKind::Destinations, QStringLiteral("apply-root"), sha) << everything << false;
    QTest::newRow("never over data") << decision(
        DecisionKind::RestoreAgain, QStringLiteral("restore-data/x"), QStringLiteral("x"))
                                     << everything << false;
    QTest::newRow("never exceptions") << decision(
        DecisionKind::Exceptions, QStringLiteral("monitor-sync"), QStringLiteral("a,b"))
                                      << everything << false;
    QTest::newRow("that plan") << decision(DecisionKind::TerraformPlan, QStringLiteral("provision"), sha)
                               << with([](Consents &c) { c.approvePlans = QStringList{QStringLiteral("abc")}; })
                               << true;
    QTest::newRow("another plan") << decision(DecisionKind::TerraformPlan, QStringLiteral("provision"), sha)
                                  << with([](Consents &c) { c.approvePlans = QStringList{QStringLiteral("abd")}; })
                                  << false;
    QTest::newRow("another digest") << decision(DecisionKind::Trust, {}, sha)
                                    << with([](Consents &c) { c.trust = QStringLiteral("ab"); }) << false;
    QTest::newRow("no digest is no trust") << decision(DecisionKind::Trust, {}, {}) << Consents{} << false;
    QTest::newRow("another step") << decision(DecisionKind::StepApproval, QStringLiteral("update-dns/www"),
        {}) << with([](Consents &c) { c.approve = QStringList{QStringLiteral("update-dns/cdn")}; })
                                  << false;
    QTest::newRow("fewer exceptions than shown")
        << decision(DecisionKind::Exceptions, QStringLiteral("monitor-sync"), QStringLiteral("a,b"))
        << with([](Consents &c) { c.acceptExceptions = QStringLiteral("a"); }) << false;
    QTest::newRow("never an undo") << decision(DecisionKind::Undo, QStringLiteral("update-dns/www"), {}) << everything
                                   << false;
    QTest::newRow("that undo") << decision(DecisionKind::Undo, QStringLiteral("update-dns/www"), {})
                               << with([](Consents &c) { c.undo = QStringList{QStringLiteral("update-dns/www")}; })
                               << true;
    QTest::newRow("a failure only a person retries")
        << decision(DecisionKind::FailedStep, QStringLiteral("provision"), {}) << everything << false;
}

void EngineRules::consents()
{
    QFETCH(Decision, asked);
    QFETCH(Consents, given);
    QFETCH(bool, granted);
    QCOMPARE(consentFor(asked, given).has_value(), granted);
}

void EngineRules::identity_data()
{
    using Kind = IdentityVerdict::Kind;
    QTest::addColumn<IdentityQuestion>("question");
    QTest::addColumn<int>("verdict");
    const Timestamp start{Seconds{1'000'000}};
    const auto answering = [&](const char *uid, Seconds age) {
        IdentityQuestion question;
        question.answering = {QString::fromLatin1(uid), start + age, QStringLiteral("https://x"), {}, {}};
        question.provisionStarted = start;
        return question;
    };
    IdentityQuestion young = answering("new", Seconds{30});
    QTest::newRow("young, not told") << young << int(Kind::Ask);
    young.newCluster = true;
    QTest::newRow("young and --new-cluster") << young << int(Kind::Accept);
    IdentityQuestion skewed = answering("new", Seconds{-59});
    skewed.newCluster = true;
    QTest::newRow("a minute of skew") << skewed << int(Kind::Accept);
    IdentityQuestion old = answering("old", Seconds{-61});
    old.newCluster = true;
    QTest::newRow("there before") << old << int(Kind::Ask);
    IdentityQuestion full = young;
    full.empty = false;
    QTest::newRow("young but not empty") << full << int(Kind::Ask);
    IdentityQuestion lost = young;
    lost.lostUid = QStringLiteral("new");
    QTest::newRow("the lost one") << lost << int(Kind::Refuse);
    IdentityQuestion pinned = answering("old", Seconds{-9999});
    pinned.pin = ClusterPinned{QStringLiteral("old"), {}, {}, {}};
    QTest::newRow("the pinned one") << pinned << int(Kind::Pinned);
    IdentityQuestion signedAnew = pinned;
    signedAnew.answering.caSha256 = QStringLiteral("another");
    QTest::newRow("the pinned one under another CA") << signedAnew << int(Kind::Ask);
    IdentityQuestion other = young;
    other.pin = ClusterPinned{QStringLiteral("old"), {}, {}, {}};
    QTest::newRow("another than pinned, however young") << other << int(Kind::Ask);
    IdentityQuestion unknown = young;
    unknown.provisionStarted.reset();
    QTest::newRow("provision never started") << unknown << int(Kind::Ask);
}

void EngineRules::identity()
{
    QFETCH(IdentityQuestion, question);
    QFETCH(int, verdict);
    const IdentityVerdict judged = judgeIdentity(question);
    QCOMPARE(int(judged.kind), verdict);
    QVERIFY(judged.kind == IdentityVerdict::Kind::Pinned || !judged.reason.isEmpty());
    const Decision asked = identityDecision(question, QStringLiteral("provision"), judged.reason);
    const bool pinned = question.pin && question.pin->uid == question.answering.uid;
    // To accept a cluster is not to accept whoever signs for it later.
    Consents consents;
    consents.clusterIdentity = question.answering.uid;
    QCOMPARE(consentFor(asked, consents).has_value(), !pinned);
    consents.clusterIdentity = asked.option.section(u' ', 1);
    QVERIFY(consentFor(asked, consents));
}

void EngineRules::versions_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *version, const char *expected, bool matches) {
        QTest::addRow("%s %s", version, expected)
            << QString::fromLatin1(version) << QString::fromLatin1(expected) << matches;
    };
    row("v1.34.4", ">=1.30", true);
    row("v1.29.9", ">=1.30", false);
    row("v1.30.2", "1.30", true);
    row("v1.3.0", "1.30", false);
    row("v1.30.1", ">1.30", false);
    row("v1.31.0", ">1.30", true);
    row("v1.30.9", "<=1.30", true);
    row("v1.30.0", "<1.30", false);
    row("v1.34.4-gke.1", ">=1.34", true);
    row("v1.34.4", "new", false);
    row("", ">=1.30", false);
}

void EngineRules::versions()
{
    QFETCH(QString, version);
    QFETCH(QString, expected);
    QFETCH(bool, matches);
    QCOMPARE(versionMatches(version, expected), matches);
}

void EngineRules::terraformState_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<bool>("state");
    const QString infra = QStringLiteral("infra");
    QTest::newRow("state") << "infra/terraform.tfstate" << infra << true;
    QTest::newRow("its backup") << "infra/terraform.tfstate.backup" << infra << true;
    QTest::newRow("a dated backup") << "infra/terraform.tfstate.1700000000.backup" << infra << true;
    QTest::newRow("its lock") << "infra/.terraform.tfstate.lock.info" << infra << true;
    QTest::newRow("of a workspace") << "infra/terraform.tfstate.d/eu/terraform.tfstate" << infra << true;
    QTest::newRow("the lock file") << "infra/.terraform.lock.hcl" << infra << true;
    QTest::newRow("providers") << "infra/.terraform/providers/x" << infra << true;
    QTest::newRow("providers at the root") << ".terraform/providers/x" << "." << true;
    QTest::newRow("configuration") << "infra/main.tf" << infra << false;
    QTest::newRow("a script of a like name") << "infra/x.tfstate.sh" << infra << false;
    QTest::newRow("elsewhere") << "scripts/terraform.tfstate" << infra << false;
    QTest::newRow("a folder of a like name") << "infra2/terraform.tfstate" << infra << false;
    QTest::newRow("a script elsewhere") << "scripts/.terraform/x.sh" << infra << false;
}

void EngineRules::terraformState()
{
    QFETCH(QString, path);
    QFETCH(QString, folder);
    ClusterSection cluster;
    cluster.path = folder;
    QTEST(isTerraformState(path, cluster), "state");
    cluster.provisioner = Provisioner::Existing;
    QVERIFY(!isTerraformState(path, cluster));
}

void EngineRules::programs_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char *shell, const QStringList &found) {
        QTest::newRow(shell) << QString::fromLatin1(shell) << found;
    };
    row("pg_restore -d main /backups/latest.dump", {QStringLiteral("pg_restore")});
    row("PGHOST=x pg_restore -d main", {QStringLiteral("pg_restore")});
    row("./scripts/restore.sh", {});
    row("test -f x && velero restore create", {QStringLiteral("velero")});
    row("aws s3 cp a b; pg_restore b\nrm b",
        {QStringLiteral("aws"), QStringLiteral("pg_restore"), QStringLiteral("rm")});
    row("cat <<EOF\nnot a program\nEOF", {});
    row("echo 'a; b", {});
    row("$TOOL x", {});
    row("", {});
}

void EngineRules::programs()
{
    QFETCH(QString, shell);
    QFETCH(QStringList, found);
    QCOMPARE(programsIn(shell), found);
}

static QByteArray planWith(const QByteArray &changes, const QByteArray &rest = {})
{
    return R"({"format_version":"1.2","resource_changes":[)" + changes + "]" + rest + "}";
}

static QByteArray change(const char *address, const char *actions)
{
    return QByteArray(R"({"address":")") + address + R"(","mode":"managed","change":{"actions":)" + actions + "}}";
}

void EngineRules::terraformPlan()
{
    const auto plan
        = readTerraformPlan(planWith(change("a.made", R"(["create"])") + ',' + change("a.gone", R"(["delete"])") + ','
                                + change("a.anew", R"(["delete","create"])") + ','
                                + change("a.anew2", R"(["create","delete"])") + ',' + change("a.left", R"(["forget"])")
                                + ',' + change("a.same", R"(["no-op"])") + ',' + change("a.changed", R"(["update"])")
                                + R"(,{"address":"data.x","mode":"data","change":{"actions":["read"]}})"),
            QStringLiteral("kubeconfig"));
    QVERIFY(plan);
    QCOMPARE(plan->create, 1);
    QCOMPARE(plan->remove, 1);
    QCOMPARE(plan->replace, 2);
    QCOMPARE(plan->forget, 1);
    QCOMPARE(plan->update, 1);
    QCOMPARE(plan->destructive.size(), 4);
    QVERIFY(plan->destructive.first().startsWith(QLatin1String("a.gone")));
    QVERIFY(!readTerraformPlan(planWith({}), {})->hasChanges());
    // A resource that refresh found gone is made again: nothing is destroyed by that.
    QVERIFY(readTerraformPlan(planWith(change("a", R"(["create"])")), {})->destructive.isEmpty());
}

void EngineRules::terraformPlanNamesWhatMakesTheKubeconfig()
{
    const QByteArray outputs
        = R"(,"configuration":{"root_module":{"outputs":{"kubeconfig":{"expression":{"references":["terraform_data.cluster.output","terraform_data.cluster"]},"depends_on":["module.eks"]}}}})";
    const auto plan = readTerraformPlan(
        planWith(change("terraform_data.cluster", R"(["no-op"])") + ',' + change("terraform_data.other", R"(["no-op"])")
                + ',' + change("module.eks.aws_eks_cluster.this[0]", R"(["no-op"])"),
            outputs),
        QStringLiteral("kubeconfig"));
    QVERIFY(plan);
    QCOMPARE(plan->kubeconfigResources,
        (QStringList{QStringLiteral("terraform_data.cluster"), QStringLiteral("module.eks.aws_eks_cluster.this[0]")}));
}

void EngineRules::terraformPlanRefusesOtherText()
{
    for (const QByteArray &text :
        {QByteArray(), QByteArray("Error: no"), QByteArray("[]"), QByteArray(R"({"format_version":"2.0"})")})
        QCOMPARE(readTerraformPlan(text, {}).error().code, ErrorCode::Protocol);
}

void EngineRules::terraformLines()
{
    using Kind = TerraformLine::Kind;
    QCOMPARE(readTerraformLine("plain").kind, Kind::Text);
    const auto done = readTerraformLine(
        R"({"@level":"info","@message":"made","type":"apply_complete","hook":{"resource":{"addr":"a.b"}}})");
    QCOMPARE(done.kind, Kind::ResourceDone);
    QCOMPARE(done.address, QStringLiteral("a.b"));
    const auto broken = readTerraformLine(
        R"({"@level":"error","@message":"x","type":"diagnostic","diagnostic":{"severity":"error","summary":"quota","detail":"of 3"}})");
    QVERIFY(broken.error);
    QCOMPARE(broken.text, QStringLiteral("quota: of 3"));
    QCOMPARE(readTerraformLine(R"({"@level":"error","@message":"x","type":"log","state":"{}"})").kind, Kind::StateDump);
}

// A run of two steps: one left out of the manifest, one that waits for it.
static RecoveryPlan smallPlan()
{
    RecoveryPlan plan;
    plan.name = QStringLiteral("small");
    Step first;
    first.id = QStringLiteral("update-dns");
    first.title = QStringLiteral("Update DNS");
    first.automation = Automation::Manual;
    first.leftOut = true;
    Step second;
    second.id = QStringLiteral("verify-health");
    second.title = QStringLiteral("Verify");
    second.after = QStringList{first.id};
    plan.steps = {first, second};
    return plan;
}

static RunState stateOf(const RecoveryPlan &plan, const QList<RunEventBody> &bodies)
{
    RunStarted started;
    started.runId = QStringLiteral("r");
    for (const Step &step : plan.steps) {
        PlannedStep planned;
        planned.id = step.id;
        planned.title = step.title;
        planned.after = step.after;
        planned.leftOut = step.leftOut;
        planned.automation = step.automation;
        planned.onFailure = step.onFailure;
        planned.critical = step.critical;
        started.steps << planned;
    }
    RunState state = apply({}, {1, {}, started});
    for (const RunEventBody &body : bodies)
        state = apply(std::move(state), {state.sequence + 1, {}, body});
    return state;
}

void EngineRules::leftOutPartsAreSkippedUnattendedAndAskedAttended()
{
    const RecoveryPlan plan = smallPlan();
    const RunState state = stateOf(plan, {});
    const Consents none;
    auto actions = nextActions({state, plan, none, {}, false, {}});
    QCOMPARE(actions.size(), 1);
    QCOMPARE(actions.first().kind, NextAction::Kind::Skip);
    actions = nextActions({state, plan, none, {}, true, {}});
    QCOMPARE(actions.size(), 1);
    QCOMPARE(actions.first().kind, NextAction::Kind::Ask);
    QCOMPARE(actions.first().decision.option, QStringLiteral("--done update-dns"));
    Consents done;
    done.done = QStringList{QStringLiteral("update-dns")};
    QCOMPARE(nextActions({state, plan, done, {}, true, {}}).first().kind, NextAction::Kind::Finish);
}

void EngineRules::criticalFailureWithContinueEndsAsFailed()
{
    RecoveryPlan plan = smallPlan();
    plan.steps[0].automation = Automation::Automated;
    plan.steps[0].leftOut = false;
    plan.steps[0].onFailure = FailurePolicy::Continue;
    const RunState state = stateOf(plan,
        {AttemptStarted{QStringLiteral("update-dns"), 1},
            AttemptEnded{QStringLiteral("update-dns"), 1, AttemptOutcome::Failed, QStringLiteral("no"), {}},
            StepEnded{QStringLiteral("update-dns"), StepState::Failed, QStringLiteral("no"), {}}});
    const Consents none;
    const auto actions = nextActions({state, plan, none, {}, false, {}});
    QCOMPARE(actions.size(), 1);
    QCOMPARE(actions.first().kind, NextAction::Kind::End);
    QCOMPARE(actions.first().end.end, RunEnd::Failed);
    QCOMPARE(actions.first().end.exceptions.size(), 2);
}

void EngineRules::nothingStartsWhilePaused()
{
    const RecoveryPlan plan = smallPlan();
    const RunState state = stateOf(plan, {RunPaused{PauseCause::Operator, QStringLiteral("lunch"), {}}});
    const Consents none;
    const SchedulerView view{state, plan, none, {}, false, {}};
    QVERIFY(nextActions(view).isEmpty());
    QVERIFY(waitsForPerson(view));
}

void EngineRules::aStepSentBackHoldsAllAfterIt()
{
    RecoveryPlan plan = smallPlan();
    plan.steps[0].automation = Automation::Automated;
    plan.steps[0].leftOut = false;
    Step third = plan.steps[1];
    third.id = QStringLiteral("notify");
    third.after = QStringList{plan.steps[1].id};
    plan.steps << third;
    const QString first = plan.steps[0].id, second = plan.steps[1].id;
    const RunState state = stateOf(plan,
        {AttemptStarted{first, 1}, StepEnded{first, StepState::Succeeded, {}, {}}, AttemptStarted{second, 1},
            StepEnded{second, StepState::Succeeded, {}, {}}, AttemptStarted{third.id, 1}, RunResumed{},
            StepReset{first, QStringLiteral("retry"), {}}});
    QCOMPARE(state.step(third.id)->state, StepState::Interrupted);
    const Consents none;
    const auto actions = nextActions({state, plan, none, {}, false, {}});
    QCOMPARE(actions.size(), 1);
    QCOMPARE(actions.first().stepId, first);
}

void EngineRules::onlyAnUndoStartsWhilePausedOrCancelled()
{
    RecoveryPlan plan = smallPlan();
    plan.steps[0].automation = Automation::Automated;
    plan.steps[0].leftOut = false;
    plan.steps[1].after.clear();
    const QString first = plan.steps[0].id;
    Decision undo = decision(DecisionKind::Undo, first, first);
    undo.id = undoDecisionId(first);
    for (const RunEventBody &held :
        {RunEventBody(RunPaused{PauseCause::FailedStep, {}, {}}), RunEventBody(CancelRequested{})}) {
        const QList<RunEventBody> story{AttemptStarted{first, 1},
            AttemptEnded{first, 1, AttemptOutcome::Failed, {}, {}}, StepEnded{first, StepState::Failed, {}, {}}, held,
            DecisionRequested{undo}};
        const Consents none;
        RunState state = stateOf(plan, story);
        QVERIFY(nextActions({state, plan, none, {}, false, {}}).isEmpty());
        state = stateOf(plan, story + QList<RunEventBody>{DecisionTaken{undo.id, true, {}, {}}});
        const auto actions = nextActions({state, plan, none, {}, false, {}});
        QCOMPARE(actions.size(), 1);
        QCOMPARE(actions.first().kind, NextAction::Kind::Start);
        QCOMPARE(actions.first().stepId, first);
    }
}

void EngineRules::nothingGoesOnFromAnotherCluster_data()
{
    QTest::addColumn<bool>("cutOff");
    QTest::newRow("it waits for an answer") << false;
    QTest::newRow("it was cut off") << true;
}

// An attempt that was entered again, or its command looked for, would take the work on the old cluster for its own.
void EngineRules::nothingGoesOnFromAnotherCluster()
{
    QFETCH(bool, cutOff);
    const RecoveryPlan plan = smallPlan();
    const QString provision = plan.steps[0].id, later = plan.steps[1].id;
    QList<RunEventBody> story{AttemptStarted{provision, 1}, StepEnded{provision, StepState::Succeeded, {}, {}},
        AttemptStarted{later, 1},
        cutOff ? RunEventBody(RunResumed{})
               : RunEventBody(DecisionRequested{decision(DecisionKind::ManualSync, later, {})}),
        StepReset{provision, QStringLiteral("retry"), {}}, AttemptStarted{provision, 2},
        FactRecorded{provision, QString(movedFact), QStringLiteral("new")},
        ClusterPinned{QStringLiteral("new"), {}, {}, {}}};
    const RunState state = stateOf(plan, story);
    const Consents none;
    const RunState after = stateOf(plan,
        story
            + eventsOfSuccess({state, *state.step(provision), plan.steps[0], 2, none, {}, {}}, {}, Outcome::done({})));
    const StepStatus &status = *after.step(later);
    QCOMPARE(status.state, StepState::Ready);
    QVERIFY(status.attempts.last().ended);
    QVERIFY(interruptedAttempts(status).isEmpty());
    QVERIFY(after.open.isEmpty());
    QVERIFY(eventsOfMove(after, provision, {}).isEmpty()); // once
}

// Provision was run again beside it, on another cluster.
void EngineRules::whatWasAtWorkWhenTheClusterMovedStartsOver()
{
    const RecoveryPlan plan = smallPlan();
    const QString provision = plan.steps[0].id, later = plan.steps[1].id;
    const Consents none;
    for (const bool cutOff : {false, true}) {
        QList<RunEventBody> story{AttemptStarted{provision, 1}, StepEnded{provision, StepState::Succeeded, {}, {}},
            AttemptStarted{later, 1}, StepReset{provision, QStringLiteral("retry"), {}}, AttemptStarted{provision, 2},
            FactRecorded{provision, QString(movedFact), QStringLiteral("new")},
            ClusterPinned{QStringLiteral("new"), {}, {}, {}}};
        const auto succeeds = [&](int step, int attempt, const QStringList &busy) {
            const RunState state = stateOf(plan, story);
            story += eventsOfSuccess({state, *state.step(plan.steps[step].id), plan.steps[step], attempt, none, {}, {}},
                busy, Outcome::done({}));
            return stateOf(plan, story);
        };
        QCOMPARE(succeeds(0, 2, {later}).step(later)->state, StepState::Running);
        if (cutOff)
            story << RunResumed{} << AttemptStarted{later, 2};
        QCOMPARE(succeeds(1, cutOff ? 2 : 1, {}).step(later)->state, StepState::Ready);
        story << AttemptStarted{later, 3};
        QCOMPARE(succeeds(1, 3, {}).step(later)->state, StepState::Succeeded);
    }
}

// Skipped, it lets go what comes after it, and that was done over there.
void EngineRules::skippingTheStepThatMovedSendsBackToo()
{
    const RecoveryPlan plan = smallPlan();
    const QString provision = plan.steps[0].id, later = plan.steps[1].id;
    QList<RunEventBody> story{AttemptStarted{provision, 1}, StepEnded{provision, StepState::Succeeded, {}, {}},
        AttemptStarted{later, 1}, AttemptEnded{later, 1, AttemptOutcome::Succeeded, {}, {}},
        StepEnded{later, StepState::Succeeded, {}, {}}, StepReset{provision, QStringLiteral("retry"), {}},
        AttemptStarted{provision, 2}, FactRecorded{provision, QString(movedFact), QStringLiteral("new")}};
    const QList<RunEventBody> fails{AttemptEnded{provision, 2, AttemptOutcome::Failed, {}, {}},
        StepEnded{provision, StepState::Failed, QStringLiteral("bootstrap"), {}}};
    for (const bool pinned : {false, true}) {
        const auto told = story
            + (pinned ? QList<RunEventBody>{ClusterPinned{QStringLiteral("new"), {}, {}, {}}} : QList<RunEventBody>())
            + fails;
        const auto skipped
            = skipEvents({stateOf(plan, told), {}, {}}, provision, QStringLiteral("its bootstrap was done by hand"));
        QVERIFY(skipped);
        const RunState after = stateOf(plan, told + *skipped);
        QCOMPARE(after.step(provision)->state, StepState::Skipped);
        QCOMPARE(after.step(later)->state, pinned ? StepState::Ready : StepState::Succeeded);
        QVERIFY(after.facts.value(provision + u'/' + movedFact).isEmpty());
    }
}

QTEST_GUILESS_MAIN(EngineRules)
#include "tst_enginerules.moc"
