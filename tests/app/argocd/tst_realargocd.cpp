// The client against an Argo CD with a root application: a real one on the testbed (RELIGHT_TEST_KUBECONFIG names its
// cluster; with RELIGHT_TEST_TESTBED, the testbed's folder, its server is also taken away and given back), or the
// drill's (tests/app/drill/argocd).
#include "argocdundertest.h"

#include "app/integrations/argocd/argoapi.h"
#include "app/integrations/argocd/argocdclient.h"
#include "app/integrations/io/systemclock.h"
#include "app/integrations/kubernetes/kubernetesclusters.h"
#include "models/convergence/convergence.h"

#include <QTest>

#include <thread>

using namespace relight;
using namespace Qt::StringLiterals;

class TestRealArgoCd : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void bothSourcesAgree();
    void converges();
    void givesTreesAndDifferences();
    void syncsAndRefreshes();
    void refusesAWrongPassword();
    void fallsBackAndReturns();

private:
    Call call(Seconds limit = Seconds{60}) { return Call{}.within(m_clock.now(), limit); }
    std::shared_ptr<ArgoCd> argo() { return ArgoCdService(m_network, m_clock).open({.cluster = m_cluster}); }
    static Applications byKey(const QList<Application> &list)
    {
        Applications all;
        for (const Application &one : list)
            all.insert(one.key(), one);
        return all;
    }
    std::unique_ptr<ArgoCdUnderTest> m_underTest;
    IoThread m_network{u"network"_s};
    SystemClock m_clock;
    std::shared_ptr<Cluster> m_cluster;
};

// Which of the parts that change by themselves are not the same.
static QString difference(const Application &one, const Application &other)
{
    QStringList parts{one.key()};
    const auto compare = [&](const QString &what, const auto &first, const auto &second) {
        if (!(first == second))
            parts << what;
    };
    compare(u"metadata"_s, std::tie(one.annotations, one.labels), std::tie(other.annotations, other.labels));
    compare(u"sync %1 %2"_s.arg(int(one.sync)).arg(int(other.sync)), one.sync, other.sync);
    compare(u"revision"_s, one.syncRevision, other.syncRevision);
    compare(u"health %1 %2"_s.arg(int(one.health)).arg(int(other.health)), one.health, other.health);
    compare(u"operation: %1 | %2"_s.arg(one.operationMessage, other.operationMessage),
        std::tie(one.operation, one.operationMessage, one.operationRevision, one.retryCount),
        std::tie(other.operation, other.operationMessage, other.operationRevision, other.retryCount));
    compare(u"reconciled"_s, one.reconciledAt, other.reconciledAt);
    compare(u"conditions"_s, one.conditions, other.conditions);
    compare(u"results"_s, one.results, other.results);
    for (qsizetype at = 0; at < std::max(one.resources.size(), other.resources.size()); ++at) {
        const ResourceStatus first = one.resources.value(at), second = other.resources.value(at);
        compare(u"%1/%2 against %3/%4: health %5 %6"_s.arg(first.key.kind, first.key.name, second.key.kind,
                    second.key.name, first.healthMessage, second.healthMessage),
            first, second);
    }
    return parts.join(u"; "_s);
}

void TestRealArgoCd::initTestCase()
{
    QString why;
    m_underTest = ArgoCdUnderTest::make(why);
    if (!m_underTest)
        QSKIP(qPrintable(why));
    const auto cluster = KubernetesClusters(m_network, m_clock).open(m_underTest->access());
    QVERIFY2(cluster, cluster ? "" : qPrintable(cluster.error().message));
    m_cluster = *cluster;
}

void TestRealArgoCd::bothSourcesAgree()
{
    ArgoApi api(m_network, m_clock, {.cluster = m_cluster});
    ArgoResources resources(m_cluster, u"argocd"_s);
    const auto byApi = api.list(call());
    QVERIFY2(byApi, byApi ? "" : qPrintable(byApi.error().message));
    const auto byKubernetes = resources.list(call());
    QVERIFY2(byKubernetes, byKubernetes ? "" : qPrintable(byKubernetes.error().message));
    QVERIFY(byApi->size() > 1);
    const Applications one = byKey(*byApi), other = byKey(*byKubernetes);
    QCOMPARE(one.keys(), other.keys());
    for (const Application &app : one) {
        Application seen = other.value(app.key());
        if (seen.resourceVersion != app.resourceVersion)
            continue; // it changed between the two
        // Argo CD 3 keeps the health of resources out of the object; its API has it from a cache, for those it knows.
        for (qsizetype at = 0; at < std::min(seen.resources.size(), app.resources.size()); ++at) {
            if (!seen.resources.at(at).health || !app.resources.at(at).health)
                seen.resources[at].health = app.resources.at(at).health;
        }
        QVERIFY2(seen == app, qPrintable(difference(app, seen)));
    }
    qInfo() << api.version() << one.size() << "applications";
}

