// The Cluster port against a whole cluster with Argo CD's install manifest. Against a real kube-apiserver it needs
// RELIGHT_TEST_KUBECONFIG (a cluster it may write to) and RELIGHT_TEST_ARGOCD_MANIFEST (install.yaml); the same suite
// keeps the drill's cluster honest (tst_worldcluster).

#include "app/integrations/io/systemclock.h"
#include "app/integrations/kubernetes/kubernetesclusters.h"
#include "tests/app/kubernetes/clusterundertest.h"

#include "app/integrations/http/httpclient.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>
#include <QUuid>

#include <atomic>
#include <thread>

using namespace relight;

class tst_RealCluster : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    IoThread m_network{QStringLiteral("network")};
    KubernetesClusters m_clusters{m_network, m_clock};
    std::unique_ptr<ClusterUnderTest> m_underTest;
    std::shared_ptr<Cluster> m_cluster;
    const QString m_namespace = QStringLiteral("relight-") + QUuid::createUuid().toString(QUuid::Id128).left(8);

    Call within(int seconds) { return Call{}.within(m_clock.now(), Seconds{seconds}); }
    ObjectRef configMap(const QString &name = {}) const
    {
        return {QStringLiteral("v1"), QStringLiteral("ConfigMap"), m_namespace, name};
    }

    Result<QList<Applied>> apply(const QByteArray &text, const ApplyOptions &options = {})
    {
        return m_cluster->apply(text, options, within(60));
    }

    QByteArray config(const QByteArray &name, const QByteArray &value) const
    {
        return "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", namespace: " + m_namespace.toUtf8()
            + "}\ndata: {value: '" + value + "'}\n";
    }

    static QString words(const Error &error) { return error.message + QLatin1Char(' ') + error.context; }
    template <class T> static QString words(const Result<T> &result)
    {
        return result ? QString() : words(result.error());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QString why;
        m_underTest = ClusterUnderTest::make(why);
        QVERIFY2(m_underTest, qPrintable(why));
        const auto cluster = m_clusters.open(m_underTest->access());
        QVERIFY2(cluster, qPrintable(words(cluster)));
        m_cluster = *cluster;
        const auto made = apply("apiVersion: v1\nkind: Namespace\nmetadata: {name: " + m_namespace.toUtf8() + "}\n");
        QVERIFY2(made, qPrintable(words(made)));
        QVERIFY(made->first().created);
    }

    void identityNamesTheCluster()
    {
        const auto identity = m_cluster->identity(within(10));
        QVERIFY2(identity, qPrintable(words(identity)));
        QVERIFY(!identity->uid.isEmpty());
        QCOMPARE(identity->caSha256.size(), m_underTest->hasTls() ? 64 : 0);
        QVERIFY(identity->version.startsWith(QLatin1Char('v')));
        QVERIFY(identity->created < m_clock.wall());
    }

    void applyGetPatchAndConflict()
    {
        const auto first = apply(config("a", "1"));
        QVERIFY2(first, qPrintable(words(first)));
        QVERIFY(first->first().created);
        QVERIFY(!apply(config("a", "2"))->first().created);
        QCOMPARE(m_cluster->get(configMap(QStringLiteral("a")), within(10))
                     .value()[QStringLiteral("data")][QStringLiteral("value")]
                     .toString(),
            QStringLiteral("2"));
        const auto conflict = apply(config("a", "3"), {.fieldManager = QStringLiteral("somebody"), .force = false});
        QVERIFY(!conflict);
        QCOMPARE(conflict.error().code, ErrorCode::Conflict);
        QVERIFY2(conflict.error().message.contains(QLatin1String(".data.value")), qPrintable(words(conflict)));
        QVERIFY(apply(config("a", "3"), {.fieldManager = QStringLiteral("somebody")}));
        const QJsonObject merge{{QStringLiteral("data"), QJsonObject{{QStringLiteral("other"), QStringLiteral("x")}}}};
        QCOMPARE(m_cluster->mergePatch(configMap(QStringLiteral("a")), merge, within(10))
                     .value()[QStringLiteral("data")]
                     .toObject()
                     .size(),
            2);
        const QJsonArray patch{QJsonObject{
            {QStringLiteral("op"), QStringLiteral("remove")}, {QStringLiteral("path"), QStringLiteral("/data/other")}}};
        QCOMPARE(m_cluster->jsonPatch(configMap(QStringLiteral("a")), patch, within(10))
                     .value()[QStringLiteral("data")]
                     .toObject()
                     .size(),
            1);
        QCOMPARE(m_cluster->get(configMap(QStringLiteral("none")), within(10)).error().code, ErrorCode::NotFound);
    }

    void exportedSecretsComeBack()
    {
        QVERIFY(apply("apiVersion: v1\nkind: Secret\nmetadata: {name: key, namespace: " + m_namespace.toUtf8()
            + ", labels: {keep: me}}\nstringData: {tls.key: x}\n"));
        const ObjectRef ref{QStringLiteral("v1"), QStringLiteral("Secret"), m_namespace, QStringLiteral("key")};
        QJsonObject secret = m_cluster->get(ref, within(10)).value();
        QJsonObject metadata = secret[QStringLiteral("metadata")].toObject();
        metadata.insert(QStringLiteral("uid"), QStringLiteral("00000000-0000-0000-0000-000000000000"));
        secret.insert(QStringLiteral("metadata"), metadata);
        const QJsonObject list{{QStringLiteral("apiVersion"), QStringLiteral("v1")},
            {QStringLiteral("kind"), QStringLiteral("List")}, {QStringLiteral("items"), QJsonArray{secret}}};
        const auto restored = apply(QJsonDocument(list).toJson());
        QVERIFY2(restored, qPrintable(words(restored)));
        QCOMPARE(m_cluster->get(ref, within(10))
                     .value()[QStringLiteral("metadata")][QStringLiteral("labels")][QStringLiteral("keep")]
                     .toString(),
            QStringLiteral("me"));
    }

    void definitionAndItsObjectTogether()
    {
        const QByteArray group = m_namespace.toUtf8() + ".example.org";
        const QByteArray text = "apiVersion: " + group
            + "/v1\nkind: Gadget\nmetadata: {name: g, namespace: " + m_namespace.toUtf8()
            + "}\nspec: {size: 3}\n---\n"
              "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: gadgets."
            + group
            + "}\n"
              "spec:\n  group: "
            + group
            + "\n  scope: Namespaced\n  names: {plural: gadgets, singular: gadget, kind: Gadget, listKind: "
              "GadgetList}\n"
              "  versions:\n  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, "
              "x-kubernetes-preserve-unknown-fields: true}}}\n";
        const auto applied = apply(text);
        QVERIFY2(applied, qPrintable(words(applied)));
        QCOMPARE(applied->last().object.kind, QStringLiteral("Gadget"));
        QCOMPARE(m_cluster->list({QString::fromUtf8(group + "/v1"), QStringLiteral("Gadget"), {}, {}}, {}, within(10))
                     ->size(),
            1);
        QVERIFY(!apply("apiVersion: " + group + "/v1\nkind: Gizmo\nmetadata: {name: g}\n", {.dryRun = true}));
    }

    void manyObjectsAreListedInPages()
    {
        QByteArray text;
        for (int i = 0; i < 620; ++i)
            text += config("many-" + QByteArray::number(i), QByteArray::number(i));
        const auto applied = apply(text);
        QVERIFY2(applied, qPrintable(words(applied)));
        const auto list = m_cluster->list(configMap(), {}, within(20));
        QVERIFY2(list, qPrintable(words(list)));
        QVERIFY(list->size() >= 620);
        QCOMPARE(
            m_cluster
                ->list(configMap(), {.labelSelector = QStringLiteral("no in (such)"), .fieldSelector = {}}, within(20))
                ->size(),
            0);
        QCOMPARE(m_cluster
                     ->list(configMap(), {.labelSelector = {}, .fieldSelector = QStringLiteral("metadata.name=many-7")},
                         within(20))
                     ->size(),
            1);
    }

    void watchHearsWhatChanges()
    {
        std::jthread writer([&] {
            apply(config("watched", "1"));
            apply(config("watched", "2"));
            apply(config("watched-end", "1"));
        });
        QStringList heard;
        const auto result = m_cluster->watch(
            configMap(), {},
            [&](WatchType type, const QJsonObject &object) {
                const QString name = object[QStringLiteral("metadata")][QStringLiteral("name")].toString();
                if (name.startsWith(QLatin1String("watched")))
                    heard << QStringLiteral("%1 %2").arg(int(type)).arg(name);
                return name == QLatin1String("watched-end") ? WatchVerdict::Done : WatchVerdict::Continue;
            },
            within(30));
        QVERIFY2(result, qPrintable(words(result)));
        QVERIFY(heard.contains(QStringLiteral("0 watched")));
        QCOMPARE(heard.last(), QStringLiteral("0 watched-end"));
        const auto late = m_cluster->watch(
            configMap(), {.labelSelector = QStringLiteral("no=such"), .fieldSelector = {}},
            [](auto, const auto &) { return WatchVerdict::Continue; }, within(2));
        QCOMPARE(late.error().code, ErrorCode::TimedOut);
    }

    void rightsAreAsked()
    {
        QVERIFY(m_cluster
                ->allowed(QStringLiteral("list"), QStringLiteral("argoproj.io"), QStringLiteral("applications"),
                    QStringLiteral("argocd"), within(10))
                .value());
    }

    void leaseKeepsTheSecondAway()
    {
        LeaseRequest mine{
            .leaseNamespace = m_namespace, .holder = QStringLiteral("run-1, ann@laptop"), .duration = Seconds{3}};
        LeaseRequest theirs = mine;
        theirs.holder = QStringLiteral("run-2, bob@desk");
        const auto held = m_cluster->holdLease(mine, within(10));
        QVERIFY2(held, qPrintable(words(held)));
        QVERIFY(m_cluster->holdLease(mine, within(10)));
        const auto refused = m_cluster->holdLease(theirs, within(10));
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY2(refused.error().message.contains(mine.holder), qPrintable(words(refused)));
        QVERIFY(m_cluster->releaseLease(theirs, within(10))); // not theirs: nothing happens
        QCOMPARE(m_cluster->holdLease(theirs, within(10)).error().code, ErrorCode::Conflict);
        QVERIFY(m_cluster->releaseLease(mine, within(10)));
        QVERIFY(m_cluster->holdLease(theirs, within(10)));
        QTRY_VERIFY_WITH_TIMEOUT(m_cluster->holdLease(mine, within(10)).has_value(), 8000); // theirs expires
    }

    void installManifestIsQuick()
    {
        QString why;
        const QByteArray text = m_underTest->argoCdManifest(why);
        QVERIFY2(!text.isEmpty(), qPrintable(why));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(m_clusters.parseDocuments(text));
        qInfo("parsed in %lld ms", timer.restart());
        const QByteArray where = "apiVersion: v1\nkind: Namespace\nmetadata: {name: argocd}\n---\n";
        int heard = 0;
        const auto applied = m_cluster->apply(where + text, {.defaultNamespace = QStringLiteral("argocd")}, within(120),
            [&](const Applied &) { ++heard; });
        QVERIFY2(applied, qPrintable(words(applied)));
        QCOMPARE(heard, applied->size());
        qInfo("applied %lld objects in %lld ms", qint64(applied->size()), timer.restart());
        QVERIFY(m_cluster->apply(where + text, {.defaultNamespace = QStringLiteral("argocd")}, within(120)));
        qInfo("again in %lld ms", timer.elapsed());
    }

    void forwardReachesArgoCd()
    {
        std::unique_ptr<Cluster::PortForward> forward;
        Error last;
        for (const Call limit = within(120); !forward && m_clock.now() < limit.deadline;
            m_clock.sleepFor(Milliseconds{500}, {})) {
            auto started
                = m_cluster->forward(QStringLiteral("argocd"), QStringLiteral("argocd-server"), 443, within(30));
            if (started)
                forward = std::move(*started);
            else
                last = started.error();
        }
        QVERIFY2(forward, qPrintable(words(last)));
        HttpIdentity identity{.tls = QSslConfiguration::defaultConfiguration(), .insecureSkipVerify = true};
        HttpClient client(m_network, m_clock, identity);
        const QString address
            = QStringLiteral("%1://127.0.0.1:%2").arg(m_underTest->argoCdScheme()).arg(forward->localPort());
        const auto version = client.send({.url = QUrl(address + QStringLiteral("/api/version"))}, within(30));
        QVERIFY2(version, qPrintable(words(version)));
        QCOMPARE(version->status, 200);
        QVERIFY2(version->body.contains("Version"), version->body);
        std::vector<std::jthread> workers;
        std::atomic<int> good = 0;
        for (int i = 0; i < 6; ++i) // each on a connection of its own
            workers.emplace_back([&] {
                HttpClient own(m_network, m_clock, identity);
                for (int j = 0; j < 10; ++j)
                    good += own.send({.url = QUrl(address + QStringLiteral("/healthz"))}, within(30)).has_value();
            });
        workers.clear();
        QCOMPARE(good, 60);
        const auto pods = m_cluster->list({QStringLiteral("v1"), QStringLiteral("Pod"), QStringLiteral("argocd"), {}},
            {.labelSelector = QStringLiteral("app.kubernetes.io/name=argocd-server"), .fieldSelector = {}}, within(10));
        const auto log = m_cluster->podLog(QStringLiteral("argocd"),
            pods->first()[QStringLiteral("metadata")][QStringLiteral("name")].toString(),
            QStringLiteral("argocd-server"), 5, false, within(10));
        QVERIFY2(log, qPrintable(words(log)));
        QCOMPARE(m_cluster->forward(QStringLiteral("argocd"), QStringLiteral("no-such"), 443, within(10)).error().code,
            ErrorCode::NotFound);
        QCOMPARE(
            m_cluster->forward(QStringLiteral("argocd"), QStringLiteral("argocd-server"), 1, within(10)).error().code,
            ErrorCode::NotFound);
    }

    void cleanupTestCase()
    {
        m_cluster.reset();
        m_underTest.reset();
    }
};

QTEST_GUILESS_MAIN(tst_RealCluster)
#include "tst_realcluster.moc"
