// The user's own files as an estate: what is read, and what hostile trees cannot do.

#include "app/drill/world/base/repositoryidentity.h"
#include "app/drill/world/git/estate/usertree.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace relight;
using namespace relight::world;
using namespace Qt::StringLiterals;

class TestUserTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsRead();
    void sourcesAreFollowed();
    void links();
    void noRegularFiles();
    void hugeFile();
    void tooManyFiles();
    void deepTree();
    void sameRepository();

private:
    void write(const QString &path, const QByteArray &content)
    {
        const QString whole = m_folder->filePath(u"tree/"_s + path);
        QDir().mkpath(QFileInfo(whole).absolutePath());
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    UserTree read(const UserTreeLimits &limits = {}) const
    {
        return readUserTree(m_folder->filePath(u"tree"_s), m_manifest, limits);
    }
    static QByteArray application(const QByteArray &repository, const QByteArray &path)
    {
        return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: x }\nspec:\n  source: { "
               "repoURL: '"
            + repository + "', path: '" + path + "' }\n";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    RecoveryManifest m_manifest;
};

void TestUserTree::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_manifest = {};
    m_manifest.gitops.repo = u"https://github.com/yourorg/gitops.git"_s;
    m_manifest.gitops.path = u"clusters/production"_s;
    m_manifest.gitops.rootApp = u"apps/root.yaml"_s;
    m_manifest.gitops.argocd.manifest = u"bootstrap/argocd.yaml"_s;
    m_manifest.cluster.bootstrap = {u"bootstrap/cni.yaml"_s, u"./bootstrap/csi.sh"_s};
    write(u"apps/root.yaml"_s, application("https://github.com/yourorg/gitops.git", "clusters/production"));
}

void TestUserTree::whatIsRead()
{
    write(u"clusters/production/a.yaml"_s, "a");
    write(u"clusters/production/deep/b.yml"_s, "b");
    write(u"clusters/production/c.json"_s, "{}");
    write(u"clusters/production/notes.txt"_s, "not read");
    write(u"clusters/staging/a.yaml"_s, "not asked for");
    write(u"bootstrap/cni.yaml"_s, "cni");
    write(u"bootstrap/argocd.yaml"_s, "install");
    write(u"bootstrap/csi.sh"_s, "#!/bin/sh\n");
    write(u".git/config.yaml"_s, "x");
    const UserTree tree = read();
    QCOMPARE(tree.files.keys(),
        (QStringList{u"apps/root.yaml"_s, u"bootstrap/argocd.yaml"_s, u"bootstrap/cni.yaml"_s,
            u"clusters/production/a.yaml"_s, u"clusters/production/c.json"_s, u"clusters/production/deep/b.yml"_s}));
    QCOMPARE(tree.files[u"bootstrap/cni.yaml"_s], "cni");
    QVERIFY(tree.leftOut.isEmpty());
    QVERIFY(readUserTree(m_folder->filePath(u"nowhere"_s), m_manifest).files.isEmpty());
}

void TestUserTree::sourcesAreFollowed()
{
    write(u"clusters/production/shop.yaml"_s, application("git@github.com:yourorg/gitops.git", "./services/shop/"));
    write(u"clusters/production/other.yaml"_s, application("https://charts.example.com", "services/other"));
    write(u"clusters/production/out.yaml"_s, application("https://github.com/yourorg/gitops", "../../etc"));
    write(u"services/shop/more.yaml"_s, application("https://github.com/yourorg/gitops", "services/more"));
    write(u"services/more/main.jsonnet"_s, "{}");
    write(u"services/other/x.yaml"_s, "x");
    write(u"clusters/production/set.yaml"_s,
        "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n  generators:\n"
        "    - git: { directories: [{ path: tenants/* }] }\n");
    write(u"tenants/one/x.yaml"_s, "x");
    write(u"services/shop/kustomization.yaml"_s,
        "resources: [../../base/web, ../../base/one.yaml, 'https://example.com/x.yaml', ../../../../out.yaml]\n");
    write(u"base/web/Kustomization"_s, "resources: [web.yaml]\n");
    write(u"base/web/web.yaml"_s, "x");
    write(u"base/one.yaml"_s, "x");
    write(u"base/two.yaml"_s, "x");
    const UserTree tree = read();
    QVERIFY(tree.files.contains(u"services/shop/more.yaml"_s));
    QVERIFY(tree.files.contains(u"services/more/.drill"_s)); // is there, although nothing in it can be read
    QVERIFY(!tree.files.contains(u"services/other/x.yaml"_s));
    QVERIFY(tree.files.contains(u"tenants/one/x.yaml"_s));
    QVERIFY(tree.files.contains(u"base/web/Kustomization"_s) && tree.files.contains(u"base/web/web.yaml"_s));
    QVERIFY(tree.files.contains(u"base/one.yaml"_s) && !tree.files.contains(u"base/two.yaml"_s));
    QVERIFY2(tree.leftOut.isEmpty(), qPrintable(tree.leftOut.join(u'\n')));
}