void TestRealArgoCd::converges()
{
    ConvergenceInput input;
    input.settings.root = u"argocd/root"_s;
    input.settings.manualSync = {u"*"_s};
    ConvergenceHistory history;
    ConvergenceVerdict verdict;
    const auto client = argo();
    Instant quietSince = m_clock.now();
    const auto ended = client->follow(
        [&](const ApplicationsDelta &delta) {
            if (delta.complete)
                input.applications.clear();
            for (const Application &app : delta.changed)
                input.applications.insert(app.key(), app);
            for (const QString &key : delta.removed)
                input.applications.remove(key);
            input.now = m_clock.wall();
            history.observe(input.applications, input.now);
            const ConvergenceVerdict now = judge(input, history);
            if (now.headline != verdict.headline) {
                qInfo().noquote() << delta.source << now.headline;
                quietSince = m_clock.now();
            }
            verdict = now;
            for (const SuggestedAction &action : verdict.actions) {
                qInfo().noquote() << "suggested:" << action.reason;
                const Application &app = input.applications[action.application];
                const auto done = action.kind == SuggestionKind::Refresh || action.kind == SuggestionKind::HardRefresh
                    ? client->refresh(app.name, app.appNamespace, action.kind == SuggestionKind::HardRefresh, call())
                    : client->sync(
                          {.application = app.name, .appNamespace = app.appNamespace, .project = app.project}, call());
                if (!done)
                    qInfo().noquote() << done.error().message;
                history.acted(action, app, m_clock.wall());
            }
            // Converged, or a picture that stands: a broken one is named, not waited for.
            return !input.applications.isEmpty() && (verdict.converged || m_clock.now() - quietSince > Seconds{20})
                ? WatchVerdict::Done
                : WatchVerdict::Continue;
        },
        call(Seconds{240}));
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    for (const Stuck &stuck : verdict.stuck)
        qInfo().noquote() << int(stuck.why) << stuck.reason;
    QVERIFY(verdict.setClosed);
    QVERIFY(verdict.total > 1);
    QVERIFY2(
        verdict.converged || verdict.healthy + verdict.stuck.size() == verdict.total, qPrintable(verdict.headline));
}

void TestRealArgoCd::givesTreesAndDifferences()
{
    ArgoApi api(m_network, m_clock, {.cluster = m_cluster});
    ArgoResources resources(m_cluster, u"argocd"_s);
    const auto apps = api.list(call());
    QVERIFY(apps);
    int workloads = 0;
    for (const Application &app : *apps) {
        const auto byApi = api.resourceTree(app.name, app.appNamespace, call());
        QVERIFY2(byApi, byApi ? "" : qPrintable(byApi.error().message));
        const auto byKubernetes = resources.resourceTree(app.name, app.appNamespace, call());
        QVERIFY2(byKubernetes, byKubernetes ? "" : qPrintable(byKubernetes.error().message));
        const auto healthOf
            = [](const QList<ResourceNode> &tree, const ResourceKey &key) -> std::optional<HealthStatus> {
            for (const ResourceNode &node : tree) {
                if (node.key.kind == key.kind && node.key.name == key.name
                    && node.key.resourceNamespace == key.resourceNamespace)
                    return node.health;
            }
            return HealthStatus::Unknown;
        };
        for (const ResourceNode &node : *byApi) {
            if (node.key.kind == u"Deployment" || node.key.kind == u"Pod") {
                ++workloads;
                const auto here = healthOf(*byKubernetes, node.key);
                if (here != node.health) // the two looks are moments apart; what is fine must not look broken, though
                    qInfo().noquote() << app.name << node.key.kind << node.key.name
                                      << int(here.value_or(HealthStatus::Unknown))
                                      << int(node.health.value_or(HealthStatus::Unknown));
                QVERIFY(!(node.health == HealthStatus::Healthy && here == HealthStatus::Degraded));
            }
        }
        const auto different = api.differences(app.name, app.appNamespace, call());
        QVERIFY2(different, different ? "" : qPrintable(different.error().message));
        if (app.sync == SyncStatus::Synced)
            QVERIFY2(different->isEmpty(), qPrintable(app.name));
        QVERIFY(api.syncWindow(app.name, app.appNamespace, call())->isEmpty());
    }
    QVERIFY(workloads > 0);
    QVERIFY(api.applicationSets(call()));
}

