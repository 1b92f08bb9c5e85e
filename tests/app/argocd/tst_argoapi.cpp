// The API client against a hand-driven server: log-in, tokens, what is sent, what comes back.
#include "argoserver.h"
#include "fakecluster.h"
#include "hurriedclock.h"

#include "app/integrations/argocd/argoanswer.h"
#include "app/integrations/argocd/argoapi.h"
#include "app/integrations/io/systemclock.h"
#include "tests/support/testpki.h"

#include <QJsonDocument>
#include <QTest>

#include <thread>

using namespace relight;
using namespace Qt::StringLiterals;

namespace {

QJsonObject secret(const QString &name, const QString &key, const QByteArray &value)
{
    return {{u"metadata"_s, QJsonObject{{u"name"_s, name}}},
        {u"data"_s, QJsonObject{{key, QString::fromLatin1(value.toBase64())}}}};
}

QByteArray frame(const QByteArray &message)
{
    return "data: " + message + " \n\n\n";
}

QByteArray told(const QByteArray &type, const QString &name, const QString &health)
{
    return frame(R"({"result":{"type":")" + type + R"(","application":)"
        + QJsonDocument(ArgoServer::application(name, health)).toJson(QJsonDocument::Compact) + "}}");
}

} // namespace

class TestArgoApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void logsInOnceAndLists();
    void passwordChangesInTheMiddle();
    void refusedPasswordIsNotTriedAgain();
    void keepsARenewedToken();
    void whatIsLearntIsTold();
    void anEmptyListIsProven();
    void writesAsTheServerWantsIt();
    void refreshAsksAndGoesOn();
    void ownLimitsDoNotBreakTheConnection();
    void waitingForAConnectionHeedsTheCall();
    void readsTreesAndDifferences();
    void readsSyncWindows();
    void streams();
    void streamErrors_data();
    void streamErrors();
    void throughTheForward();
    void pinsTheCertificate();

private:
    ArgoCdAccess access(const ArgoServer &server) const
    {
        return {.server = server.address(), .password = Secret("first"), .cluster = {}};
    }
    Call call() { return Call{}.within(m_clock.now(), Seconds{30}); }

    IoThread m_network{u"network"_s};
    SystemClock m_clock;
};

void TestArgoApi::logsInOnceAndLists()
{
    ArgoServer server;
    server.setApplications({ArgoServer::application(u"a"_s), ArgoServer::application(u"b"_s, u"Degraded"_s)});
    ArgoApi api(m_network, m_clock, access(server));
    for (int i = 0; i < 3; ++i) {
        const auto listed = api.listed(call());
        QVERIFY2(listed, listed ? "" : qPrintable(listed.error().message));
        QCOMPARE(listed->items.size(), 2);
        QCOMPARE(listed->resourceVersion, u"7"_s);
        QCOMPARE(int(listed->items[1].health), int(HealthStatus::Degraded));
    }
    QCOMPARE(api.version(), u"v3.2.11"_s);
    const auto logins = server.requests("POST /api/v1/session");
    QCOMPARE(logins.size(), 1);
    QCOMPARE(logins[0].headers.value("content-type"), "application/json");
    QCOMPARE(server.requests("GET /api/v1/applications")[0].headers.value("authorization"), "Bearer head.body.1");
}

void TestArgoApi::passwordChangesInTheMiddle()
{
    ArgoServer server;
    server.setApplications({ArgoServer::application(u"a"_s)});
    const auto cluster = std::make_shared<FakeCluster>();
    cluster->put(u"Secret"_s, secret(u"argocd-initial-admin-secret"_s, u"password"_s, "first"));
    ArgoApi api(m_network, m_clock, {.server = server.address(), .cluster = cluster});
    QVERIFY(api.list(call()));
    server.setPassword("second");
    cluster->put(u"Secret"_s, secret(u"argocd-initial-admin-secret"_s, u"password"_s, "second"));
    const auto listed = api.list(call());
    QVERIFY2(listed, listed ? "" : qPrintable(listed.error().message));
    QCOMPARE(server.requests("POST /api/v1/session").size(), 2);
    cluster->remove(u"Secret"_s, u"argocd-initial-admin-secret"_s); // deleted on purpose
    server.setPassword("third");
    const auto refused = api.list(call());
    QVERIFY(!refused && isApiTrouble(refused.error()));
}

