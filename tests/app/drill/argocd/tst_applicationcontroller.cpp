// The controller alone, on a store where workloads become ready by themselves: what it makes of a repository, and what
// it says when something is wrong.
#include "smallcluster.h"

#include "models/convergence/applicationjson.h"
#include "models/convergence/convergence.h"
#include "models/plan/clusterobjects.h"

#include <QElapsedTimer>
#include <QTest>

using namespace relight;
using namespace relight::world;

class TestApplicationController : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void convergesAnEstate();
    void waitsForEachWave();
    void waitsForChildrenWhereTold();
    void runsHooks();
    void readsKustomizations();
    void keepsHealthWhileGitIsDown();
    void namesTheMissingKindAndTriesAgain();
    void namesTheMissingNamespace();
    void makesTheNamespace();
    void namesTheLeavingNamespace();
    void leavesManualOnesAlone();
    void freezesWhatIsHeld();
    void comparesNothingWhileGitIsDown();
    void namesTheMissingPath();
    void healsDrift();
    void waitsForASealedStore();
    void breaksNoCircleByItself();
    void obeysSyncWindows();
    void terminates();
    void generatesFromSets();
    void isTheSameForTheSameSeed();
    void beginsAnewOnAnotherCluster();
    void convergesALargeEstate();

private:
    static void applyRoot(SmallCluster &at) { at.apply(rootApplicationYaml(at.world.manifest.gitops).toUtf8()); }
    static ConvergenceVerdict verdict(const SmallCluster &at)
    {
        ConvergenceInput input;
        input.settings.root = u"argocd/root"_s;
        input.now = at.world.clock.wall();
        for (const auto &one : at.world.cluster.list(u"argoproj.io"_s, u"Application"_s)) {
            const Application app = applicationFrom(at.controller.withResourceHealth(one->object));
            input.applications.insert(app.key(), app);
        }
        ConvergenceHistory history;
        history.observe(input.applications, input.now);
        return judge(input, history);
    }
};

void TestApplicationController::convergesAnEstate()
{
    SmallCluster at;
    at.file(u"apps/shop.yaml"_s, SmallCluster::application("shop", "shop"));
    at.file(u"apps/blog.yaml"_s, SmallCluster::application("blog", "blog", "1"));
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.file(u"blog/Chart.yaml"_s, "name: blog\n");
    QCOMPARE(at.get(u"argoproj.io"_s, u"AppProject"_s, u"argocd"_s, u"default"_s).isEmpty(), false);
    applyRoot(at);
    at.pass(Seconds{60});
    const ConvergenceVerdict judged = verdict(at);
    QVERIFY2(judged.converged, qPrintable(judged.headline));
    QCOMPARE(judged.healthy, 3);
    QCOMPARE(at.message(u"root"_s), u"successfully synced (no more tasks)"_s);
    QVERIFY(!at.app(u"root"_s).contains(u"operation"));
    QVERIFY(valueAt(at.app(u"root"_s), {u"status", u"summary", u"isAppOfApps"}).toBool());
    QCOMPARE(textAt(at.app(u"shop"_s), {u"metadata", u"annotations", u"argocd.argoproj.io/tracking-id"}),
        u"root:argoproj.io/Application:argocd/shop"_s);
    QCOMPARE(textAt(at.get(u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s),
                 {u"metadata", u"annotations", u"argocd.argoproj.io/tracking-id"}),
        u"shop:apps/Deployment:shop/web"_s);
    QVERIFY(!at.get(u"apps"_s, u"Deployment"_s, u"blog"_s, u"blog"_s).isEmpty()); // made up for the chart
    QCOMPARE(textAt(at.app(u"blog"_s), {u"status", u"sourceType"}), u"Helm"_s);
    QCOMPARE(listAt(at.app(u"shop"_s), {u"status", u"history"}).size(), 1);
}