void TestRealArgoCd::syncsAndRefreshes()
{
    for (const bool throughApi : {true, false}) {
        ArgoApi api(m_network, m_clock, {.cluster = m_cluster});
        ArgoResources resources(m_cluster, u"argocd"_s);
        ArgoSource &source = throughApi ? static_cast<ArgoSource &>(api) : resources;
        const auto before = byKey(source.list(call()).value()).value(u"argocd/root"_s);
        const auto refreshed = source.refresh(u"root"_s, u"argocd"_s, false, call());
        QVERIFY2(refreshed, refreshed ? "" : qPrintable(refreshed.error().message));
        Result<> asked;
        for (int i = 0; i < 20; ++i) { // a refresh under way changes the object under a patch
            asked = source.sync(
                {.application = u"root"_s, .appNamespace = u"argocd"_s, .project = before.project}, call());
            if (asked || asked.error().code != ErrorCode::Conflict)
                break;
            m_clock.sleepFor(Milliseconds{500}, {});
        }
        QVERIFY2(asked, asked ? "" : qPrintable(asked.error().message));
        const auto done = argo()->follow(
            [&](const ApplicationsDelta &delta) {
                for (const Application &app : delta.changed) {
                    if (app.name == u"root" && !app.operationQueued && app.operation == OperationPhase::Succeeded
                        && app.operationStarted != before.operationStarted)
                        return WatchVerdict::Done;
                }
                return WatchVerdict::Continue;
            },
            call(Seconds{90}));
        QVERIFY2(done, done ? "" : qPrintable(done.error().message));
        QVERIFY(!source.terminate(u"root"_s, u"argocd"_s, call())); // nothing runs
    }
    ArgoApi api(m_network, m_clock, {.cluster = m_cluster});
    const auto none
        = api.sync({.application = u"no-such"_s, .appNamespace = u"argocd"_s, .project = u"default"_s}, call());
    QVERIFY(!none);
    qInfo().noquote() << none.error().message << int(none.error().code);
}

void TestRealArgoCd::refusesAWrongPassword()
{
    ArgoApi api(m_network, m_clock, {.password = Secret("wrong"), .cluster = m_cluster});
    const auto refused = api.list(call());
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(ErrorCode::Unauthorized));
    QVERIFY2(refused.error().message.contains(u"refuses the password"), qPrintable(refused.error().message));
    const auto other = ArgoCdService(m_network, m_clock).open({.password = Secret("wrong"), .cluster = m_cluster});
    QCOMPARE(other->applications(call())->source, u"Kubernetes watch"_s); // seen all the same
}

void TestRealArgoCd::fallsBackAndReturns()
{
    if (!m_underTest->mayStop())
        QSKIP("RELIGHT_TEST_TESTBED is not set: Argo CD's server cannot be taken away");
    int step = 0;
    std::jthread hand;
    const auto ended = argo()->follow(
        [&](const ApplicationsDelta &delta) {
            if (delta.complete)
                qInfo().noquote() << delta.source << delta.changed.size() << delta.degraded;
            if (step == 0 && delta.complete && delta.source == u"Argo CD API" && delta.degraded.isEmpty()) {
                step = 1;
                hand = std::jthread([this] { m_underTest->stopServer(); });
            } else if (step == 1 && delta.complete && delta.source == u"Kubernetes watch" && !delta.degraded.isEmpty()
                && delta.changed.size() > 1) {
                step = 2;
                hand = std::jthread([this] { m_underTest->startServer(); });
            } else if (step == 2 && delta.complete && delta.source == u"Argo CD API" && delta.degraded.isEmpty()
                && delta.changed.size() > 1) {
                step = 3;
            }
            return step == 3 ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        call(Seconds{240}));
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(step, 3);
}

QTEST_GUILESS_MAIN(TestRealArgoCd)
#include "tst_realargocd.moc"