void TestArgoApi::refusedPasswordIsNotTriedAgain()
{
    ArgoServer server;
    server.setPassword("other");
    ArgoApi api(m_network, m_clock, access(server));
    for (int i = 0; i < 4; ++i) {
        const auto refused = api.list(call());
        QVERIFY(!refused);
        QCOMPARE(int(refused.error().code), int(ErrorCode::Unauthorized));
        QVERIFY(refused.error().message.contains(u"refuses the password"));
        QVERIFY(!refused.error().message.contains(u"first"));
    }
    QCOMPARE(server.requests("POST /api/v1/session").size(), 1); // Argo CD locks an account after five
}

void TestArgoApi::keepsARenewedToken()
{
    ArgoServer server;
    server.setApplications({ArgoServer::application(u"a"_s)});
    server.answer("GET /api/v1/applicationsets", [](const ScriptedRequest &, const ScriptedConnection &to) {
        to.answer(200, R"({"items":[]})",
            {"Content-Type: application/json", "Set-Cookie: argocd.token=new.to.ken; path=/; httpOnly",
                "Set-Cookie: other=1"});
        return true;
    });
    ArgoApi api(m_network, m_clock, access(server));
    QVERIFY(api.applicationSets(call()));
    (void)api.list(call());
    QCOMPARE(server.requests("GET /api/v1/applications")[0].headers.value("authorization"), "Bearer new.to.ken");
}

void TestArgoApi::whatIsLearntIsTold()
{
    ArgoServer server;
    server.answer("GET /api/v1/applicationsets", [](const ScriptedRequest &, const ScriptedConnection &to) {
        to.answer(200, R"({"items":[]})",
            {"Content-Type: application/json", "Set-Cookie: argocd.token=new.to.ken; path=/; httpOnly"});
        return true;
    });
    const auto cluster = std::make_shared<FakeCluster>();
    cluster->put(u"Secret"_s, secret(u"argocd-initial-admin-secret"_s, u"password"_s, "first"));
    QList<QByteArray> told; // on this thread, as the calls are
    ArgoApi api(m_network, m_clock, {.server = server.address(), .cluster = cluster},
        [&](const QByteArray &secret) { told.append(secret); });
    QVERIFY(api.applicationSets(call()));
    QCOMPARE(told, (QList<QByteArray>{"first", "head.body.1", "new.to.ken"}));
}

void TestArgoApi::anEmptyListIsProven()
{
    ArgoServer server;
    ArgoApi api(m_network, m_clock, access(server));
    QVERIFY(api.list(call()));
    server.answer(
        "GET /api/v1/account/can-i/applications/get/*/*", [](const ScriptedRequest &, const ScriptedConnection &to) {
            to.answer(200, R"({"value":"no"})", {"Content-Type: application/json"});
            return true;
        });
    const auto refused = api.list(call());
    QVERIFY(!refused);
    QVERIFY(refused.error().message.contains(u"may not read all applications"));
}

