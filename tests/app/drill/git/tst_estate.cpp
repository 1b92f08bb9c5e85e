// What the drill's repository holds when nobody else's files are at hand.

#include "app/drill/world/git/estate/argoinstall.h"
#include "app/drill/world/git/estate/estate.h"
#include "app/integrations/kubernetes/manifestobjects.h"
#include "models/manifest/manifestparser.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

namespace {

Result<QList<QJsonObject>> objectsIn(const QByteArray &content)
{
    return readManifestObjects(content).transform([](const QList<ManifestObject> &read) {
        QList<QJsonObject> objects;
        for (const ManifestObject &one : read)
            objects.append(one.object);
        return objects;
    });
}

RecoveryManifest sample(const QString &name)
{
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/resources/samples/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no sample %s", qPrintable(name));
    return parseManifest(file.readAll()).manifest.value();
}

struct Read
{
    QString file;
    QJsonObject object;
    QString kind() const { return object[u"kind"].toString(); }
    QString name() const { return object[u"metadata"][u"name"].toString(); }
};

QList<Read> readAll(const RepositoryFiles &files)
{
    QList<Read> all;
    for (auto it = files.files.begin(); it != files.files.end(); ++it) {
        if (!it.key().endsWith(".yaml"_L1) && !it.key().endsWith(".yml"_L1) && !it.key().endsWith(".json"_L1))
            continue;
        const auto objects = objectsIn(*it);
        if (!objects)
            qFatal("%s: %s", qPrintable(it.key()), qPrintable(objects.error().message));
        for (const QJsonObject &object : *objects)
            all.append({it.key(), object});
    }
    return all;
}

QMap<QString, QJsonObject> applicationsIn(const QList<Read> &objects)
{
    QMap<QString, QJsonObject> applications;
    for (const Read &read : objects) {
        if (read.kind() == "Application"_L1) {
            if (applications.contains(read.name()))
                qFatal("two applications are called %s", qPrintable(read.name()));
            applications.insert(read.name(), read.object);
        }
    }
    return applications;
}

int waveOf(const QJsonObject &application)
{
    return application[u"metadata"][u"annotations"][u"argocd.argoproj.io/sync-wave"].toString().toInt();
}

QStringList below(const RepositoryFiles &files, const QString &folder)
{
    QStringList found;
    for (const QString &path : files.files.keys()) {
        if (folder == "."_L1 ? !path.contains(u'/') : path.startsWith(folder + u'/'))
            found.append(path);
    }
    return found;
}

} // namespace

class TestEstate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samples_data();
    void samples();
    void wavesAndNames();
    void rootBesideItsChildren();
    void generatedRoot();
    void secretsByMethod();
    void hostileNames();
    void userFilesWin();
    void userEstateIsTaken();
    void synthetic_data();
    void synthetic();
    void installManifest();
};

void TestEstate::samples_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("seed") << u"recovery-manifest.yaml"_s;
    QTest::newRow("full") << u"full.yaml"_s;
}

void TestEstate::samples()
{
    QFETCH(QString, name);
    const RecoveryManifest manifest = sample(name);
    const RepositoryFiles files = estateFor(manifest);
    QCOMPARE(estateFor(manifest).files, files.files);
    for (const QString &path : namedPaths(manifest))
        QVERIFY2(files.files.contains(path) || !below(files, path).isEmpty(), qPrintable(path));
    const QList<Read> objects = readAll(files);
    QSet<QString> seen;
    for (const Read &read : objects) {
        QVERIFY2(!read.object[u"apiVersion"].toString().isEmpty() && !read.name().isEmpty(), qPrintable(read.file));
        const QString key = read.file.section(u'/', 0, -2) + u'|' + read.object[u"apiVersion"].toString() + u'|'
            + read.kind() + u'|' + read.name();
        QVERIFY2(!seen.contains(key), qPrintable(key));
        seen.insert(key);
    }
    const auto applications = applicationsIn(objects);
    QVERIFY2(applications.size() >= 12, qPrintable(QString::number(applications.size())));
    for (const QJsonObject &application : applications) {
        const QJsonValue source = application[u"spec"][u"source"];
        QCOMPARE(source[u"repoURL"].toString(), manifest.gitops.repo);
        QVERIFY2(!below(files, source[u"path"].toString()).isEmpty(), qPrintable(source[u"path"].toString()));
        QVERIFY(application[u"spec"][u"syncPolicy"][u"automated"][u"selfHeal"].toBool());
    }
    QVERIFY(files.files.contains(*manifest.gitops.rootApp));
    QCOMPARE(applications[u"root"_s][u"spec"][u"source"][u"path"].toString(), manifest.gitops.path);
}