void TestApplicationController::waitsForEachWave()
{
    SmallCluster at;
    at.make("v1", "Namespace", {}, u"shop"_s);
    at.file(u"shop/db.yaml"_s, SmallCluster::deployment("db", "-1"));
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web", "5"));
    at.workloadsRun = false;
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{20});
    QCOMPARE(at.message(u"shop"_s), u"waiting for healthy state of apps/Deployment/db"_s);
    QCOMPARE(at.phase(u"shop"_s), u"Running"_s);
    QVERIFY(at.get(u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s).isEmpty());
    at.workloadsRun = true;
    QJsonObject db = at.get(u"apps"_s, u"Deployment"_s, u"shop"_s, u"db"_s);
    setAt(db, {u"spec", u"paused"}, false); // somebody touches it: it rolls out
    at.world.cluster.put(db);
    at.pass(Seconds{20});
    QCOMPARE(at.phase(u"shop"_s), u"Succeeded"_s);
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
    QVERIFY(!at.get(u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s).isEmpty());
}

// Without the check, as 3.x comes: wave 1 does not wait for the applications of wave 0.
void TestApplicationController::waitsForChildrenWhereTold()
{
    for (const bool told : {false, true}) {
        SmallCluster at;
        at.apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm, namespace: argocd}\ndata: {"
            + QByteArray(told ? "resource.customizations.health.argoproj.io_Application: 'return hs'" : "a: b")
            + "}\n");
        at.file(u"apps/a.yaml"_s, SmallCluster::application("first", "web", "0"));
        at.file(u"apps/b.yaml"_s, SmallCluster::application("second", "web", "1"));
        at.file(u"web/web.yaml"_s, SmallCluster::deployment("web"));
        at.workloadsRun = false;
        applyRoot(at);
        at.pass(Seconds{60});
        QCOMPARE(at.health(u"first"_s), u"Progressing"_s);
        QCOMPARE(at.app(u"second"_s).isEmpty(), told);
        if (told)
            QCOMPARE(at.message(u"root"_s), u"waiting for healthy state of argoproj.io/Application/first"_s);
    }
}

void TestApplicationController::readsKustomizations()
{
    SmallCluster at;
    at.file(u"shop/overlay/kustomization.yaml"_s, "namespace: other\nresources: [../base, extra.yaml]\n");
    at.file(u"shop/overlay/extra.yaml"_s, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n");
    at.file(u"shop/base/kustomization.yaml"_s, "resources: [web.yaml]\n");
    at.file(u"shop/base/web.yaml"_s, SmallCluster::deployment("web"));
    at.make("v1", "Namespace", {}, u"other"_s);
    at.apply(SmallCluster::application("shop", "shop/overlay"));
    at.pass(Seconds{30});
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
    QCOMPARE(textAt(at.app(u"shop"_s), {u"status", u"sourceType"}), u"Kustomize"_s);
    QVERIFY(!at.get(u"apps"_s, u"Deployment"_s, u"other"_s, u"web"_s).isEmpty());
    QVERIFY(!at.get({}, u"ConfigMap"_s, u"other"_s, u"extra"_s).isEmpty());
}

void TestApplicationController::keepsHealthWhileGitIsDown()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.workloadsRun = false;
    at.apply(SmallCluster::application("shop", "shop", "0", "  syncPolicy: {automated: {}}\n"));
    at.make("v1", "Namespace", {}, u"shop"_s);
    at.pass(Seconds{10});
    QCOMPARE(at.health(u"shop"_s), u"Progressing"_s);
    at.world.faults.begin({u"g"_s, u"git-down"_s, {}});
    at.workloadsRun = true;
    QJsonObject web = at.get(u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s);
    setAt(web, {u"spec", u"paused"}, false);
    at.world.cluster.put(web);
    QJsonObject asked = at.app(u"shop"_s);
    setAt(asked, {u"metadata", u"annotations", u"argocd.argoproj.io/refresh"}, u"hard"_s);
    at.world.cluster.put(asked);
    at.pass(Seconds{10});
    QCOMPARE(at.sync(u"shop"_s), u"Unknown"_s);
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
    at.world.faults.end(u"g"_s);
    at.pass(Seconds{260}); // the resync at the latest
    QCOMPARE(at.sync(u"shop"_s), u"Synced"_s);
}

