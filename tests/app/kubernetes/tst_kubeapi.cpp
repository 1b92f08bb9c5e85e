// Requests to an API server that refuses, pages, hurries and lies.

#include "clusterfixture.h"

#include "app/integrations/http/tlsmaterial.h"
#include "app/integrations/kubernetes/podlogstream.h"
#include "tests/support/testpki.h"

#include <QTest>

#include <atomic>

using namespace relight;

class tst_KubeApi : public QObject
{
    Q_OBJECT

private:
    ClusterFixture m_fixture;

private Q_SLOTS:
    void logLines()
    {
        PodLogLines lines;
        QCOMPARE(lines.add("2026-08-01T10:00:00.5Z on").size(), 0); // a chunk may end anywhere
        const auto first = lines.add("e\r\n2026-08-01T10:00:00.500000001Z \nno stamp\nrest");
        QCOMPARE(first.size(), 3);
        QCOMPARE(first[0].text, "one");
        QCOMPARE(first[0].stamp, "2026-08-01T10:00:00.5Z");
        QCOMPARE(first[1].text, "");
        QVERIFY(first[2].stamp.isEmpty());
        QVERIFY(isLater(first[1].stamp, first[0].stamp));
        QVERIFY(!isLater("2026-08-01T10:00:00Z", first[0].stamp));
        // A node writes in its own zone, which summer time changes.
        QVERIFY(isLater("2026-08-01T11:00:00.5+01:00", "2026-08-01T11:59:59.9+02:00"));
        QVERIFY(!isLater("2026-08-01T12:00:00.5+02:00", "2026-08-01T10:00:00.500Z"));
        QVERIFY(isLater("2026-07-31T23:30:00-11:30", "2026-08-01T10:59:59.999999999Z"));
        QCOMPARE(lines.rest()->text, "rest");
        QVERIFY(!lines.rest());
        const auto longest = lines.add(QByteArray(200'000, 'x') + '\n');
        qsizetype size = 0;
        for (const PodLogLine &line : longest) {
            QVERIFY(line.text.size() <= 64 << 10);
            size += line.text.size();
        }
        QCOMPARE(size, 200'000);
    }

    // The server looks at whole seconds of UTC; what of them was heard is left out here.
    void aLogGoesOnWhereItStopped()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200,
                "2026-08-01T12:00:00.2+02:00 heard\n2026-08-01T12:00:00.25+02:00 last\n"
                "2026-08-01T12:00:00.3+02:00 new\n2026-08-01T12:00:01+02:00 newer\n");
        });
        const auto cluster = m_fixture.open(server.url());
        QByteArrayList heard;
        const auto followed = (*cluster)->followPodLog(
            {QStringLiteral("n"), QStringLiteral("a"), QStringLiteral("c"), 0, "2026-08-01T12:00:00.25+02:00"},
            [&](const PodLogLine &line) {
                heard << line.text;
                return WatchVerdict::Continue;
            },
            {});
        QVERIFY(followed);
        QCOMPARE(heard, (QByteArrayList{"new", "newer"}));
        const QByteArray target = QByteArray::fromPercentEncoding(server.requests().last().target);
        QVERIFY2(target.contains("sinceTime=2026-08-01T10:00:00Z"), target);
    }

    void pathsHeadersAndPrefix()
    {
        ScriptedServer server([](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (request.target == "/k8s/c-1/api/v1")
                peer.answer(200,
                    R"({"resources":[{"name":"pods","kind":"Pod","namespaced":true},{"name":"namespaces","kind":"Namespace"}]})");
            else
                peer.answer(200, pod("a", "1"));
        });
        const auto cluster = m_fixture.open(server.url(QStringLiteral("/k8s/c-1/")),
            "{token: secret, as: jane, as-groups: [ops], as-user-extra: {why: [x]}}");
        QVERIFY2(cluster, qPrintable(cluster ? QString() : cluster.error().message));
        QVERIFY((*cluster)->get(
            {QStringLiteral("v1"), QStringLiteral("Pod"), QStringLiteral("n"), QStringLiteral("a")}, {}));
        QVERIFY((*cluster)->get({QStringLiteral("v1"), QStringLiteral("Namespace"), {}, QStringLiteral("n")}, {}));
        const auto requests = server.requests();
        QCOMPARE(requests.size(), 3); // discovery only once
        QCOMPARE(requests[1].target, "/k8s/c-1/api/v1/namespaces/n/pods/a");
        QCOMPARE(requests[2].target, "/k8s/c-1/api/v1/namespaces/n");
        QCOMPARE(requests[1].headers.value("authorization"), "Bearer secret");
        QCOMPARE(requests[1].headers.value("impersonate-user"), "jane");
        QCOMPARE(requests[1].headers.value("impersonate-group"), "ops");
        QCOMPARE(requests[1].headers.value("impersonate-extra-why"), "x");
        QCOMPARE(
            (*cluster)->get({QStringLiteral("v1"), QStringLiteral("Gadget"), {}, QStringLiteral("n")}, {}).error().code,
            ErrorCode::NotFound);
    }

    void basicAndFileCredentials()
    {
        ScriptedServer server([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200, R"({"status":{"allowed":true}})");
        });
        const auto basic = m_fixture.open(server.url(), "{username: jane, password: pw}");
        QVERIFY(
            (*basic)->allowed(QStringLiteral("get"), {}, QStringLiteral("pods/log"), QStringLiteral("n"), {}).value());
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("token")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("from-file\n"));
        file.close();
        const auto token
            = m_fixture.open(server.url(), "{token: other, tokenFile: '" + file.fileName().toUtf8() + "'}");
        QVERIFY((*token)->allowed(QStringLiteral("get"), {}, QStringLiteral("pods"), {}, {}).value());
        QCOMPARE(server.requests()[0].headers.value("authorization"), "Basic amFuZTpwdw==");
        QCOMPARE(server.requests()[1].headers.value("authorization"), "Bearer from-file");
        const QJsonObject review = QJsonDocument::fromJson(server.requests()[0].body).object();
        QCOMPARE(review[QStringLiteral("spec")][QStringLiteral("resourceAttributes")][QStringLiteral("subresource")]
                     .toString(),
            QStringLiteral("log"));
    }

    void listPagesToTheEnd()
    {
        ScriptedServer server([](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (answerDiscovery(request, peer))
                return;
            if (request.target.contains("continue=two"))
                peer.answer(200, podList({}, "9", "three")); // an empty page is not the last
            else if (request.target.contains("continue=three"))
                peer.answer(200, R"({"metadata":{"resourceVersion":"9"},"items":[{"metadata":{"name":"bare"}}]})");
            else
                peer.answer(200, podList({pod("a", "1"), pod("b", "2")}, "9", "two"));
        });
        const auto list
            = (*m_fixture.open(server.url()))
                  ->list(podsInN, {.labelSelector = QStringLiteral("app=x,tier in (a+b)"), .fieldSelector = {}}, {});
        QVERIFY(list);
        QCOMPARE(list->size(), 3);
        QCOMPARE(list->at(2)[QStringLiteral("kind")].toString(), QStringLiteral("Pod"));
        QCOMPARE(list->at(2)[QStringLiteral("apiVersion")].toString(), QStringLiteral("v1"));
        QVERIFY(server.requests()[1].target.contains("limit=500"));
        QVERIFY2(server.requests()[1].target.contains("labelSelector=app%3Dx%2Ctier%20in%20%28a%2Bb%29"),
            server.requests()[1].target);
    }

    void expiredPageTokenStartsAnew()
    {
        std::atomic<int> starts = 0;
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (answerDiscovery(request, peer))
                return;
            if (request.target.contains("continue="))
                peer.answer(starts == 1 ? 410 : 200,
                    starts == 1 ? statusBody(410, "Expired", "too old") : podList({pod("b", "2")}, "9"));
            else
                peer.answer(200, podList({pod("a", "1")}, QByteArray::number(++starts), "two"));
        });
        const auto list = (*m_fixture.open(server.url()))->list(podsInN, {}, {});
        QVERIFY(list);
        QCOMPARE(list->size(), 2);
        QCOMPARE(starts, 2);
    }

    void retryAfterIsHonoured()
    {
        std::atomic<int> asked = 0;
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (answerDiscovery(request, peer))
                return;
            if (++asked < 3)
                peer.answer(
                    asked == 1 ? 429 : 503, statusBody(429, "TooManyRequests", "slow down"), {"Retry-After: 0"});
            else
                peer.answer(200, pod("a", "1"));
        });
        const auto cluster = *m_fixture.open(server.url());
        const ObjectRef a{QStringLiteral("v1"), QStringLiteral("Pod"), QStringLiteral("n"), QStringLiteral("a")};
        QVERIFY(cluster->get(a, {}));
        QCOMPARE(asked, 3);
        asked = -100; // for ever: the deadline decides
        ScriptedServer busy([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (!answerDiscovery(request, peer))
                peer.answer(429, statusBody(429, "TooManyRequests", "slow down"), {"Retry-After: 30"});
        });
        const auto late
            = (*m_fixture.open(busy.url()))->get(a, Call{}.within(m_fixture.clock.now(), Milliseconds{5000}));
        QCOMPARE(late.error().code, ErrorCode::Unavailable);
        QCOMPARE(late.error().status, 429);
    }

    void refusalsAreReadable_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("words");
        QTest::newRow("403") << 403 << statusBody(403, "Forbidden", "User x cannot get") << int(ErrorCode::Forbidden)
                             << "User x cannot get";
        QTest::newRow("401") << 401 << statusBody(401, "Unauthorized", "Unauthorized") << int(ErrorCode::Unauthorized)
                             << "kubeconfig";
        QTest::newRow("404") << 404 << statusBody(404, "NotFound", "pods a not found") << int(ErrorCode::NotFound)
                             << "pods a not found";
        QTest::newRow("409") << 409 << statusBody(409, "AlreadyExists", "exists") << int(ErrorCode::AlreadyExists)
                             << "exists";
        QTest::newRow("422") << 422 << statusBody(422, "Invalid", "bad field") << int(ErrorCode::Invalid)
                             << "bad field";
        QTest::newRow("500") << 500 << statusBody(500, "InternalError", "etcd") << int(ErrorCode::Unavailable)
                             << "etcd";
        QTest::newRow("HTML") << 502 << QByteArray("<html>nginx") << int(ErrorCode::Unavailable) << "nginx";
        QTest::newRow("empty") << 503 << QByteArray() << int(ErrorCode::Unavailable) << "HTTP 503";
        QTest::newRow("garbage JSON") << 200 << QByteArray("{\"kind\":") << int(ErrorCode::Protocol) << "not JSON";
        QTest::newRow("another host") << 307 << QByteArray() << int(ErrorCode::Protocol) << "HTTP 307";
    }

    void refusalsAreReadable()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, code);
        QFETCH(QString, words);
        ScriptedServer elsewhere(
            [](const ScriptedRequest &, const ScriptedConnection &peer) { peer.answer(200, pod("a", "1")); });
        ScriptedServer server([&](const ScriptedRequest &request, const ScriptedConnection &peer) {
            if (!answerDiscovery(request, peer))
                peer.answer(status, body, {"Location: " + elsewhere.url().toEncoded()});
        });
        const auto answer
            = (*m_fixture.open(server.url()))
                  ->get({QStringLiteral("v1"), QStringLiteral("Pod"), QStringLiteral("n"), QStringLiteral("a")}, {});
        QVERIFY(!answer);
        QCOMPARE(int(answer.error().code), code);
        QVERIFY2(answer.error().message.contains(words), qPrintable(answer.error().message));
        QCOMPARE(elsewhere.connections(), 0);
    }

    void identityPinsTheAuthority()
    {
        TestPki pki;
        QVERIFY2(pki.isUsable(), qPrintable(pki.error()));
        std::atomic<bool> isReady = false;
        ScriptedServer server(
            [&](const ScriptedRequest &request, const ScriptedConnection &peer) {
                if (request.target == "/readyz")
                    peer.answer(isReady ? 200 : 500, isReady ? "ok" : "[-]etcd failed");
                else if (request.target == "/version")
                    peer.answer(200, R"({"gitVersion":"v1.34.4"})");
                else
                    peer.answer(200,
                        R"({"kind":"Namespace","metadata":{"uid":"u-1","creationTimestamp":"2026-11-22T09:00:00Z"}})");
            },
            pki.server(QStringLiteral("server")));
        const auto cluster = m_fixture.open(server.url(), "{token: secret}",
            ", certificate-authority: '" + pki.path(QStringLiteral("ca.pem")).toUtf8() + "'");
        QVERIFY(cluster);
        QCOMPARE((*cluster)->identity({}).error().code, ErrorCode::Unavailable);
        isReady = true;
        const auto identity = (*cluster)->identity({});
        QVERIFY2(identity, qPrintable(identity ? QString() : identity.error().message));
        QCOMPARE(identity->uid, QStringLiteral("u-1"));
        QCOMPARE(timestampText(identity->created), QStringLiteral("2026-11-22T09:00:00.000Z"));
        QCOMPARE(identity->version, QStringLiteral("v1.34.4"));
        QCOMPARE(identity->caSha256, fingerprint({QSslCertificate(pki.certificate(QStringLiteral("ca")))}));
        // Where the kubeconfig names none there is nothing to pin: what a server shows differs from node to node.
        const auto unnamed = m_fixture.open(server.url(), "{token: secret}", ", insecure-skip-tls-verify: true");
        QVERIFY(unnamed);
        const auto trusted = (*unnamed)->identity({});
        QVERIFY2(trusted, qPrintable(trusted ? QString() : trusted.error().message));
        QVERIFY2(trusted->caSha256.isEmpty(), qPrintable(trusted->caSha256));
        const auto stranger = m_fixture.open(server.url(), "{token: secret}",
            ", certificate-authority: '" + pki.path(QStringLiteral("other-ca.pem")).toUtf8() + "'");
        QCOMPARE((*stranger)->identity({}).error().code, ErrorCode::Unauthorized);
        QVERIFY(m_fixture
                .open(
                    server.url(), "{client-certificate: '" + pki.path(QStringLiteral("client-ec.pem")).toUtf8() + "'}")
                .error()
                .message.contains(QLatin1String("not both")));
    }
};

QTEST_GUILESS_MAIN(tst_KubeApi)
#include "tst_kubeapi.moc"