void TestArgoApi::writesAsTheServerWantsIt()
{
    ArgoServer server;
    ArgoApi api(m_network, m_clock, access(server));
    QVERIFY(api.sync({.application = u"shop"_s,
                         .appNamespace = u"argocd"_s,
                         .project = u"team"_s,
                         .revision = u"main"_s,
                         .prune = true},
        call()));
    const auto sync = server.requests("POST /api/v1/applications/shop/sync").value(0);
    QCOMPARE(sync.headers.value("content-type"), "application/json");
    const QJsonObject body = QJsonDocument::fromJson(sync.body).object();
    QCOMPARE(body.value(u"name").toString(), u"shop"_s);
    QCOMPARE(body.value(u"project").toString(), u"team"_s);
    QCOMPARE(body.value(u"revision").toString(), u"main"_s);
    QVERIFY(body.value(u"prune").toBool() && !body.contains(u"syncOptions"));
    QVERIFY(api.terminate(u"shop"_s, u"argocd"_s, call()));
    const auto end = server.requests("DELETE /api/v1/applications/shop/operation").value(0);
    QCOMPARE(end.headers.value("content-type"), "application/json"); // 415 without, though there is no body
    QCOMPARE(end.target, "/api/v1/applications/shop/operation?appNamespace=argocd");
    server.answer("POST /api/v1/applications/shop/sync", [](const ScriptedRequest &, const ScriptedConnection &to) {
        to.answer(
            403, R"({"code":7,"message":"cannot sync: blocked by sync window"})", {"Content-Type: application/json"});
        return true;
    });
    const auto blocked = api.sync({.application = u"shop"_s}, call());
    QCOMPARE(int(blocked.error().code), int(ErrorCode::NeedsPerson));
}

void TestArgoApi::refreshAsksAndGoesOn()
{
    ArgoServer server;
    server.answer("GET /api/v1/applications/shop",
        [](const ScriptedRequest &, const ScriptedConnection &) { return true; }); // compares for ever
    HurriedClock clock;
    ArgoApi api(m_network, clock, access(server));
    QVERIFY(api.refresh(u"shop"_s, u"argocd"_s, true, {}));
    QCOMPARE(server.requests("GET /api/v1/applications/shop").value(0).target,
        "/api/v1/applications/shop?appNamespace=argocd&refresh=hard");
    server.answer("GET /api/v1/applications/shop", [](const ScriptedRequest &, const ScriptedConnection &to) {
        to.answer(403, R"({"code":7,"message":"permission denied"})", {"Content-Type: application/json"});
        return true;
    });
    QCOMPARE(int(api.refresh(u"shop"_s, u"argocd"_s, false, {}).error().code), int(ErrorCode::Forbidden));
}

// Who did not want to wait longer says nothing about the server: a new connection costs a port-forward, a log-in and
// everybody's stream.
void TestArgoApi::ownLimitsDoNotBreakTheConnection()
{
    ArgoServer server;
    server.setApplications({ArgoServer::application(u"a"_s)});
    const auto busy = [](const ScriptedRequest &, const ScriptedConnection &) { return true; };
    server.answer("GET /api/v1/applications/shop", busy);
    server.answer("GET /api/v1/applications/shop/resource-tree", busy);
    HurriedClock clock;
    ArgoApi api(m_network, clock, access(server));
    QVERIFY(api.refresh(u"shop"_s, u"argocd"_s, true, {}));
    const auto tree = api.resourceTree(u"shop"_s, u"argocd"_s, Call{}.within(clock.now(), Seconds{5}));
    QCOMPARE(int(tree.error().code), int(ErrorCode::TimedOut));
    QVERIFY(api.list({}));
    QCOMPARE(server.requests("GET /api/version").size(), 1);
    QCOMPARE(server.requests("POST /api/v1/session").size(), 1);
    QCOMPARE(api.connections(), 1);
}

void TestArgoApi::waitingForAConnectionHeedsTheCall()
{
    ArgoServer server;
    server.answer("GET /api/version", [](const ScriptedRequest &, const ScriptedConnection &) { return true; });
    ArgoApi api(m_network, m_clock, access(server));
    std::jthread connecting([&](std::stop_token stop) { (void)api.list({.stop = stop}); }); // for its ten seconds
    QTRY_COMPARE(server.requests("GET /api/version").size(), 1);
    const Instant begun = m_clock.now();
    QCOMPARE(int(api.list(Call{}.within(begun, Milliseconds{100})).error().code), int(ErrorCode::TimedOut));
    std::stop_source stop;
    std::jthread other([&] { stop.request_stop(); });
    QCOMPARE(int(api.list({.stop = stop.get_token()}).error().code), int(ErrorCode::Cancelled));
    QVERIFY2(m_clock.now() - begun < Seconds{5}, "it waited for the other's connection");
}

