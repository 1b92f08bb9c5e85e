// The real client against the world's Argo CD, each on its own thread.
#include "runningworld.h"

#include "app/integrations/argocd/argoapi.h"
#include "app/integrations/io/systemclock.h"

#include <QTest>

#include <atomic>

using namespace relight;
using namespace relight::world;

class TestWorldArgoCd : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void logsInAndLists();
    void streamsUntilHealthy();
    void givesTreesAndDifferences();
    void syncsRefreshesAndTerminates();
    void refusesWhatTheRealOneRefuses();
    void saysWhichWindowBlocks();
    void comesBackAfterARestart();
    void endsTokensWithThePassword();
    void servesTenThousand();
    void tellsFiveThousandChanges();

private:
    static void estate(SmallCluster &at)
    {
        at.file(u"apps/shop.yaml"_s, SmallCluster::application("shop", "shop"));
        at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
        at.file(u"apps/manual.yaml"_s, SmallCluster::application("manual", "shop", "1", {}));
        at.apply(SmallCluster::application("root", "apps"));
    }
    static QByteArray password(RunningWorld &world)
    {
        QByteArray word;
        world.with([&](SmallCluster &at) {
            const QJsonObject secret = at.get({}, u"Secret"_s, u"argocd"_s, u"argocd-initial-admin-secret"_s);
            word = QByteArray::fromBase64(textAt(secret, {u"data", u"password"}).toLatin1());
        });
        return word;
    }
    static void advance(RunningWorld &world, Seconds time)
    {
        world.with([&](SmallCluster &at) { at.pass(time); });
    }
    ArgoCdAccess access(RunningWorld &world)
    {
        return {.server = world.address(), .password = Secret(password(world))};
    }
    Call call(Seconds limit = Seconds{20}) { return Call{}.within(m_clock.now(), limit); }

    IoThread m_network{u"network"_s};
    SystemClock m_clock;
};

#define VERIFY_OK(result) QVERIFY2(result, (result) ? "" : qPrintable((result).error().message))

void TestWorldArgoCd::logsInAndLists()
{
    RunningWorld world(estate);
    advance(world, Seconds{60});
    ArgoApi api(m_network, m_clock, access(world));
    const auto all = api.listed(call());
    VERIFY_OK(all);
    QCOMPARE(all->items.size(), 3);
    QCOMPARE(all->items.at(1).name, u"root"_s);
    QCOMPARE(int(all->items.at(2).health), int(HealthStatus::Healthy));
    QVERIFY(!all->items.at(2).resources.first().health); // as the real one: not in lists
    QVERIFY(!all->resourceVersion.isEmpty());
    QCOMPARE(api.version(), u"v3.2.11"_s);
    VERIFY_OK(api.applicationSets(call()));
}

void TestWorldArgoCd::streamsUntilHealthy()
{
    RunningWorld world(estate);
    ArgoApi api(m_network, m_clock, access(world));
    VERIFY_OK(api.list(call()));
    QSet<QString> seen;
    bool withHealth = false;
    const auto ended = api.follow(
        {},
        [&](const ApplicationChange &change) {
            seen.insert(change.application.name);
            if (change.application.name == u"shop" && change.application.health == HealthStatus::Healthy)
                withHealth = change.application.resources.first().health == HealthStatus::Healthy;
            return !withHealth || seen.size() < 3;
        },
        [] { return true; }, call());
    VERIFY_OK(ended);
    QVERIFY(withHealth);
    QCOMPARE(seen.size(), 3);
}

void TestWorldArgoCd::givesTreesAndDifferences()
{
    RunningWorld world(estate);
    advance(world, Seconds{60});
    ArgoApi api(m_network, m_clock, access(world));
    const auto tree = api.resourceTree(u"shop"_s, u"argocd"_s, call());
    VERIFY_OK(tree);
    QCOMPARE(tree->size(), 1);
    QCOMPARE(tree->first().key.kind, u"Deployment"_s);
    QCOMPARE(tree->first().health, HealthStatus::Healthy);
    QVERIFY(api.differences(u"shop"_s, u"argocd"_s, call())->isEmpty());
    const auto different = api.differences(u"manual"_s, u"argocd"_s, call());
    VERIFY_OK(different);
    QCOMPARE(different->size(), 1);
    QVERIFY(different->first().live.isEmpty());
    QVERIFY(different->first().target.contains("\"web\""));
}

void TestWorldArgoCd::syncsRefreshesAndTerminates()
{
    RunningWorld world(estate);
    advance(world, Seconds{60});
    world.with([](SmallCluster &at) { at.make("v1", "Namespace", {}, u"manual"_s); });
    ArgoApi api(m_network, m_clock, access(world));
    const SyncRequest wish{.application = u"manual"_s, .appNamespace = u"argocd"_s, .project = u"default"_s};
    VERIFY_OK(api.sync(wish, call()));
    const auto done = api.follow(
        {},
        [](const ApplicationChange &change) {
            return change.application.name != u"manual" || change.application.health != HealthStatus::Healthy;
        },
        [] { return true; }, call());
    VERIFY_OK(done);
    VERIFY_OK(api.refresh(u"manual"_s, u"argocd"_s, true, call()));
    world.with([](SmallCluster &at) { // as the real one: answered when it is compared
        QCOMPARE(textAt(at.app(u"manual"_s), {u"metadata", u"annotations", u"argocd.argoproj.io/refresh"}), QString());
    });
    const auto nothing = api.terminate(u"manual"_s, u"argocd"_s, call());
    QVERIFY(!nothing);
    QVERIFY2(nothing.error().message.contains(u"No operation is in progress"), qPrintable(nothing.error().message));
    world.with([](SmallCluster &at) { // a first wave that never gets healthy
        at.workloadsRun = false;
        at.file(u"shop/new.yaml"_s, SmallCluster::deployment("new", "-1"));
    });
    VERIFY_OK(api.sync(wish, call()));
    const auto until = [&](OperationPhase phase) {
        return api.follow(
            {},
            [phase](const ApplicationChange &change) {
                return change.application.name != u"manual" || change.application.operation != phase;
            },
            [] { return true; }, call());
    };
    VERIFY_OK(until(OperationPhase::Running));
    VERIFY_OK(api.terminate(u"manual"_s, u"argocd"_s, call()));
    VERIFY_OK(until(OperationPhase::Failed));
}