void TestApplicationController::runsHooks()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.file(u"shop/migrate.yaml"_s,
        "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\n  annotations: {argocd.argoproj.io/hook: "
        "PreSync, "
        "argocd.argoproj.io/hook-delete-policy: HookSucceeded}\nspec: {template: {spec: {containers: []}}}\n");
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Milliseconds{4'500});
    QVERIFY(at.get(u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s).isEmpty());
    at.pass(Seconds{30});
    QCOMPARE(at.phase(u"shop"_s), u"Succeeded"_s);
    QVERIFY(at.get(u"batch"_s, u"Job"_s, u"shop"_s, u"migrate"_s).isEmpty());
    QCOMPARE(listAt(at.app(u"shop"_s), {u"status", u"resources"}).size(), 1);
    QCOMPARE(at.sync(u"shop"_s), u"Synced"_s);
}

void TestApplicationController::namesTheMissingKindAndTriesAgain()
{
    SmallCluster at;
    at.file(u"shop/secret.yaml"_s,
        "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: db}\nspec: {secretStoreRef: {name: "
        "vault, "
        "kind: ClusterSecretStore}, data: [{secretKey: password}]}\n");
    at.file(u"store/store.yaml"_s,
        "apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: vault}\nspec: {provider: "
        "{vault: "
        "{server: 'https://vault.example.org'}}}\n");
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{10});
    QCOMPARE(at.phase(u"shop"_s), u"Running"_s);
    QVERIFY2(at.message(u"shop"_s).startsWith(u"one or more synchronization tasks are not valid. Retrying attempt #"),
        qPrintable(at.message(u"shop"_s)));
    QCOMPARE(
        textAt(
            listAt(at.app(u"shop"_s), {u"status", u"operationState", u"syncResult", u"resources"}).first().toObject(),
            {u"message"}),
        u"The Kubernetes API could not find external-secrets.io/ExternalSecret for requested resource shop/db. Make "
        u"sure "
        "the \"ExternalSecret\" CRD is installed on the destination cluster."_s);
    at.apply(SmallCluster::application("external-secrets", "charts/nowhere", "0", SmallCluster::automated)
            .replace("git@git.example.org:estate", "https://charts.external-secrets.io")
            .replace("path: charts/nowhere, targetRevision: HEAD", "chart: external-secrets, targetRevision: 0.9.1"));
    at.apply(SmallCluster::application("store", "store"));
    at.pass(Seconds{120});
    QCOMPARE(at.health(u"external-secrets"_s), u"Healthy"_s);
    QCOMPARE(at.phase(u"shop"_s), u"Succeeded"_s);
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
    QVERIFY(objectAt(at.get({}, u"Secret"_s, u"shop"_s, u"db"_s), {u"data"}).contains(u"password"));
}

void TestApplicationController::namesTheMissingNamespace()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.apply(SmallCluster::application(
        "shop", "shop", "0", "  syncPolicy: {automated: {}, retry: {limit: 1, backoff: {duration: 5s}}}\n"));
    at.pass(Seconds{30});
    QCOMPARE(at.phase(u"shop"_s), u"Failed"_s);
    QCOMPARE(at.message(u"shop"_s),
        u"one or more objects failed to apply, reason: namespaces \"shop\" not found (retried 1 times)."_s);
    QVERIFY2(at.condition(u"shop"_s).startsWith(u"SyncError: Failed last sync attempt to ["),
        qPrintable(at.condition(u"shop"_s)));
    QCOMPARE(at.health(u"shop"_s), u"Missing"_s);
}

void TestApplicationController::makesTheNamespace()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{60});
    const QJsonObject made = at.get({}, u"Namespace"_s, {}, u"shop"_s);
    QCOMPARE(textAt(made, {u"status", u"phase"}), u"Active"_s);
    QCOMPARE(textAt(made, {u"metadata", u"labels", u"kubernetes.io/metadata.name"}), u"shop"_s);
}

