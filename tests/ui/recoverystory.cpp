#include "tests/ui/recoverystory.h"

#include "models/manifest/manifestparser.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace relight {

static const QString samplePath = QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/full.yaml");

static RecoveryPlan samplePlan()
{
    QFile file(samplePath);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the sample manifest is missing");
    const auto parsed = parseManifest(file.readAll());
    if (!parsed.manifest)
        qFatal("the sample manifest cannot be read");
    auto plan = planFor(*parsed.manifest);
    if (!plan)
        qFatal("the sample manifest has no plan");
    return *std::move(plan);
}

static PlannedStep planned(const Step &step)
{
    return {step.id, step.title, step.phase, step.kind, step.after, step.estimate.low, step.estimate.high,
        step.critical, step.approve, step.leftOut, step.automation, step.onFailure, step.timeout, step.retries,
        step.retryDelay};
}

RecoveryStory::RecoveryStory()
    : run(Timestamp{Seconds{1'795'351'200}}) // 2026-11-22T14:00:00Z
    , plan(samplePlan())
{
}

void RecoveryStory::begin()
{
    RunStarted started;
    started.runId = u"2026-11-22T1400Z-production-3f2a"_s;
    started.name = u"production"_s;
    started.manifestPath = u"/home/jonas/gitops/clusters/production/recovery-manifest.yaml"_s;
    started.digest = u"sha256:9f3c41d2a7b05e6c8d1f20394a5b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7"_s;
    started.operatorName = u"jonas@laptop"_s;
    started.declaredAt = run.at(-90);
    started.lostAt = run.at(-300);
    started.rto = Seconds(45 * 60);
    started.rpo = Seconds(15 * 60);
    for (const Step &step : plan.steps)
        started.steps << planned(step);
    run.hear(0, started);
}

void RecoveryStory::succeed(const QString &stepId, int from, int to, const QString &summary)
{
    run.hear(from, AttemptStarted{stepId, 1});
    run.hear(to, AttemptEnded{stepId, 1, AttemptOutcome::Succeeded, summary, {}});
    run.hear(to, StepEnded{stepId, StepState::Succeeded, summary, {}});
}

void RecoveryStory::log(const QString &stepId, int seconds, const QString &source, const QString &text, bool error)
{
    Q_EMIT run.observations.logged({LogLine{run.at(seconds), stepId, 1, source, text, error}});
}

void RecoveryStory::firstSteps()
{
    run.hear(4, FactRecorded{{}, u"backup-time/postgres-main"_s, timestampText(run.at(-8340))});
    run.hear(5, FactRecorded{{}, u"commit"_s, u"3f2a9c81d0b7e6f54a3c2b1d0e9f8a7b6c5d4e3f"_s});
    run.hear(11, PreflightFinished{{}, {u"Vault does not answer yet"_s}});
    succeed(u"provision"_s, 12, 372, u"23 resources made by terraform"_s);
    run.hear(373,
        ClusterPinned{u"7c1e0b52-8f0e-4c1b-9a55-1f1c3c8ea90f"_s, u"ab"_s, u"https://10.20.0.4:6443"_s, u"1.33.2"_s});
    succeed(u"install-argocd"_s, 374, 480, u"Argo CD v3.1.8, 7 workloads ready"_s);
    succeed(u"restore-secrets"_s, 374, 413, u"ClusterSecretStore vault has its token"_s);
    succeed(u"connect-git"_s, 481, 507, u"repository answers"_s);
    succeed(u"apply-root"_s, 508, 526, u"root applied at 3f2a9c81d0b7"_s);
}

void RecoveryStory::syncing()
{
    run.hear(527, AttemptStarted{u"monitor-sync"_s, 1});
    log(u"monitor-sync"_s, 530, u"argo cd"_s, u"root: Synced, 57 applications found"_s);
    log(u"monitor-sync"_s, 561, u"argo cd"_s, u"ingress-nginx: Healthy"_s);
    log(u"monitor-sync"_s, 578, u"argo cd"_s, u"cert-manager: Healthy"_s);
    log(u"monitor-sync"_s, 640, u"argo cd"_s,
        u"monitoring: Degraded: PersistentVolumeClaim prometheus-data is Pending"_s, true);
    log(u"monitor-sync"_s, 655, u"relight"_s, u"monitoring: synced again (attempt 2 of 5)"_s);
    for (int i = 0; i < 12; ++i)
        log(u"monitor-sync"_s, 660 + i * 4, u"argo cd"_s, u"service-%1: Healthy at 3f2a9c81d0b7"_s.arg(i + 1));
    Q_EMIT run.observations.progressed(
        {{u"monitor-sync"_s, u"41 of 57 applications healthy, 3 wait for secrets"_s, 41, 57, u"applications"_s}});
    run.hear(660,
        NoteAdded{
            u"monitor-sync"_s, u"Database team is paged and ready for the restore of postgres-main"_s, u"mika@ops"_s});
}

void RecoveryStory::tell(Moment moment)
{
    begin();
    if (moment == Moment::Preflight) {
        setNow(6);
        log({}, 2, u"relight"_s, u"git ls-remote: main is at 3f2a9c81d0b7"_s);
        log({}, 3, u"relight"_s, u"terraform 1.13.3, kubectl not needed"_s);
        return;
    }
    firstSteps();
    syncing();
    setNow(671);
    if (moment == Moment::MidRun)
        return;
    const auto restore = std::ranges::find(plan.steps, StepKind::RestoreData, &Step::kind)->id;
    const auto dns = std::ranges::find(plan.steps, StepKind::UpdateDns, &Step::kind)->id;
    if (moment == Moment::NeedsYou) {
        run.hear(600, AttemptStarted{restore, 1});
        run.hear(664,
            DecisionRequested{{u"restore-again:"_s + restore, DecisionKind::RestoreAgain, restore,
                u"Restore \"%1\" over what is there"_s.arg(plan.find(restore)->subject),
                u"the database holds 214 tables already; restoring again can double or overwrite rows"_s,
                plan.find(restore)->commands, plan.find(restore)->subject, u"--restore-again x"_s, true}});
        run.hear(668,
            DecisionRequested{{u"sync:monitor-sync:payments"_s, DecisionKind::ManualSync, u"monitor-sync"_s,
                u"Sync the manual application payments"_s, u"it has no automated sync policy"_s,
                {u"payments at 3f2a9c81d0b7"_s}, u"payments"_s, u"--approve monitor-sync"_s, false}});
        setNow(712);
        return;
    }
    run.hear(
        690, AttemptEnded{u"monitor-sync"_s, 1, AttemptOutcome::Succeeded, u"57 of 57 applications converged"_s, {}});
    run.hear(690, StepEnded{u"monitor-sync"_s, StepState::Succeeded, u"57 of 57 applications converged"_s, {}});
    if (moment == Moment::Failed) {
        run.hear(691, AttemptStarted{restore, 1});
        const QString error
            = u"pg_restore ended with status 1: connection to postgres-main-rw.data:5432 refused. See that the "
              u"database accepts connections, then retry"_s;
        log(restore, 692, u"pg_restore"_s, u"pg_restore: connecting to database for restore"_s);
        log(restore, 704, u"pg_restore"_s,
            u"pg_restore: error: connection to server at \"postgres-main-rw.data\" refused"_s, true);
        run.hear(705, AttemptEnded{restore, 1, AttemptOutcome::Failed, error, {}});
        run.hear(705, StepEnded{restore, StepState::Failed, error, {}});
        run.hear(705, RunPaused{PauseCause::FailedStep, error, {}});
        run.hear(705,
            DecisionRequested{{u"failed:"_s + restore, DecisionKind::FailedStep, restore,
                u"\"%1\" failed: retry, or skip with a reason"_s.arg(plan.find(restore)->title), error, {}, restore,
                u"--retry x"_s, false}});
        setNow(760);
        return;
    }
    int at = 700;
    for (const Step &step : plan.steps) {
        const StepStatus *status = run.state().step(step.id);
        if (isFinal(status->state))
            continue;
        if (step.leftOut)
            run.hear(at, StepEnded{step.id, StepState::Skipped, u"not in the manifest"_s, {}});
        else
            succeed(step.id, at, at + 120, u"done"_s);
        at += 125;
    }
    run.hear(at,
        RunEnded{RunEnd::CompletedWithExceptions, {}, {u"monitoring: persistent drift after a successful sync"_s}, {}});
    setNow(at + 30);
    Q_UNUSED(dns);
}

void RecoveryStory::breakPayments()
{
    QList<Application> broken;
    for (const QString &name : {u"payments"_s, u"billing"_s, u"reports"_s}) {
        Application application;
        application.name = name;
        application.appNamespace = u"argocd"_s;
        application.hasStatus = application.automated = true;
        application.sync = SyncStatus::Synced;
        application.health = HealthStatus::Degraded;
        application.healthMessage = u"ExternalSecret payments-db cannot read from store vault: Vault is sealed"_s;
        broken << application;
    }
    Q_EMIT run.observations.applicationsChanged(broken, {}, u"Argo CD API"_s);
}

OpenedManifest RecoveryStory::manifest() const
{
    OpenedManifest opened;
    opened.path = u"/home/jonas/gitops/clusters/production/recovery-manifest.yaml"_s;
    opened.name = u"production"_s;
    opened.digest = u"sha256:9f3c41d2a7b05e6c8d1f20394a5b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7"_s;
    opened.digestCoversTree = true;
    opened.plan = plan;
    return opened;
}

OpenedManifest RecoveryStory::brokenManifest()
{
    const auto parsed = parseManifest("recovery:\n  version: 1\n  cluster:\n    provisioner: terrafrom\n    path: 3\n"
                                      "  gitops:\n    repo: https://git.example.com/gitops.git\n    revison: main\n");
    OpenedManifest opened;
    opened.path = u"/home/jonas/edge/recovery.yaml"_s;
    opened.name = u"edge"_s;
    opened.diagnostics = parsed.diagnostics;
    return opened;
}

} // namespace relight
