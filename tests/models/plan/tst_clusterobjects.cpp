// The objects that engine, shown commands and script share: one name each, whatever the manifest says.
#include "models/plan/clusterobjects.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace relight;

class ClusterObjects : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manifestPaths_data();
    void manifestPaths();
    void installManifests();
    void annotationsFitWhateverTheName();
    void generatedRootHasNoFinalizer();
};

void ClusterObjects::manifestPaths_data()
{
    QTest::addColumn<QString>("entry");
    QTest::addColumn<bool>("applied");
    QTest::newRow("path") << u"bootstrap/cilium.yaml"_s << true;
    QTest::newRow("json") << u"a.json"_s << true;
    QTest::newRow("script") << u"./bootstrap/csi.sh"_s << false;
    QTest::newRow("a command that names one") << u"kubectl apply -f cilium.yaml"_s << false;
    QTest::newRow("two lines") << u"./x.sh\n./y.yaml"_s << false;
    QTest::newRow("an ending alone") << u".yaml"_s << false;
}

void ClusterObjects::manifestPaths()
{
    QFETCH(QString, entry);
    QFETCH(bool, applied);
    QCOMPARE(isManifestPath(entry), applied);
}

void ClusterObjects::installManifests()
{
    ArgoCdSection argocd;
    QVERIFY(installManifest(argocd).location.contains(defaultArgoCdVersion()));
    argocd.version = u"v3.1.0"_s;
    argocd.manifestSha256 = u"ab"_s;
    QVERIFY(installManifest(argocd).location.contains(u"/v3.1.0/"_s));
    QCOMPARE(installManifest(argocd).sha256, u"ab"_s);
    argocd.manifest = u"bootstrap/argocd/install.yaml"_s;
    QVERIFY(installManifest(argocd).inRepository);
    argocd.manifest = u"https://example.org/install.yaml"_s;
    QVERIFY(!installManifest(argocd).inRepository);
}

void ClusterObjects::annotationsFitWhateverTheName()
{
    static const QRegularExpression allowed(u"\\A[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?\\z"_s);
    QCOMPARE(onceAnnotation(u"update-dns/www"_s), u"relight.dev/once-update-dns.www"_s);
    QStringList seen;
    for (const QString &name : {u"shop"_s, u"Datenbank für die Bücher"_s, u"a/b"_s, u"a.b"_s, QString(200, u'x'),
             u"-"_s, u"two\nlines"_s, u"x\n"_s}) {
        for (const QString &id : {u"restore-data/"_s + name, u"update-dns/"_s + name, u"restore-data/2"_s + name}) {
            const QString part = onceAnnotation(id).section(u'/', 1);
            QVERIFY2(allowed.match(part).hasMatch(), qPrintable(part));
            QVERIFY2(!seen.contains(part), qPrintable(id)); // a restore and a switch of one name are two things
            seen << part;
        }
    }
    QVERIFY(repositorySecretName(u"https://a"_s) != repositorySecretName(u"https://b"_s));
}

void ClusterObjects::generatedRootHasNoFinalizer()
{
    GitOpsSection gitops;
    gitops.repo = u"https://example.org/r.git"_s;
    const QString yaml = rootApplicationYaml(gitops, false);
    QVERIFY(!yaml.contains(u"finalizers"_s));
    QVERIFY(yaml.contains(u"prune: false"_s));
    QVERIFY(yaml.contains(u"path: \".\""_s)); // an empty one is refused by Argo CD
}

QTEST_GUILESS_MAIN(ClusterObjects)
#include "tst_clusterobjects.moc"
