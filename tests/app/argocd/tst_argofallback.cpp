// The API goes and comes: the same view by Kubernetes meanwhile, each switch a complete delta, the reason told.
#include "argoserver.h"
#include "fakecluster.h"
#include "hurriedclock.h"

#include "app/integrations/argocd/argocdclient.h"

#include <QJsonDocument>
#include <QTest>

#include <atomic>
#include <thread>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

QJsonObject secret(const QByteArray &password)
{
    return {{u"metadata"_s, QJsonObject{{u"name"_s, u"argocd-initial-admin-secret"_s}}},
        {u"data"_s, QJsonObject{{u"password"_s, QString::fromLatin1(password.toBase64())}}}};
}

} // namespace

class TestArgoFallback : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void followsTheStream();
    void busyIsNotGone();
    void goneIsNoticed();
    void aListThatNeverComesEndsTheConnection();
    void fallsBackAndReturns();
    void aStaleListDoesNotWin();
    void coreInstallation();
    void aQuietWatchDoesNotAge();
    void looksInAtLeastOnceASecond();
    void stopsAndEndsInTime();
    void actsThroughKubernetes();
    void refusalsDoNotFallBack();
    void refusedAccountsDoNotFallBack();
    void whoMayNotListMayStillSync();

private:
    std::shared_ptr<ArgoCd> client() { return ArgoCdService(m_network, m_clock).open({.cluster = m_cluster}); }
    Call call() { return Call{}.within(m_clock.now(), Seconds{600}); }

    IoThread m_network{u"network"_s};
    HurriedClock m_clock;
    std::shared_ptr<FakeCluster> m_cluster;
};

void TestArgoFallback::init()
{
    m_cluster = std::make_shared<FakeCluster>();
    m_cluster->put(u"Secret"_s, secret("first"));
}