void TestApplicationController::namesTheLeavingNamespace()
{
    SmallCluster at;
    at.make("v1", "Namespace", {}, u"shop"_s);
    QJsonObject leaving = at.get({}, u"Namespace"_s, {}, u"shop"_s);
    setAt(leaving, {u"metadata", u"deletionTimestamp"}, u"2026-03-01T10:00:00Z"_s);
    at.world.cluster.put(leaving);
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{60});
    QVERIFY2(at.message(u"shop"_s).contains(u"deployments.apps \"web\" is forbidden: unable to create new content in "
                                            "namespace shop because it is being terminated"_s),
        qPrintable(at.message(u"shop"_s)));
    QVERIFY(at.get(u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s).isEmpty());
}

void TestApplicationController::leavesManualOnesAlone()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.make("v1", "Namespace", {}, u"shop"_s);
    at.apply(SmallCluster::application("shop", "shop", "0", {}));
    at.pass(Seconds{60});
    QCOMPARE(at.sync(u"shop"_s), u"OutOfSync"_s);
    QCOMPARE(at.phase(u"shop"_s), QString());
    QJsonObject asked = at.app(u"shop"_s); // as the client does through the Kubernetes API
    asked.insert(u"operation"_s, QJsonObject{{u"sync"_s, QJsonObject{{u"syncStrategy"_s, QJsonObject()}}}});
    at.world.cluster.put(asked);
    at.pass(Seconds{10});
    QCOMPARE(at.sync(u"shop"_s), u"Synced"_s);
    QCOMPARE(at.message(u"shop"_s), u"successfully synced (all tasks run)"_s);
    QVERIFY(!at.app(u"shop"_s).contains(u"operation"));
}

void TestApplicationController::freezesWhatIsHeld()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.apply(SmallCluster::application("shop", "shop").replace("sync-wave: '0'", "skip-reconcile: 'true'"));
    at.pass(Seconds{30});
    QVERIFY(!at.app(u"shop"_s).contains(u"status"));
    QJsonObject released = at.app(u"shop"_s);
    setAt(released, {u"metadata", u"annotations"}, QJsonObject());
    at.world.cluster.put(released);
    at.pass(Seconds{30});
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
}

void TestApplicationController::comparesNothingWhileGitIsDown()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.world.faults.begin({u"g"_s, u"git-down"_s, {}});
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{10});
    QCOMPARE(at.sync(u"shop"_s), u"Unknown"_s);
    QVERIFY2(at.condition(u"shop"_s).contains(u"failed to list refs: "), qPrintable(at.condition(u"shop"_s)));
    at.world.faults.end(u"g"_s);
    at.pass(Seconds{5});
    QCOMPARE(at.sync(u"shop"_s), u"Unknown"_s); // until somebody asks, or it is time
    QJsonObject asked = at.app(u"shop"_s);
    setAt(asked, {u"metadata", u"annotations", u"argocd.argoproj.io/refresh"}, u"normal"_s);
    at.world.cluster.put(asked);
    at.pass(Seconds{20});
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
    QVERIFY(!objectAt(at.app(u"shop"_s), {u"metadata", u"annotations"}).contains(u"argocd.argoproj.io/refresh"));
    QVERIFY(!objectAt(at.app(u"shop"_s), {u"status"}).contains(u"conditions"));
}

void TestApplicationController::namesTheMissingPath()
{
    SmallCluster at;
    at.apply(SmallCluster::application("shop", "no/such"));
    at.pass(Seconds{10});
    QVERIFY2(
        at.condition(u"shop"_s).endsWith(u"no/such: app path does not exist"), qPrintable(at.condition(u"shop"_s)));
    const Application read = applicationFrom(at.app(u"shop"_s));
    QCOMPARE(int(read.sync), int(SyncStatus::Unknown));
}