void TestUserTree::links()
{
    const QString outside = m_folder->filePath(u"outside"_s);
    QDir().mkpath(outside);
    QFile secret(outside + u"/secret.yaml"_s);
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.write("secret");
    secret.close();
    write(u"clusters/production/a.yaml"_s, "a");
    const QString tree = m_folder->filePath(u"tree"_s);
    QVERIFY(QFile::link(outside, tree + u"/clusters/production/folder"_s));
    QVERIFY(QFile::link(outside + u"/secret.yaml"_s, tree + u"/clusters/production/file.yaml"_s));
    QVERIFY(QFile::link(tree, tree + u"/clusters/production/loop"_s));
    QVERIFY(QFile::link(outside, tree + u"/bootstrap"_s)); // a link in the way to a named file
    QVERIFY(QFile::rename(outside + u"/secret.yaml"_s, outside + u"/cni.yaml"_s));
    QCOMPARE(read().files.keys(), (QStringList{u"apps/root.yaml"_s, u"clusters/production/a.yaml"_s}));
    m_manifest.gitops.path = u"../outside"_s;
    QCOMPARE(read().files.size(), 2);
    m_manifest.gitops.path = u"bootstrap"_s;
    QCOMPARE(read().files.size(), 2);
}

void TestUserTree::noRegularFiles()
{
    write(u"clusters/production/a.yaml"_s, "a");
    QVERIFY(::mkfifo(QFile::encodeName(m_folder->filePath(u"tree/clusters/production/pipe.yaml"_s)).constData(), 0600)
        == 0);
    const UserTree tree = read(); // and it does not wait for a writer
    QVERIFY(!tree.files.contains(u"clusters/production/pipe.yaml"_s));
    QCOMPARE(tree.files.size(), 2);
}

void TestUserTree::hugeFile()
{
    write(u"clusters/production/a.yaml"_s, {});
    QVERIFY(QFile::resize(m_folder->filePath(u"tree/clusters/production/a.yaml"_s), qint64(1) << 40)); // sparse
    write(u"clusters/production/b.yaml"_s, "b");
    const UserTree tree = read();
    QVERIFY(tree.files.contains(u"clusters/production/b.yaml"_s));
    QVERIFY(!tree.files.contains(u"clusters/production/a.yaml"_s));
    QCOMPARE(tree.leftOut.size(), 1);
    QVERIFY(tree.leftOut[0].contains("bytes in all"_L1));
}

void TestUserTree::tooManyFiles()
{
    const QString folder = m_folder->filePath(u"tree/clusters/production"_s);
    QDir().mkpath(folder);
    for (int i = 0; i < 100'000; ++i)
        QVERIFY(QFile(folder + u"/%1.yaml"_s.arg(i, 6, 10, QLatin1Char('0'))).open(QIODevice::WriteOnly));
    QElapsedTimer timer;
    timer.start();
    const UserTree tree = read();
    QVERIFY(timer.elapsed() < 10'000);
    QCOMPARE(tree.files.size(), 2'000);
    QVERIFY(tree.files.contains(u"clusters/production/000000.yaml"_s)); // the first by name, always the same
    QVERIFY(!tree.leftOut.isEmpty() && tree.leftOut.size() <= 100);
    QVERIFY(read({2'000, 1'000, 50}).files.size() <= 51);
}

void TestUserTree::deepTree()
{
    QString path = u"clusters/production"_s;
    for (int i = 0; i < 80; ++i)
        path += u"/d"_s;
    write(path + u"/deep.yaml"_s, "x");
    write(u"clusters/production/a.yaml"_s, "a");
    QCOMPARE(read().files.keys(), (QStringList{u"apps/root.yaml"_s, u"clusters/production/a.yaml"_s}));
}

void TestUserTree::sameRepository()
{
    QVERIFY(isSameRepository(u"https://github.com/YourOrg/gitops.git"_s, u"git@github.com:yourorg/gitops"_s));
    QVERIFY(isSameRepository(u"ssh://git@github.com/yourorg/gitops/"_s, u"https://github.com/yourorg/gitops.git"_s));
    QVERIFY(isSameRepository(u"ssh://git@github.com:22/yourorg/gitops"_s, u"git@github.com:yourorg/gitops.git"_s));
    QVERIFY(isSameRepository(u"https://github.com:443/yourorg/gitops"_s, u"https://github.com/yourorg/gitops"_s));
    QVERIFY(!isSameRepository(u"ssh://git@github.com:2222/yourorg/gitops"_s, u"git@github.com:yourorg/gitops"_s));
    QVERIFY(!isSameRepository(u"https://github.com/yourorg/other"_s, u"https://github.com/yourorg/gitops"_s));
}

QTEST_GUILESS_MAIN(TestUserTree)
#include "tst_usertree.moc"