void TestEstate::wavesAndNames()
{
    const RecoveryManifest manifest = sample(u"full.yaml"_s);
    const QList<Read> objects = readAll(estateFor(manifest));
    const auto applications = applicationsIn(objects);
    for (const auto &name : {u"postgres-operator"_s, u"shop"_s, u"payments"_s, u"postgres-main"_s, u"uploads"_s,
             u"velero"_s, u"ingress-nginx"_s, u"external-secrets"_s})
        QVERIFY2(applications.contains(name), qPrintable(name));
    QVERIFY(waveOf(applications[u"external-secrets"_s]) < waveOf(applications[u"secret-stores"_s]));
    QVERIFY(waveOf(applications[u"secret-stores"_s]) < waveOf(applications[u"postgres-main"_s]));
    QVERIFY(waveOf(applications[u"postgres-main"_s]) < waveOf(applications[u"orders"_s]));
    QVERIFY(waveOf(applications[u"orders"_s]) < waveOf(applications[u"shop"_s]));

    QSet<QString> brought, needed;
    bool hasStore = false, hasBalancer = false;
    for (const Read &read : objects) {
        const QJsonObject spec = read.object[u"spec"].toObject();
        if (read.kind() == "ExternalSecret"_L1)
            brought.insert(spec[u"target"][u"name"].toString());
        if (read.kind() == "Deployment"_L1 || read.kind() == "StatefulSet"_L1) {
            for (const QJsonValue from : spec[u"template"][u"spec"][u"containers"][0][u"envFrom"].toArray()) {
                if (const QString secret = from[u"secretRef"][u"name"].toString(); !secret.isEmpty())
                    needed.insert(secret);
            }
        }
        hasStore = hasStore || (read.kind() == "ClusterSecretStore"_L1 && read.name() == "vault"_L1);
        hasBalancer = hasBalancer
            || (read.kind() == "Service"_L1 && read.name() == "ingress-nginx-controller"_L1
                && spec[u"type"].toString() == "LoadBalancer"_L1);
    }
    QVERIFY(needed.size() >= 4);
    QCOMPARE(needed, brought);
    QVERIFY(hasStore && hasBalancer);
}

void TestEstate::rootBesideItsChildren()
{
    RecoveryManifest manifest = sample(u"recovery-manifest.yaml"_s);
    manifest.gitops.path = u"apps"_s;
    const RepositoryFiles files = estateFor(manifest);
    const QString path = applicationsIn(readAll(files))[u"root"_s][u"spec"][u"source"][u"path"].toString();
    QCOMPARE(path, u"apps/applications"_s);
    QVERIFY(below(files, path).size() >= 11);
}

void TestEstate::generatedRoot()
{
    RecoveryManifest manifest = sample(u"recovery-manifest.yaml"_s);
    manifest.gitops.rootApp.reset();
    for (const QString &path : {u"clusters/production"_s, QString()}) {
        manifest.gitops.path = path;
        const RepositoryFiles files = estateFor(manifest);
        QVERIFY(!applicationsIn(readAll(files)).contains(u"root"_s));
        QVERIFY(below(files, path.isEmpty() ? u"."_s : path).size() >= 11);
    }
}

