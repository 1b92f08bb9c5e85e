// Server-side apply against a server that is not quite there yet.

#include "clusterfixture.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace relight;

static QByteArray object(
    const QByteArray &apiVersion, const QByteArray &kind, const QByteArray &name, const QByteArray &more = {})
{
    return "---\napiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: " + name + more + "}\n";
}

class tst_KubeApply : public QObject
{
    Q_OBJECT

private:
    ClusterFixture m_fixture;

    static QByteArrayList patches(const ScriptedServer &server)
    {
        QByteArrayList names;
        for (const ScriptedRequest &request : server.requests())
            if (request.method == "PATCH")
                names << request.target.left(request.target.indexOf('?'));
        return names;
    }

private Q_SLOTS:
    void requestsAreServerSideApply()
    {
        ScriptedServer server([](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (!answerDiscovery(request, peer))
                peer.answer(request.target.contains("/two") ? 200 : 201, "{}");
        });
        QStringList heard;
        const auto applied = (*m_fixture.open(server.url()))
                                 ->apply(object("v1", "ConfigMap", "one", ", resourceVersion: '7'")
                                         + object("v1", "ConfigMap", "two", ", namespace: other")
                                         + object("v1", "Namespace", "space", ", namespace: nonsense"),
                                     {.fieldManager = QStringLiteral("me"),
                                         .force = false,
                                         .defaultNamespace = QStringLiteral("home")},
                                     {}, [&](const Applied &one) { heard << one.object.name; });
        QVERIFY2(applied, qPrintable(applied ? QString() : applied.error().message));
        QCOMPARE(applied->size(), 3);
        QCOMPARE(heard.size(), 3);
        QCOMPARE(applied->at(0).object,
            (ObjectRef{QStringLiteral("v1"), QStringLiteral("Namespace"), {}, QStringLiteral("space")}));
        QCOMPARE(applied->at(1).object.objectNamespace, QStringLiteral("home"));
        QVERIFY(applied->at(1).created);
        QVERIFY(!applied->at(2).created);
        for (const ScriptedRequest &request : server.requests()) {
            if (request.method != "PATCH")
                continue;
            QCOMPARE(request.headers.value("content-type"), "application/apply-patch+yaml");
            QVERIFY(request.target.endsWith("?fieldManager=me&force=false"));
            QVERIFY(!request.body.contains("resourceVersion"));
            if (request.target.contains("/one"))
                QVERIFY(request.body.contains("\"namespace\":\"home\""));
        }
        QCOMPARE(patches(server).first(), "/api/v1/namespaces/space");
    }