void TestApplicationController::healsDrift()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{30});
    at.world.faults.begin({u"d"_s, u"manual-drift"_s, {{u"application"_s, u"shop"_s}}});
    at.pass(Milliseconds{400});
    QCOMPARE(at.sync(u"shop"_s), u"OutOfSync"_s);
    at.pass(Seconds{30});
    QCOMPARE(at.sync(u"shop"_s), u"Synced"_s);
    QCOMPARE(at.get(u"apps"_s, u"Deployment"_s, u"shop"_s, u"web"_s)[u"spec"][u"replicas"].toInt(), 1);
}

void TestApplicationController::waitsForASealedStore()
{
    SmallCluster at;
    at.world.faults.begin({u"s"_s, u"store-sealed"_s, {}});
    at.apply(SmallCluster::application("external-secrets", "x")
            .replace("git@git.example.org:estate", "https://example.org/other"));
    at.file(u"shop/all.yaml"_s,
        "apiVersion: external-secrets.io/v1\nkind: ClusterSecretStore\nmetadata: {name: vault}\nspec: {provider: "
        "{vault: "
        "{server: 'https://vault.example.org', auth: {tokenSecretRef: {name: vault-token, namespace: shop}}}}}\n---\n"
        "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: db}\nspec: {secretStoreRef: {name: "
        "vault, kind: ClusterSecretStore}, data: [{secretKey: password}]}\n");
    at.pass(Seconds{20});
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{30});
    QCOMPARE(at.health(u"shop"_s), u"Degraded"_s);
    const QJsonObject store = at.get(u"external-secrets.io"_s, u"ClusterSecretStore"_s, {}, u"vault"_s);
    QVERIFY(textAt(conditionOf(store, u"Ready"), {u"message"}).contains(u"Vault is sealed"));
    QVERIFY(at.get({}, u"Secret"_s, u"shop"_s, u"db"_s).isEmpty());
    at.world.faults.end(u"s"_s);
    at.pass(Seconds{30});
    QVERIFY(textAt(
        conditionOf(at.get(u"external-secrets.io"_s, u"ClusterSecretStore"_s, {}, u"vault"_s), u"Ready"), {u"message"})
            .contains(u"vault-token"));
    at.apply("apiVersion: v1\nkind: Secret\nmetadata: {name: vault-token, namespace: shop}\ndata: {token: dA==}\n");
    at.pass(Seconds{15});
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
    QVERIFY(!at.get({}, u"Secret"_s, u"shop"_s, u"db"_s).isEmpty());
}

void TestApplicationController::breaksNoCircleByItself()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.file(u"auth/web.yaml"_s, SmallCluster::deployment("web"));
    at.world.faults.begin({u"c"_s, u"circular-bootstrap"_s, {{u"application"_s, u"shop"_s}, {u"needs"_s, u"auth"_s}}});
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{60});
    QCOMPARE(at.health(u"shop"_s), u"Progressing"_s);
    at.apply(SmallCluster::application("auth", "auth"));
    at.pass(Seconds{60});
    QCOMPARE(at.health(u"auth"_s), u"Healthy"_s);
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
}

void TestApplicationController::obeysSyncWindows()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.world.faults.begin({u"w"_s, u"sync-window"_s, {{u"application"_s, u"shop"_s}}});
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{30});
    QCOMPARE(at.sync(u"shop"_s), u"OutOfSync"_s);
    QCOMPARE(at.phase(u"shop"_s), QString());
    at.world.faults.end(u"w"_s);
    at.pass(Seconds{30});
    QCOMPARE(at.health(u"shop"_s), u"Healthy"_s);
}

