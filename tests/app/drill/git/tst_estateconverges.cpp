// Made-up estates in the world they are made for: Argo CD is installed, the root applied, and everything gets healthy.

#include "app/drill/world/argocd/applicationcontroller.h"
#include "app/drill/world/git/estate/argoinstall.h"
#include "app/drill/world/git/estate/estate.h"
#include "app/drill/world/kubernetes/apiserver.h"
#include "app/drill/world/kubernetes/workloads/workloads.h"
#include "app/integrations/kubernetes/manifestobjects.h"
#include "models/manifest/manifestparser.h"
#include "models/plan/clusterobjects.h"

#include <QFile>
#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

namespace {

RecoveryManifest sample(const QString &name)
{
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no sample %s", qPrintable(name));
    return parseManifest(file.readAll()).manifest.value();
}

struct Drill
{
    explicit Drill(const RecoveryManifest &manifest, const EstateOptions &options = {})
        : world(manifest, parseTimestamp(u"2026-03-01T10:00:00Z").value(), 1)
        , api(world)
        , workloads(world)
        , controller(world)
    {
        world.repository = estateFor(manifest, options);
        world.repository.commit = u"0123456789abcdef0123456789abcdef01234567"_s;
        world.provisioned();
        pass(Seconds{60});
        const ArgoCdSection &argo = manifest.gitops.argocd;
        apply("apiVersion: v1\nkind: Namespace\nmetadata: { name: " + argo.argoNamespace.toUtf8() + " }\n");
        apply(argoInstallManifest(argo.argoNamespace, argo.version));
        pass(Seconds{180});
        apply("apiVersion: v1\nkind: Namespace\nmetadata: { name: external-secrets }\n---\n"
              "apiVersion: v1\nkind: Secret\nmetadata: { namespace: external-secrets, name: vault-token }\n");
    }

    void pass(Milliseconds time) { world.clock.advanceTo(world.clock.now() + time); }

    void apply(const QByteArray &text)
    {
        const auto read = readManifestObjects(text);
        if (!read)
            qFatal("%s", qPrintable(read.error().message));
        for (const ManifestObject &one : *read) {
            QJsonObject object = one.object, metadata = object[u"metadata"].toObject();
            const Key key = keyOf(object);
            for (int i = 0; i < 100 && !world.cluster.findKind(key.group, key.kind); ++i)
                pass(Milliseconds{100});
            const Kind *kind = world.cluster.findKind(key.group, key.kind);
            if (!kind)
                qFatal("kind %s is not served", qPrintable(key.kind));
            if (kind->namespaced && key.space.isEmpty())
                metadata.insert(u"namespace"_s, world.manifest.gitops.argocd.argoNamespace);
            object.insert(u"metadata"_s, metadata);
            world.cluster.put(object);
        }
    }

    void applyRoot()
    {
        const GitOpsSection &gitops = world.manifest.gitops;
        apply(gitops.rootApp ? world.repository.files[*gitops.rootApp] : rootApplicationYaml(gitops).toUtf8());
    }

    // What is not as it should be, one a line.
    QStringList unwell() const
    {
        QStringList all;
        for (const auto &stored : world.cluster.list(u"argoproj.io"_s, u"Application"_s)) {
            const QJsonValue status = stored->object[u"status"];
            const QString sync = status[u"sync"][u"status"].toString(),
                          health = status[u"health"][u"status"].toString();
            if (sync != "Synced"_L1 || health != "Healthy"_L1)
                all << stored->object[u"metadata"][u"name"].toString() + u": "_s + sync + u", "_s + health + u", "_s
                        + status[u"operationState"][u"message"].toString();
        }
        return all;
    }
    qsizetype applications() const { return world.cluster.list(u"argoproj.io"_s, u"Application"_s).size(); }

    World world;
    ApiServer api;
    Workloads workloads;
    ApplicationController controller;
};

} // namespace

class TestEstateConverges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samples_data();
    void samples();
    void held();
    void synthetic();
};

void TestEstateConverges::samples_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("generated");
    QTest::addColumn<int>("method");
    QTest::newRow("seed") << u"recovery-manifest.yaml"_s << false << int(SecretsMethod::ExternalSecrets);
    QTest::newRow("seed, root generated") << u"recovery-manifest.yaml"_s << true << int(SecretsMethod::ExternalSecrets);
    QTest::newRow("full") << u"full.yaml"_s << false << int(SecretsMethod::ExternalSecrets);
    QTest::newRow("full, sealed") << u"full.yaml"_s << false << int(SecretsMethod::SealedSecrets);
    QTest::newRow("full, sops") << u"full.yaml"_s << false << int(SecretsMethod::Sops);
    QTest::newRow("full, none") << u"full.yaml"_s << false << int(SecretsMethod::None);
    QTest::newRow("drill") << u"drill.yaml"_s << false << int(SecretsMethod::ExternalSecrets);
}

void TestEstateConverges::samples()
{
    QFETCH(QString, name);
    QFETCH(bool, generated);
    QFETCH(int, method);
    RecoveryManifest manifest = sample(name);
    manifest.secrets.method = SecretsMethod(method);
    if (generated)
        manifest.gitops.rootApp.reset();
    Drill drill(manifest);
    drill.applyRoot();
    Milliseconds took{0};
    do {
        drill.pass(Seconds{10});
        took += Seconds{10};
    } while (took < Seconds{1200} && (drill.applications() < 10 || !drill.unwell().isEmpty()));
    QVERIFY2(drill.unwell().isEmpty(), qPrintable(drill.unwell().join(u'\n')));
    QVERIFY(drill.applications() >= 12);
    qInfo("%s: %lld applications after %lld s", QTest::currentDataTag(), qint64(drill.applications()),
        qint64(took.count() / 1000));
    for (const TrafficItem &item : manifest.traffic) {
        if (item.recordService.isEmpty())
            continue;
        const auto service = drill.world.cluster.get(
            {{}, u"Service"_s, item.recordService.section(u'/', 0, 0), item.recordService.section(u'/', 1)});
        QVERIFY(service);
        QVERIFY(!service->object[u"status"][u"loadBalancer"][u"ingress"][0][u"ip"].toString().isEmpty());
    }
}

// Nothing waits behind an application that a restore holds.
void TestEstateConverges::held()
{
    const RecoveryManifest manifest = sample(u"full.yaml"_s);
    Drill drill(manifest);
    for (auto it = drill.world.repository.files.begin(); it != drill.world.repository.files.end(); ++it) {
        if (it.key().endsWith("/shop.yaml"_L1) || it.key().endsWith("/payments.yaml"_L1))
            drill.apply(QByteArray(*it).replace(
                "annotations:\n", "annotations:\n    argocd.argoproj.io/skip-reconcile: \"true\"\n"));
    }
    drill.applyRoot();
    drill.pass(Seconds{900});
    QCOMPARE(drill.unwell().size(), 2);
    QVERIFY2(drill.unwell().join(u' ').contains("shop"_L1), qPrintable(drill.unwell().join(u'\n')));
}

void TestEstateConverges::synthetic()
{
    Drill drill(sample(u"full.yaml"_s), {{}, 450, 1'500});
    drill.applyRoot();
    drill.pass(Seconds{900});
    QVERIFY2(drill.unwell().isEmpty(), qPrintable(drill.unwell().mid(0, 10).join(u'\n')));
    QCOMPARE(drill.applications(), 450);
}

QTEST_GUILESS_MAIN(TestEstateConverges)
#include "tst_estateconverges.moc"