    void definitionsAreEstablishedBeforeTheirObjects()
    {
        std::atomic<int> asked = 0;
        std::atomic<bool> established = false, tooEarly = false;
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.target.startsWith("/apis/argoproj.io/v1alpha1") && !established)
                tooEarly = true;
            if (answerDiscovery(request, peer))
                return;
            if (request.target.contains("customresourcedefinitions") && request.method == "GET") {
                established = ++asked == 3;
                peer.answer(200, established ? establishedDefinition() : QByteArray("{}"));
            } else {
                peer.answer(201, "{}");
            }
        });
        const auto applied
            = (*m_fixture.open(server.url()))
                  ->apply(object("argoproj.io/v1alpha1", "Application", "root")
                          + object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "applications.argoproj.io"),
                      {}, {}, {});
        QVERIFY2(applied, qPrintable(applied ? QString() : applied.error().message));
        QCOMPARE(asked, 3);
        QVERIFY(!tooEarly);
    }

    void notYetIsTriedAgain_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("503") << 503 << QByteArray();
        QTest::newRow("429 without Retry-After") << 429 << statusBody(429, "TooManyRequests", "x");
        QTest::newRow("webhook without endpoints")
            << 500 << statusBody(500, "InternalError", "failed calling webhook: no endpoints available for service");
        QTest::newRow("namespace on its way")
            << 404 << statusBody(404, "NotFound", "namespaces \\\"home\\\" not found");
        QTest::newRow("modified meanwhile")
            << 409
            << statusBody(
                   409, "Conflict", "the object has been modified; please apply your changes to the latest version");
        QTest::newRow("quota not yet ready") << 403 << statusBody(403, "Forbidden", "not yet ready to handle request");
        QTest::newRow("no answer") << 0 << QByteArray();
    }

    void notYetIsTriedAgain()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        std::atomic<int> tries = 0;
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (answerDiscovery(request, peer))
                return;
            if (++tries == 3)
                peer.answer(201, "{}");
            else if (status == 0)
                peer.close();
            else
                peer.answer(status, body);
        });
        const auto applied = (*m_fixture.open(server.url()))->apply(object("v1", "ConfigMap", "one"), {}, {}, {});
        QVERIFY2(applied, qPrintable(applied ? QString() : applied.error().message));
        QCOMPARE(tries, 3);
    }

    void unknownKindMayAppear()
    {
        std::atomic<int> tries = 0;
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.target == "/apis/argoproj.io/v1alpha1" && ++tries < 3)
                peer.answer(404, "404 page not found");
            else if (!answerDiscovery(request, peer))
                peer.answer(201, "{}");
        });
        QVERIFY(
            (*m_fixture.open(server.url()))->apply(object("argoproj.io/v1alpha1", "Application", "root"), {}, {}, {}));
        const auto never = (*m_fixture.open(server.url()))
                               ->apply(object("nowhere.io/v1", "Thing", "x"), {},
                                   Call{}.within(m_fixture.clock.now(), Milliseconds{500}), {});
        QVERIFY(!never);
    }

    void finalRefusalsStopEverything_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("conflict") << 409 << fieldConflict() << int(ErrorCode::Conflict)
                                  << ".spec.replicas: conflict with \"helm\"";
        QTest::newRow("invalid") << 422 << statusBody(422, "Invalid", "spec.selector: field is immutable")
                                 << int(ErrorCode::Invalid) << "immutable";
        QTest::newRow("forbidden") << 403 << statusBody(403, "Forbidden", "cannot patch") << int(ErrorCode::Forbidden)
                                   << "cannot patch";
    }

    void finalRefusalsStopEverything()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QFETCH(QString, words);
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (!answerDiscovery(request, peer))
                peer.answer(
                    request.target.contains("/bad") ? status : 201, request.target.contains("/bad") ? body : "{}");
        });
        QByteArray text = object("v1", "ConfigMap", "bad");
        for (int i = 0; i < 100; ++i)
            text += object("v1", "ConfigMap", "good-" + QByteArray::number(i));
        const auto applied = (*m_fixture.open(server.url()))->apply(text, {}, {}, {});
        QVERIFY(!applied);
        QCOMPARE(int(applied.error().code), code);
        QVERIFY2(applied.error().message.contains(words), qPrintable(applied.error().message));
        QVERIFY2(patches(server).size() < 90, qPrintable(QString::number(patches(server).size())));
    }

    void stopEndsItAndBrokenTextSendsNothing()
    {
        ScriptedServer server(
            [&](const ScriptedRequest &request, const ScriptedConnection &peer) { answerDiscovery(request, peer); });
        const auto cluster = *m_fixture.open(server.url());
        QCOMPARE(cluster->apply("kind: [", {}, {}, {}).error().code, ErrorCode::Invalid);
        QCOMPARE(server.connections(), 0);
        const auto late = cluster->apply(
            object("v1", "ConfigMap", "a"), {}, Call{}.within(m_fixture.clock.now(), Milliseconds{200}), {});
        QCOMPARE(late.error().code, ErrorCode::TimedOut);
        std::stop_source stop;
        std::jthread other([&] {
            server.waitForRequests(3);
            stop.request_stop();
        });
        QCOMPARE(cluster->apply(object("v1", "ConfigMap", "a"), {}, {.stop = stop.get_token()}, {}).error().code,
            ErrorCode::Cancelled);
    }

    void dryRunKnowsWhatWouldCome()
    {
        ScriptedServer server([](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.target == "/apis/argoproj.io/v1alpha1")
                peer.answer(404, "404 page not found");
            else if (!answerDiscovery(request, peer))
                peer.answer(201, "{}");
        });
        const auto applied
            = (*m_fixture.open(server.url()))
                  ->apply(object("argoproj.io/v1alpha1", "Application", "root")
                          + object("apiextensions.k8s.io/v1", "CustomResourceDefinition", "applications.argoproj.io"),
                      {.dryRun = true}, {}, {});
        QVERIFY2(applied, qPrintable(applied ? QString() : applied.error().message));
        for (const ScriptedRequest &request : server.requests())
            QVERIFY(request.method == "GET" || request.target.contains("dryRun=All"));
    }
};

QTEST_GUILESS_MAIN(tst_KubeApply)
#include "tst_kubeapply.moc"