void TestArgoApi::readsTreesAndDifferences()
{
    ArgoServer server;
    const auto answers = [](const QByteArray &body) {
        return [body](const ScriptedRequest &, const ScriptedConnection &to) {
            return to.answer(200, body, {"Content-Type: application/json"}), true;
        };
    };
    server.answer(
        "GET /api/v1/applications/shop/resource-tree", answers(R"({"nodes":[{"kind":"Pod","name":"x","uid":"u"}]})"));
    server.answer("GET /api/v1/applications/shop/managed-resources",
        answers(
            R"({"items":[{"kind":"ConfigMap","name":"a","liveState":"{\"a\":1}","targetState":"{\"a\":2}","modified":true},
        {"kind":"ConfigMap","name":"same","liveState":"{}","targetState":"{}"},{"kind":"ConfigMap","name":"new","liveState":"null","targetState":"{}"}]})"));
    ArgoApi api(m_network, m_clock, access(server));
    QCOMPARE(api.resourceTree(u"shop"_s, u"argocd"_s, call())->value(0).key.name, u"x"_s);
    const auto different = api.differences(u"shop"_s, u"argocd"_s, call());
    QCOMPARE(different->size(), 2);
    QCOMPARE(different->value(0).live, "{\"a\":1}");
    QCOMPARE(different->value(1).key.name, u"new"_s);
    server.answer("GET /api/v1/applications/shop/resource-tree", answers("{\"nodes\":[{"));
    QCOMPARE(int(api.resourceTree(u"shop"_s, u"argocd"_s, call()).error().code), int(ErrorCode::Protocol));
}

void TestArgoApi::readsSyncWindows()
{
    ArgoServer server;
    QByteArray body
        = R"({"assignedWindows":[{"kind":"deny","schedule":"0 8 * * *","duration":"1h"}],"activeWindows":[{"kind":"deny","schedule":"0 8 * * *","duration":"1h"}]})";
    server.answer(
        "GET /api/v1/applications/shop/syncwindows", [&](const ScriptedRequest &, const ScriptedConnection &to) {
            return to.answer(200, body, {"Content-Type: application/json"}), true;
        });
    ArgoApi api(m_network, m_clock, access(server));
    QVERIFY(api.syncWindow(u"shop"_s, {}, call())->contains(u"deny \"0 8 * * *\" for 1h"));
    body = R"({"canSync":true,"assignedWindows":[{"kind":"deny"}]})";
    QVERIFY(api.syncWindow(u"shop"_s, {}, call())->isEmpty());
    body = "{}";
    QVERIFY(api.syncWindow(u"shop"_s, {}, call())->isEmpty());
}

void TestArgoApi::streams()
{
    ArgoServer server;
    ArgoApi api(m_network, m_clock, access(server));
    QStringList heard;
    int ticks = 0;
    std::jthread hand([&] {
        server.waitForStream();
        const QByteArray bytes = ":\n" + told("ADDED", u"a"_s, u"Healthy"_s) + told("MODIFIED", u"a"_s, u"Degraded"_s)
            + told("DELETED", u"b"_s, u"Healthy"_s);
        for (qsizetype i = 0; i < bytes.size(); i += 37) // torn chunks
            server.stream(bytes.mid(i, 37));
    });
    const auto ended = api.follow(
        u"7"_s,
        [&](const ApplicationChange &change) {
            heard.append(change.application.name + (change.gone ? u"-"_s : u"+"_s)
                + QString::number(int(change.application.health)));
            return true;
        },
        [&] { return ++ticks, heard.size() < 3; }, call());
    QVERIFY2(ended, ended ? "" : qPrintable(ended.error().message));
    QCOMPARE(heard, (QStringList{u"a+0"_s, u"a+4"_s, u"b-0"_s}));
    QVERIFY(ticks >= 1);
    const auto request = server.requests("GET /api/v1/stream/applications").value(0);
    QCOMPARE(request.headers.value("accept"), "text/event-stream");
    QVERIFY(request.target.contains("resourceVersion=7"));
}

