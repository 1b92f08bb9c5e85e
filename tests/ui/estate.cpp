#include "tests/ui/estate.h"

using namespace Qt::StringLiterals;

namespace relight {

static ResourceKey workload(const QString &name)
{
    return {u"apps"_s, u"v1"_s, u"Deployment"_s, name, name + u"-api"_s};
}

Application Estate::application(const QString &name, int wave, HealthStatus health)
{
    Application app;
    app.name = name;
    app.appNamespace = u"argocd"_s;
    app.uid = name;
    app.project = u"platform"_s;
    app.repoUrl = u"https://git.example.com/gitops.git"_s;
    app.path = u"apps/"_s + name;
    app.targetRevision = u"main"_s;
    app.syncRevision = app.operationRevision = u"3f2a9c81d0b7e6f54a3c2b1d0e9f8a7b6c5d4e3f"_s;
    app.destinationNamespace = name;
    app.destinationServer = u"https://kubernetes.default.svc"_s;
    app.automated = app.selfHeal = app.hasStatus = true;
    app.sync = SyncStatus::Synced;
    app.health = health;
    app.operation = OperationPhase::Succeeded;
    app.syncWave = wave;
    app.resources = {{.key = workload(name), .sync = SyncStatus::Synced, .health = health},
        {.key = {{}, u"v1"_s, u"Service"_s, name, name + u"-api"_s},
            .sync = SyncStatus::Synced,
            .health = HealthStatus::Healthy},
        {.key = {u"networking.k8s.io"_s, u"v1"_s, u"Ingress"_s, name, name}, .sync = SyncStatus::Synced}};
    return app;
}

static void outOfSync(Application &app)
{
    app.sync = SyncStatus::OutOfSync;
    app.operation = OperationPhase::Running;
    app.operationMessage = u"waiting for healthy state of apps/Deployment/%1-api"_s.arg(app.name);
    app.resources.first().sync = SyncStatus::OutOfSync;
}

static void breakApart(QList<Application> &all)
{
    for (Application &app : all) {
        if (app.name == u"payments" || app.name == u"billing") {
            app.health = HealthStatus::Degraded;
            outOfSync(app);
            app.resources.first().health = HealthStatus::Degraded;
            app.resources.first().healthMessage
                = u"Deployment \"%1-api\" exceeded its progress deadline"_s.arg(app.name);
        } else if (app.name == u"reports") {
            app.health = HealthStatus::Missing;
            app.sync = SyncStatus::OutOfSync;
            app.operation = OperationPhase::Failed;
            app.operationMessage = u"one or more objects failed to apply: namespaces \"reports\" not found"_s;
        } else if (app.name == u"docs") {
            app.resources.clear(); // green, and nothing there
        } else if (app.name == u"legacy-crm") {
            app.automated = false;
        }
    }
}

QList<Application> Estate::at(Moment moment)
{
    QList<Application> all;
    const auto wave = [&](int number, const QStringList &names) {
        for (const QString &name : names)
            all << application(name, number);
    };
    const auto more = [&](int number, const QString &stem, int count) {
        for (int i = 1; i <= count; ++i)
            all << application(u"%1-%2"_s.arg(stem).arg(i, 2, 10, QLatin1Char('0')), number);
    };
    wave(-2,
        {u"cilium"_s, u"external-dns"_s, u"metrics-server"_s, u"node-local-dns"_s, u"snapshot-controller"_s,
            u"storage"_s});
    wave(-1, {u"external-secrets"_s, u"cert-manager"_s});
    more(-1, u"operator"_s, 7);
    wave(0, {u"monitoring"_s, u"ingress-nginx"_s});
    more(0, u"platform"_s, 12);
    more(1, u"data"_s, 12);
    wave(2, {u"payments"_s, u"billing"_s, u"reports"_s, u"shop"_s, u"search"_s, u"docs"_s, u"legacy-crm"_s});
    more(2, u"service"_s, 8);
    Application root = application(u"root-app"_s);
    root.path = u"clusters/production"_s;
    root.resources.clear();
    for (const Application &app : all)
        root.resources << ResourceStatus{
            .key = {u"argoproj.io"_s, u"v1alpha1"_s, u"Application"_s, u"argocd"_s, app.name},
            .sync = SyncStatus::Synced,
            .syncWave = app.syncWave};
    int index = 0;
    for (Application &app : all) {
        ++index;
        if (moment == Moment::Begun && app.syncWave > -2) {
            app.health = HealthStatus::Missing;
            app.sync = SyncStatus::OutOfSync;
            app.operation = OperationPhase::None;
        } else if (moment == Moment::Converging && app.syncWave > 0) {
            app.health = app.syncWave > 1 ? HealthStatus::Missing : HealthStatus::Progressing;
            outOfSync(app);
            if (app.syncWave > 1)
                app.operation = OperationPhase::None;
        } else if (moment == Moment::Converging && app.syncWave == 0 && index % 3 == 0) {
            app.health = HealthStatus::Progressing;
        } else if (moment == Moment::Blocked && app.syncWave == 2 && app.name.startsWith(u"service"_s)
            && index % 2 == 0) {
            app.health = HealthStatus::Progressing;
            app.resources.first().health = HealthStatus::Progressing;
        }
    }
    if (moment == Moment::Blocked)
        breakApart(all);
    return all << root;
}

void Estate::tell(FakeRun &run, Moment moment, const std::function<void(int)> &setNow)
{
    const QString source = u"Argo CD API"_s;
    int at = 530;
    const auto hear = [&](const QList<Application> &apps) {
        setNow(at);
        Q_EMIT run.observations.applicationsChanged(apps, {}, source);
    };
    QList<Application> before = Estate::at(Moment::Begun);
    for (Application &app : before)
        app.health = HealthStatus::Unknown;
    hear(before);
    for (const Moment next : {Moment::Begun, Moment::Converging, Moment::Blocked, Moment::AllGreen}) {
        const QList<Application> then = Estate::at(next);
        for (qsizetype i = 0; i < then.size(); i += 6) { // a few at a time
            at += 7;
            hear(then.mid(i, 6));
        }
        if (next == moment)
            break;
    }
    setNow(at + 124);
}

InspectedTree Estate::paymentsTree(Timestamp readAt)
{
    InspectedTree tree;
    tree.application = u"argocd/payments"_s;
    tree.readAt = readAt;
    tree.source = u"Argo CD API"_s;
    const ResourceKey pod{{}, u"v1"_s, u"Pod"_s, u"payments"_s, u"payments-api-7d9c-x2k"_s};
    tree.nodes = {{.key = workload(u"payments"_s), .uid = u"1"_s, .health = HealthStatus::Degraded},
        {.key = pod, .uid = u"2"_s, .parentUids = {u"1"_s}, .health = HealthStatus::Degraded},
        {.key = {u"external-secrets.io"_s, u"v1"_s, u"ExternalSecret"_s, u"payments"_s, u"payments-db"_s},
            .uid = u"3"_s,
            .health = HealthStatus::Degraded}};
    tree.blocked = {{workload(u"payments"_s), pod, true,
        u"payments: Deployment payments-api: Pod payments-api-7d9c-x2k cannot start (secret \"payments-db\" not found)"_s}};
    return tree;
}

InspectedResource Estate::paymentsPod(Timestamp at)
{
    InspectedResource pod;
    pod.key = paymentsTree(at).nodes.at(1).key;
    pod.manifest = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: payments-api-7d9c-x2k\n  namespace: payments\nspec:\n"
                   "  containers:\n    - name: api\n      image: reg.example.com/payments:1.8.2\n";
    pod.events = {{at, true, 9, u"Failed"_s, u"Error: secret \"payments-db\" not found"_s, u"Pod/"_s + pod.key.name},
        {at, false, 1, u"Pulled"_s, u"Container image is already present on machine"_s, u"Pod/"_s + pod.key.name}};
    pod.containers = {u"migrate"_s, u"api"_s};
    return pod;
}

QList<InspectedDifference> Estate::paymentsDifferences()
{
    using Kind = DiffLine::Kind;
    InspectedDifference one;
    one.key = workload(u"payments"_s);
    one.live = "kind: Deployment\nspec:\n  replicas: 2\n";
    one.target = "kind: Deployment\nspec:\n  replicas: 3\n  paused: false\n";
    one.lines = {{Kind::Same, 1, 1, u"kind: Deployment"_s}, {Kind::Same, 2, 2, u"spec:"_s},
        {Kind::Removed, 3, 0, u"  replicas: 2"_s}, {Kind::Added, 0, 3, u"  replicas: 3"_s},
        {Kind::Added, 0, 4, u"  paused: false"_s}};
    return {one};
}

QList<ResourceItem> Estate::manyResources(int count)
{
    QList<ResourceItem> forest;
    QString parent;
    for (int i = 0; i < count; ++i) {
        ResourceItem item;
        item.key = {u"example.com"_s, u"v1"_s, u"Kind%1"_s.arg(i), u"space"_s, u"resource-%1"_s.arg(i)};
        item.id = resourceId(item.key);
        item.health = i % 7 == 0 ? HealthStatus::Degraded : HealthStatus::Healthy;
        if (i % 4 == 0)
            parent = item.id;
        else
            item.parent = parent;
        forest << item;
    }
    return forest;
}

} // namespace relight