void TestWorldArgoCd::refusesWhatTheRealOneRefuses()
{
    RunningWorld world(estate);
    ArgoApi wrong(m_network, m_clock, {.server = world.address(), .password = Secret("wrong")});
    const auto refused = wrong.list(call());
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(ErrorCode::Unauthorized));
    QVERIFY2(refused.error().message.contains(u"refuses the password"), qPrintable(refused.error().message));
    ArgoApi api(m_network, m_clock, access(world));
    const auto none = api.sync({.application = u"no-such"_s, .project = u"default"_s}, call());
    QCOMPARE(int(none.error().code), int(ErrorCode::NotFound));
    const auto hidden = api.sync({.application = u"no-such"_s}, call());
    QCOMPARE(int(hidden.error().code), int(ErrorCode::Forbidden));
}

void TestWorldArgoCd::saysWhichWindowBlocks()
{
    RunningWorld world(estate);
    advance(world, Seconds{60});
    ArgoApi api(m_network, m_clock, access(world));
    QCOMPARE(*api.syncWindow(u"shop"_s, u"argocd"_s, call()), QString());
    world.with(
        [](SmallCluster &at) { at.world.faults.begin({u"w"_s, u"sync-window"_s, {{u"application"_s, u"shop"_s}}}); });
    QVERIFY(api.syncWindow(u"shop"_s, u"argocd"_s, call())->contains(u"deny"));
    const auto blocked = api.sync({.application = u"shop"_s, .project = u"default"_s}, call());
    QCOMPARE(int(blocked.error().code), int(ErrorCode::NeedsPerson));
}

void TestWorldArgoCd::comesBackAfterARestart()
{
    RunningWorld world(estate);
    ArgoApi api(m_network, m_clock, access(world));
    VERIFY_OK(api.list(call()));
    std::atomic<bool> cut = false;
    const auto broken = api.follow( // an error, or an end too early
        {},
        [&](const ApplicationChange &) {
            if (!cut.exchange(true))
                world.with([](SmallCluster &at) { at.world.faults.begin({u"r"_s, u"argocd-restart"_s, {}}); });
            return true;
        },
        [] { return true; }, call());
    QVERIFY(cut);
    QVERIFY(broken || broken.error().code == ErrorCode::Unavailable);
    Result<QList<Application>> back = api.list(call());
    for (int i = 0; !back && i < 100; ++i) {
        m_clock.sleepFor(Milliseconds{50}, {});
        back = api.list(call());
    }
    VERIFY_OK(back);
    world.with([](SmallCluster &at) { QVERIFY(at.world.clock.now() >= Seconds{20}); });
}

void TestWorldArgoCd::endsTokensWithThePassword()
{
    RunningWorld world(estate);
    ArgoApi api(m_network, m_clock, access(world));
    VERIFY_OK(api.list(call()));
    world.with([](SmallCluster &at) { at.world.faults.begin({u"p"_s, u"argocd-password-changed"_s, {}}); });
    QCOMPARE(int(api.list(call()).error().code), int(ErrorCode::Unauthorized));
}

void TestWorldArgoCd::servesTenThousand()
{
    RunningWorld world([](SmallCluster &at) {
        for (int i = 0; i < 10'000; ++i)
            at.make("argoproj.io/v1alpha1", "Application", u"argocd"_s, u"app-%1"_s.arg(i));
    });
    ArgoApi api(m_network, m_clock, access(world));
    VERIFY_OK(api.ping(call()));
    const auto all = api.list(call());
    VERIFY_OK(all);
    QCOMPARE(all->size(), 10'000);
    const Instant begun = m_clock.now();
    VERIFY_OK(api.list(call()));
    qInfo() << "10,000 applications listed in" << (m_clock.now() - begun).count() << "ms";
    QVERIFY(m_clock.now() - begun < Seconds{5});
}

void TestWorldArgoCd::tellsFiveThousandChanges()
{
    constexpr int count = 5'000;
    RunningWorld world([](SmallCluster &at) {
        at.file(u"shop/web.yaml"_s, SmallCluster::deployment("web"));
        at.apply(SmallCluster::application("shop", "shop"));
        at.pass(Seconds{60});
    });
    ArgoApi api(m_network, m_clock, access(world));
    VERIFY_OK(api.list(call()));
    int heard = -1;
    Instant begun = m_clock.now();
    const auto told = api.follow(
        {},
        [&](const ApplicationChange &) {
            if (++heard == 0) { // all there is
                begun = m_clock.now();
                world.with([](SmallCluster &at) {
                    QJsonObject application = at.app(u"shop"_s);
                    for (int i = 0; i < count; ++i) {
                        setAt(application, {u"metadata", u"labels", u"turn"}, QString::number(i));
                        at.world.cluster.put(application);
                    }
                });
            }
            return heard < count;
        },
        [] { return true; }, call());
    VERIFY_OK(told);
    const auto took = m_clock.now() - begun;
    qInfo() << count << "changes told and read in" << took.count() << "ms";
    QVERIFY(took < Seconds{10});
}

QTEST_GUILESS_MAIN(TestWorldArgoCd)
#include "tst_worldargocd.moc"