void TestEstate::secretsByMethod()
{
    RecoveryManifest manifest = sample(u"recovery-manifest.yaml"_s);
    const auto kinds = [&](SecretsMethod method) {
        manifest.secrets.method = method;
        QSet<QString> found;
        for (const Read &read : readAll(estateFor(manifest)))
            found.insert(read.kind());
        return found;
    };
    QVERIFY(kinds(SecretsMethod::ExternalSecrets).contains(u"ExternalSecret"_s));
    QVERIFY(kinds(SecretsMethod::SealedSecrets).contains(u"SealedSecret"_s));
    QVERIFY(kinds(SecretsMethod::Sops).contains(u"Secret"_s));
    const auto none = kinds(SecretsMethod::None);
    QVERIFY(!none.contains(u"Secret"_s) && !none.contains(u"ExternalSecret"_s));
}

// Names that clash with each other, with YAML and with folders of ours.
void TestEstate::hostileNames()
{
    RecoveryManifest manifest = sample(u"recovery-manifest.yaml"_s);
    manifest.gitops.repo = u"https://example.com/\"quoted\" # repo.git"_s;
    manifest.gitops.rootApp = u"services"_s;
    manifest.cluster.path = u"infrastructure/cert-manager"_s;
    manifest.data[0].name = u"Null"_s;
    manifest.data[1].name = u"Größe 3.5"_s;
    manifest.data[0].holds = {u"root"_s, u"true"_s, u"1.5"_s, u"frontend"_s, u"null"_s};
    manifest.data[0].needs = QStringList{u"frontend"_s, QString(200, u'a')};
    const RepositoryFiles files = estateFor(manifest);
    const auto applications = applicationsIn(readAll(files));
    for (const QJsonObject &application : applications)
        QVERIFY(!below(files, application[u"spec"][u"source"][u"path"].toString()).isEmpty());
    for (const QString &name : manifest.data[0].holds)
        QVERIFY2(applications.contains(name) || name == "root"_L1 || name == "services"_L1, qPrintable(name));
    QVERIFY(objectsIn(files.files[u"services"_s]));
}

void TestEstate::userFilesWin()
{
    const RecoveryManifest manifest = sample(u"full.yaml"_s);
    const QByteArray own = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: own }\n";
    const RepositoryFiles files = estateFor(manifest,
        {{{u"bootstrap/cilium.yaml"_s, own}, {u"infrastructure/monitoring/grafana.yaml"_s, own}, {u"../out"_s, own},
             {u".git/hooks/x.yaml"_s, own}},
            0, 0});
    QCOMPARE(files.files[u"bootstrap/cilium.yaml"_s], own);
    QCOMPARE(files.files[u"infrastructure/monitoring/grafana.yaml"_s], own);
    QVERIFY(!files.files.contains(u"../out"_s) && !files.files.contains(u".git/hooks/x.yaml"_s));
    QVERIFY(files.files.contains(u"bootstrap/argocd/install.yaml"_s)); // missing there, made up
    QVERIFY(files.files.contains(u"terraform/clusters/production/main.tf"_s));
    QVERIFY(files.files[u"bootstrap/csi.sh"_s].startsWith("#!"));
}

void TestEstate::userEstateIsTaken()
{
    const RecoveryManifest manifest = sample(u"full.yaml"_s);
    const QByteArray child = "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: only }\n";
    const auto applications
        = applicationsIn(readAll(estateFor(manifest, {{{u"clusters/production/only.yaml"_s, child}}, 0, 0})));
    QCOMPARE(applications.keys(), (QStringList{u"only"_s, u"root"_s}));
    QCOMPARE(applications[u"root"_s][u"spec"][u"source"][u"path"].toString(), u"clusters/production"_s);

    RecoveryManifest plain = sample(u"recovery-manifest.yaml"_s);
    plain.gitops.path.clear();
    plain.gitops.rootApp.reset();
    const QByteArray recovery = "recovery:\n  format: 1\n";
    const RepositoryFiles made
        = estateFor(plain, {{{u"recovery.json"_s, recovery}, {u"bootstrap/x.json"_s, child}}, 0, 0});
    QVERIFY(made.files.contains(u"frontend.yaml"_s)); // neither is an estate
    const RepositoryFiles own = estateFor(plain, {{{u"only.yaml"_s, child}}, 0, 0});
    QVERIFY(!own.files.contains(u"frontend.yaml"_s));
}