void TestArgoApi::streamErrors_data()
{
    QTest::addColumn<int>("status"); // 0: an open stream
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, int status, const QByteArray &body, ErrorCode code, const QString &says) {
        QTest::newRow(name) << status << body << int(code) << says;
    };
    const QByteArray error
        = frame(R"({"error":{"grpc_code":7,"http_code":403,"message":"permission denied","http_status":"Forbidden"}})");
    row("error later", 0, error, ErrorCode::Forbidden, u"permission denied"_s);
    row("error first", 403, error, ErrorCode::Forbidden, u"permission denied"_s);
    row("filtered error", 0, frame("{}"), ErrorCode::Protocol, u"names no application"_s);
    row("garbage", 0, frame("{\"result\":{\"type\":"), ErrorCode::Protocol, u"JSON"_s);
    row("page", 200, "<html>sign in</html>", ErrorCode::Protocol, u"not a stream"_s);
    row("gateway", 502, "bad gateway", ErrorCode::Unavailable, u"bad gateway"_s);
}

void TestArgoApi::streamErrors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, code);
    QFETCH(QString, says);
    ArgoServer server;
    server.answer("GET /api/v1/stream/applications", [&](const ScriptedRequest &, const ScriptedConnection &to) {
        if (status != 0)
            return to.answer(
                       status, body, {status == 403 ? "Content-Type: text/event-stream" : "Content-Type: text/html"}),
                   true;
        to.startChunked(200, {"Content-Type: text/event-stream"});
        to.chunk(body);
        return true;
    });
    ArgoApi api(m_network, m_clock, access(server));
    const auto ended = api.follow({}, [](const ApplicationChange &) { return true; }, [] { return true; }, call());
    QVERIFY(!ended);
    QCOMPARE(int(ended.error().code), code);
    QVERIFY2(ended.error().message.contains(says), qPrintable(ended.error().message));
}

void TestArgoApi::throughTheForward()
{
    ArgoServer server; // plain HTTP, as with --insecure
    server.setApplications({ArgoServer::application(u"a"_s)});
    const auto cluster = std::make_shared<FakeCluster>();
    cluster->setForward(server.port());
    cluster->put(u"Secret"_s, secret(u"argocd-initial-admin-secret"_s, u"password"_s, "first"));
    ArgoApi api(m_network, m_clock, {.cluster = cluster});
    const auto listed = api.list(call());
    QVERIFY2(listed, listed ? "" : qPrintable(listed.error().message));
    cluster->setForward(0);
    ArgoApi core(m_network, m_clock, {.cluster = cluster});
    QCOMPARE(int(core.list(call()).error().code), int(ErrorCode::NotFound));
}

void TestArgoApi::pinsTheCertificate()
{
    const TestPki pki;
    QVERIFY2(pki.isUsable(), qPrintable(pki.error()));
    ArgoServer server(pki.server(u"selfsigned"_s));
    server.setApplications({ArgoServer::application(u"a"_s)});
    const auto cluster = std::make_shared<FakeCluster>();
    cluster->setForward(server.port());
    cluster->put(u"Secret"_s, secret(u"argocd-initial-admin-secret"_s, u"password"_s, "first"));
    cluster->put(u"Secret"_s, secret(u"argocd-secret"_s, u"tls.crt"_s, pki.certificate(u"selfsigned"_s)));
    ArgoApi pinned(m_network, m_clock, {.cluster = cluster});
    const auto listed = pinned.list(call());
    QVERIFY2(listed, listed ? "" : qPrintable(listed.error().message));
    cluster->put(u"Secret"_s, secret(u"argocd-secret"_s, u"tls.crt"_s, pki.certificate(u"server"_s)));
    ArgoApi stranger(m_network, m_clock, {.cluster = cluster});
    const auto refused = stranger.list(call());
    QVERIFY(!refused);
    QCOMPARE(int(refused.error().code), int(ErrorCode::Unauthorized));
    QCOMPARE(server.requests("POST /api/v1/session").size(), 1); // no password for a stranger
}

QTEST_GUILESS_MAIN(TestArgoApi)
#include "tst_argoapi.moc"