void TestArgoFallback::followsTheStream()
{
    ArgoServer server;
    server.setApplications({ArgoServer::application(u"a"_s)});
    m_cluster->setForward(server.port());
    int step = 0;
    std::jthread hand([&] {
        if (server.waitForStream())
            server.stream("data: "
                          "{\"result\":{\"type\":\"MODIFIED\",\"application\":{\"metadata\":{\"name\":\"a\","
                          "\"namespace\":\"argocd\"},\"status\":{\"health\":{\"status\":\"Degraded\"}}}}} \n\n\n");
    });
    const auto ended = client()->follow(
        [&](const ApplicationsDelta &delta) {
            if (step == 0 && delta.complete && delta.changed.size() == 1 && delta.source == u"Argo CD API"
                && delta.degraded.isEmpty())
                step = 1;
            else if (step == 1 && !delta.complete && delta.changed.size() == 1
                && delta.changed[0].health == HealthStatus::Degraded)
                step = 2;
            return step == 2 ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        call());
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(step, 2);
}

// One question about its health that is not answered in time: the stream goes on, and nothing is listed anew.
void TestArgoFallback::busyIsNotGone()
{
    ArgoServer server;
    QList<QJsonObject> many; // so that the list is not due for a minute
    for (int i = 0; i < 600; ++i)
        many.append(ArgoServer::application(u"a%1"_s.arg(i)));
    server.setApplications(many);
    m_cluster->setForward(server.port());
    std::atomic<int> asked = 0;
    server.answer("GET /api/version", [&](const ScriptedRequest &, const ScriptedConnection &) {
        return ++asked == 3; // after the two of the connection; no answer
    });
    int after = 0;
    const auto ended = client()->follow(
        [&](const ApplicationsDelta &) {
            after += asked >= 4;
            return after == 4 ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        call());
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(server.requests("GET /api/v1/applications").size(), 1);
    QCOMPARE(server.requests("GET /api/v1/stream/applications").size(), 1);
}

// Two such questions in a row: the server is gone, though the stream through its port-forward still stands.
void TestArgoFallback::goneIsNoticed()
{
    ArgoServer server;
    server.setApplications({ArgoServer::application(u"a"_s)});
    m_cluster->setForward(server.port());
    m_cluster->put(u"Application"_s, ArgoServer::application(u"a"_s));
    std::atomic<int> asked = 0;
    server.answer("GET /api/version",
        [&](const ScriptedRequest &, const ScriptedConnection &) { return ++asked == 3 || asked == 4; });
    bool fell = false;
    const auto ended = client()->follow(
        [&](const ApplicationsDelta &delta) {
            fell |= delta.source == u"Kubernetes watch";
            return fell && delta.source == u"Argo CD API" && delta.complete ? WatchVerdict::Done
                                                                            : WatchVerdict::Continue;
        },
        call());
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(server.requests("POST /api/v1/session").size(), 1); // the token is still good
    QVERIFY(server.requests("GET /api/version").size() >= 6);    // a new connection
}

void TestArgoFallback::aListThatNeverComesEndsTheConnection()
{
    ArgoServer server;
    m_cluster->setForward(server.port());
    std::atomic<int> asked = 0;
    server.answer(
        "GET /api/v1/applications", [&](const ScriptedRequest &, const ScriptedConnection &) { return ++asked == 1; });
    const auto ended = client()->follow(
        [&](const ApplicationsDelta &delta) {
            return delta.source == u"Argo CD API" && delta.complete ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        call());
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(server.requests("GET /api/version").size(), 4); // two for each connection
}

void TestArgoFallback::fallsBackAndReturns()
{
    ArgoServer server;
    server.setApplications({ArgoServer::application(u"a"_s)});
    m_cluster->setForward(server.port());
    m_cluster->put(u"Application"_s, ArgoServer::application(u"a"_s));
    std::jthread hand([&] {
        server.waitForStream();
        m_cluster->setForward(0); // argocd-server goes, its port-forward with it
        server.setPassword("void the token");
        server.endStreams();
    });
    int step = 0;
    QStringList story;
    const auto ended = client()->follow(
        [&](const ApplicationsDelta &delta) {
            if (!delta.changed.isEmpty() || !delta.removed.isEmpty() || delta.complete)
                story.append(
                    delta.source + (delta.complete ? u" complete "_s : u" "_s) + QString::number(delta.changed.size()));
            if (step == 0 && delta.source == u"Argo CD API" && delta.complete) {
                step = 1;
            } else if (step == 1 && delta.source == u"Kubernetes watch" && delta.complete) {
                if (!delta.degraded.contains(u"The Argo CD API cannot be used") || delta.changed.size() != 1)
                    return WatchVerdict::Done;
                step = 2;
                m_cluster->put(u"Application"_s, ArgoServer::application(u"a"_s, u"Degraded"_s));
                m_cluster->put(u"Application"_s, ArgoServer::application(u"b"_s));
            } else if (step == 2 && delta.changed.size() >= 1 && delta.changed.last().name == u"b") {
                step = 3;
                m_cluster->remove(u"Application"_s, u"a"_s);
            } else if (step == 3 && delta.removed == QStringList{u"argocd/a"_s}) {
                step = 4;
                server.setApplications({ArgoServer::application(u"b"_s)});
                m_cluster->put(u"Secret"_s, secret("void the token"));
                m_cluster->setForward(server.port());
            } else if (step == 4 && delta.source == u"Argo CD API" && delta.complete && delta.degraded.isEmpty()) {
                step = 5;
            }
            return step == 5 ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        call());
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QVERIFY2(step == 5, qPrintable(story.join(u"; "_s)));
}

// The API comes back with a list that it made before the watch told of a change.
void TestArgoFallback::aStaleListDoesNotWin()
{
    ArgoServer server;
    m_cluster->put(u"Application"_s, ArgoServer::application(u"a"_s));
    std::mutex mutex;
    std::optional<ScriptedConnection> late;
    server.answer("GET /api/v1/applications", [&](const ScriptedRequest &, const ScriptedConnection &to) {
        const std::lock_guard lock(mutex);
        if (late)
            return false;
        late = to;
        m_cluster->put(u"Application"_s, ArgoServer::application(u"a"_s, u"Degraded"_s));
        return true;
    });
    const QByteArray before = QJsonDocument(
        QJsonObject{{u"metadata"_s, QJsonObject{}}, {u"items"_s, QJsonArray{ArgoServer::application(u"a"_s)}}})
                                  .toJson();
    HealthStatus last = HealthStatus::Unknown;
    bool answered = false;
    const auto ended = client()->follow(
        [&](const ApplicationsDelta &delta) {
            if (!delta.changed.isEmpty())
                last = delta.changed[0].health;
            if (delta.source == u"Kubernetes watch" && delta.complete)
                m_cluster->setForward(server.port());
            const std::lock_guard lock(mutex);
            if (late && last == HealthStatus::Degraded && !std::exchange(answered, true))
                late->answer(200, before, {"Content-Type: application/json"});
            return delta.source == u"Argo CD API" && delta.complete ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        call());
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(int(last), int(HealthStatus::Degraded));
}

void TestArgoFallback::coreInstallation()
{
    m_cluster->put(u"Application"_s, ArgoServer::application(u"a"_s, u"Progressing"_s));
    const auto core = client();
    const auto seen = core->applications(call());
    QVERIFY(seen);
    QCOMPARE(seen->source, u"Kubernetes watch"_s);
    QVERIFY2(seen->degraded.contains(u"argocd-server"), qPrintable(seen->degraded));
    QCOMPARE(seen->changed.value(0).name, u"a"_s);
    QVERIFY(core->applicationSets(call())->isEmpty());
    const auto ended = core->follow(
        [&](const ApplicationsDelta &delta) {
            if (delta.complete)
                m_cluster->put(u"Application"_s, ArgoServer::application(u"a"_s));
            return !delta.complete && delta.changed.size() == 1 && delta.changed[0].health == HealthStatus::Healthy
                ? WatchVerdict::Done
                : WatchVerdict::Continue;
        },
        call());
    QVERIFY(ended);
}

// Of many, so that the next list is not due for minutes.
void TestArgoFallback::aQuietWatchDoesNotAge()
{
    for (int i = 0; i < 2000; ++i)
        m_cluster->put(u"Application"_s, ArgoServer::application(u"a%1"_s.arg(i)));
    std::optional<Instant> first, last;
    const auto ended = client()->follow(
        [&](const ApplicationsDelta &delta) {
            last = delta.seenAt;
            if (delta.complete)
                first = last;
            return first && *last - *first > Seconds{20} ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        call());
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(m_cluster->lists(u"Application"_s), 1);
}

void TestArgoFallback::looksInAtLeastOnceASecond()
{
    int empty = 0;
    Instant last = m_clock.now();
    Milliseconds longest{0};
    const auto ended = client()->follow(
        [&](const ApplicationsDelta &delta) {
            empty += delta.changed.isEmpty() && !delta.complete;
            longest = std::max(longest, m_clock.now() - last);
            last = m_clock.now();
            return empty == 10 ? WatchVerdict::Done : WatchVerdict::Continue;
        },
        call());
    QVERIFY(ended);
    QVERIFY2(longest < Seconds{20}, "the handler was not called for long"); // a loaded machine is slow, twentyfold
}

void TestArgoFallback::stopsAndEndsInTime()
{
    std::stop_source stop;
    const auto stopped
        = client()->follow([&](const ApplicationsDelta &) { return stop.request_stop(), WatchVerdict::Continue; },
            {.stop = stop.get_token()});
    QCOMPARE(int(stopped.error().code), int(ErrorCode::Cancelled));
    const auto late = client()->follow(
        [](const ApplicationsDelta &) { return WatchVerdict::Continue; }, Call{}.within(m_clock.now(), Seconds{3}));
    QCOMPARE(int(late.error().code), int(ErrorCode::TimedOut));
}

void TestArgoFallback::actsThroughKubernetes()
{
    QJsonObject shop = ArgoServer::application(u"shop"_s);
    QJsonObject spec = shop.value(u"spec").toObject(), status = shop.value(u"status").toObject();
    spec.insert(u"syncPolicy"_s, QJsonObject{{u"syncOptions"_s, QJsonArray{u"ServerSideApply=true"_s}}});
    status.insert(u"operationState"_s, QJsonObject{{u"phase"_s, u"Failed"_s}});
    shop.insert(u"spec"_s, spec);
    shop.insert(u"status"_s, status);
    m_cluster->put(u"Application"_s, shop);
    const auto core = client();
    QVERIFY(core->refresh(u"shop"_s, u"argocd"_s, true, call()));
    QVERIFY(core->sync({.application = u"shop"_s, .appNamespace = u"argocd"_s, .revision = u"r1"_s}, call()));
    const QStringList warnings = core->takeWarnings();
    QCOMPARE(warnings.size(), 2);
    QVERIFY2(warnings[0].startsWith(u"The refresh of shop went through Kubernetes"), qPrintable(warnings[0]));
    QVERIFY2(warnings[1].startsWith(u"The sync of shop went through Kubernetes"), qPrintable(warnings[1]));
    QVERIFY2(warnings[1].contains(u"argocd-server"), qPrintable(warnings[1])); // why
    QVERIFY(!core->terminate(u"shop"_s, u"argocd"_s, call()));                 // nothing runs
    QVERIFY(core->takeWarnings().isEmpty());
    QVERIFY(!core->differences(u"shop"_s, u"argocd"_s, call()));
    const QJsonArray patches = m_cluster->patches();
    QCOMPARE(patches.size(), 2);
    QCOMPARE(patches[0]
                 .toObject()
                 .value(u"patch")
                 .toObject()
                 .value(u"metadata")
                 .toObject()
                 .value(u"annotations")
                 .toObject()
                 .value(u"argocd.argoproj.io/refresh")
                 .toString(),
        u"hard"_s);
    const QJsonArray sync = patches[1].toObject().value(u"patch").toArray();
    QCOMPARE(sync.size(), 3);
    QCOMPARE(sync[0].toObject().value(u"op").toString(), u"test"_s);
    QCOMPARE(sync[0].toObject().value(u"value").toString(), u"5"_s);
    const QJsonObject asked = sync[1].toObject().value(u"value").toObject().value(u"sync").toObject();
    QCOMPARE(asked.value(u"revision").toString(), u"r1"_s);
    QCOMPARE(asked.value(u"syncOptions").toArray().size(), 1);
    QVERIFY(asked.contains(u"syncStrategy"));
    QCOMPARE(sync[2].toObject().value(u"path").toString(), u"/status/operationState"_s);

    shop.insert(u"operation"_s, QJsonObject{{u"sync"_s, QJsonObject()}});
    m_cluster->put(u"Application"_s, shop);
    QCOMPARE(int(core->sync({.application = u"shop"_s}, call()).error().code), int(ErrorCode::Conflict));
    QVERIFY(core->terminate(u"shop"_s, u"argocd"_s, call()));
    QCOMPARE(m_cluster->patches().last().toObject().value(u"patch").toArray()[1].toObject().value(u"value").toString(),
        u"Terminating"_s);
}

void TestArgoFallback::refusalsDoNotFallBack()
{
    ArgoServer server;
    m_cluster->setForward(server.port());
    m_cluster->put(u"Application"_s, ArgoServer::application(u"shop"_s));
    server.answer("POST /api/v1/applications/shop/sync", [](const ScriptedRequest &, const ScriptedConnection &to) {
        to.answer(
            403, R"({"code":7,"message":"permission denied: applications, sync"})", {"Content-Type: application/json"});
        return true;
    });
    const auto refused = client()->sync({.application = u"shop"_s, .appNamespace = u"argocd"_s}, call());
    QCOMPARE(
        int(refused.error().code), int(ErrorCode::Forbidden)); // the Kubernetes path would go past Argo CD's rights
    QVERIFY(m_cluster->patches().isEmpty());
}

void TestArgoFallback::refusedAccountsDoNotFallBack()
{
    ArgoServer server;
    server.setPassword("another");
    m_cluster->setForward(server.port());
    m_cluster->put(u"Application"_s, ArgoServer::application(u"shop"_s));
    const auto argo = client();
    const auto seen = argo->applications(call()); // reading through Kubernetes goes past nothing
    QVERIFY(seen && seen->source == u"Kubernetes watch");
    for (const auto &done : {argo->sync({.application = u"shop"_s, .appNamespace = u"argocd"_s}, call()),
             argo->refresh(u"shop"_s, u"argocd"_s, true, call()), argo->terminate(u"shop"_s, u"argocd"_s, call())}) {
        QVERIFY(!done);
        QCOMPARE(int(done.error().code), int(ErrorCode::Unauthorized));
        QVERIFY2(done.error().message.contains(u"gitops.argocd.credentials"), qPrintable(done.error().message));
    }
    QVERIFY(m_cluster->patches().isEmpty());
    QVERIFY(argo->takeWarnings().isEmpty());
}

void TestArgoFallback::whoMayNotListMayStillSync()
{
    ArgoServer server; // lists nothing to this account
    m_cluster->setForward(server.port());
    m_cluster->put(u"Application"_s, ArgoServer::application(u"shop"_s));
    server.answer(
        "GET /api/v1/account/can-i/applications/get/*/*", [](const ScriptedRequest &, const ScriptedConnection &to) {
            to.answer(200, R"({"value":"no"})", {"Content-Type: application/json"});
            return true;
        });
    const auto argo = client();
    const auto seen = argo->applications(call());
    QVERIFY(seen && seen->source == u"Kubernetes watch");
    QVERIFY(argo->sync({.application = u"shop"_s, .appNamespace = u"argocd"_s}, call()));
    QCOMPARE(server.requests("POST /api/v1/applications/shop/sync").size(), 1);
    QVERIFY(m_cluster->patches().isEmpty());
    QVERIFY(argo->takeWarnings().isEmpty());
}

QTEST_GUILESS_MAIN(TestArgoFallback)
#include "tst_argofallback.moc"