void TestApplicationController::terminates()
{
    SmallCluster at;
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    at.workloadsRun = false;
    at.apply(SmallCluster::application("shop", "shop"));
    at.pass(Seconds{10});
    QCOMPARE(at.phase(u"shop"_s), u"Running"_s);
    QJsonObject asked = at.app(u"shop"_s);
    setAt(asked, {u"status", u"operationState", u"phase"}, u"Terminating"_s);
    at.world.cluster.put(asked);
    at.pass(Seconds{2});
    QCOMPARE(at.phase(u"shop"_s), u"Failed"_s);
    QCOMPARE(at.message(u"shop"_s), u"Operation terminated"_s);
    QVERIFY(!at.app(u"shop"_s).contains(u"operation"));
}

void TestApplicationController::generatesFromSets()
{
    SmallCluster at;
    at.file(u"tenants/a/web.yaml"_s, SmallCluster::deployment("web"));
    at.file(u"tenants/b/web.yaml"_s, SmallCluster::deployment("web"));
    at.apply(
        "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: tenants, namespace: argocd}\nspec:\n"
        "  generators: [{git: {directories: [{path: 'tenants/*'}]}}]\n  template:\n    metadata: {name: "
        "'tenant-{{path.basename}}'}\n    spec: {project: default, source: {repoURL: "
        "'https://git.example.org/estate.git', path: '{{path}}'}, destination: {namespace: "
        "'{{path.basename}}'}, syncPolicy: {automated: {}, syncOptions: [CreateNamespace=true]}}\n");
    at.pass(Seconds{60});
    QCOMPARE(at.health(u"tenant-a"_s), u"Healthy"_s);
    QCOMPARE(at.health(u"tenant-b"_s), u"Healthy"_s);
    QVERIFY(applicationSetFrom(at.get(u"argoproj.io"_s, u"ApplicationSet"_s, u"argocd"_s, u"tenants"_s)).upToDate);
    QCOMPARE(applicationFrom(at.app(u"tenant-a"_s)).ownerApplicationSet, u"tenants"_s);
}

void TestApplicationController::isTheSameForTheSameSeed()
{
    const auto after = [](quint64 seed) {
        SmallCluster at(seed);
        for (const char *name : {"one", "two", "three"})
            at.file(u"apps/%1.yaml"_s.arg(QLatin1StringView(name)),
                SmallCluster::application(name, "elsewhere").replace("git@git.example.org:estate", "https://x"));
        applyRoot(at);
        at.pass(Seconds{40});
        QByteArray all;
        for (const Kind &kind : at.world.cluster.kinds()) {
            for (const auto &one : at.world.cluster.list(kind.group, kind.kind))
                all += one->bytes() + '\n';
        }
        return all;
    };
    QCOMPARE(after(7), after(7));
    QVERIFY(after(7) != after(8));
}

void TestApplicationController::beginsAnewOnAnotherCluster()
{
    SmallCluster at;
    at.file(u"apps/shop.yaml"_s, SmallCluster::application("shop", "shop"));
    at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
    applyRoot(at);
    at.pass(Seconds{3});
    at.world.clusterIsUp = false;
    at.world.cluster.clear();
    at.pass(Seconds{60});
    QCOMPARE(at.world.cluster.size(), 0);
    at.provision();
    applyRoot(at);
    at.pass(Seconds{60});
    QVERIFY2(verdict(at).converged, qPrintable(verdict(at).headline));
}

void TestApplicationController::convergesALargeEstate()
{
    constexpr int count = 500;
    SmallCluster at;
    for (int i = 0; i < count; ++i)
        at.file(u"apps/app-%1.yaml"_s.arg(i),
            SmallCluster::application("app-" + QByteArray::number(i), "x", QByteArray::number(i % 3))
                .replace("git@git.example.org:estate", "https://example.org/other"));
    applyRoot(at);
    QElapsedTimer timer;
    timer.start();
    at.pass(Seconds{300});
    qInfo() << count << "applications in" << timer.elapsed() << "ms";
    const ConvergenceVerdict judged = verdict(at);
    QVERIFY2(judged.converged, qPrintable(judged.headline));
    QCOMPARE(judged.healthy, count + 1);
}

QTEST_GUILESS_MAIN(TestApplicationController)
#include "tst_applicationcontroller.moc"