void TestEstate::synthetic_data()
{
    QTest::addColumn<int>("applications");
    QTest::addColumn<int>("resources");
    QTest::newRow("2") << 2 << 10;
    QTest::newRow("201") << 201 << 500;
    QTest::newRow("202") << 202 << 500;
    QTest::newRow("603") << 603 << 3000;
    QTest::newRow("604") << 604 << 3000;
    QTest::newRow("10000") << 10'000 << 50'000;
}

void TestEstate::synthetic()
{
    QFETCH(int, applications);
    QFETCH(int, resources);
    const RecoveryManifest manifest = sample(u"full.yaml"_s);
    QElapsedTimer timer;
    timer.start();
    const RepositoryFiles files = estateFor(manifest, {{}, applications, resources});
    const qint64 took = timer.elapsed();
    qsizetype bytes = 0, documents = 0, children = 0;
    for (const QByteArray &content : files.files)
        bytes += content.size();
    if (applications > 1000) {
        qInfo("%d applications: %lld ms, %lld files, %lld bytes", applications, took, qint64(files.files.size()),
            qint64(bytes));
        QVERIFY(took < 10'000); // 2 s without sanitizers, on a machine that does nothing else
        QVERIFY(bytes < 100'000'000);
        for (auto it = files.files.begin(); it != files.files.end(); ++it)
            children += it->count("\nkind: Application\n");
        QCOMPARE(children, applications);
        return;
    }
    const QList<Read> objects = readAll(files);
    const auto found = applicationsIn(objects);
    QCOMPARE(found.size(), applications);
    for (const QJsonObject &application : found)
        QVERIFY(!below(files, application[u"spec"][u"source"][u"path"].toString()).isEmpty());
    for (const Read &read : objects)
        documents += read.file.startsWith("apps/0"_L1);
    QVERIFY2(documents >= resources && documents <= resources + 2, qPrintable(QString::number(documents)));
}

void TestEstate::installManifest()
{
    const auto objects = objectsIn(argoInstallManifest(u"argo"_s, u"v3.1.0"_s));
    QVERIFY(objects);
    QMap<QString, int> kinds;
    QStringList images;
    for (const QJsonObject &object : *objects) {
        ++kinds[object[u"kind"].toString()];
        for (const QJsonValue container : object[u"spec"][u"template"][u"spec"][u"containers"].toArray())
            images.append(container[u"image"].toString());
    }
    QCOMPARE(kinds,
        (QMap<QString, int>{{u"ClusterRole"_s, 3}, {u"ClusterRoleBinding"_s, 3}, {u"ConfigMap"_s, 7},
            {u"CustomResourceDefinition"_s, 3}, {u"Deployment"_s, 6}, {u"NetworkPolicy"_s, 7}, {u"Role"_s, 6},
            {u"RoleBinding"_s, 6}, {u"Secret"_s, 2}, {u"Service"_s, 8}, {u"ServiceAccount"_s, 7},
            {u"StatefulSet"_s, 1}})); // as in the real one of v3.2.11
    QCOMPARE(images.count(u"quay.io/argoproj/argocd:v3.1.0"_s), 5);
    for (const QJsonObject &object : *objects) {
        if (object[u"kind"].toString() == "ClusterRoleBinding"_L1)
            QCOMPARE(object[u"subjects"][0][u"namespace"].toString(), u"argo"_s);
    }
}

QTEST_GUILESS_MAIN(TestEstate)
#include "tst_estate.moc"
