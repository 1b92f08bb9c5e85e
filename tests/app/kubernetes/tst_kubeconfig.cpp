// kubeconfigs as people have them: inline, by path, merged, broken; and the minimal one Relight writes.

#include "app/integrations/kubernetes/kubefiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace relight;

static QByteArray corpus(const QString &name)
{
    QFile file(QStringLiteral(RELIGHT_SOURCE_DIR "/tests/app/kubernetes/corpus/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

static const QByteArray twoContexts = corpus(QStringLiteral("two-contexts.yaml"));

class tst_KubeConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsRead()
    {
        const auto config = parseKubeConfig(twoContexts, QStringLiteral("/etc/kube"));
        QVERIFY2(config, qPrintable(config ? QString() : config.error().message));
        const auto prod = selectedContext(*config, {});
        QVERIFY(prod);
        QCOMPARE(prod->context, QStringLiteral("prod"));
        QCOMPARE(prod->defaultNamespace, QStringLiteral("argocd"));
        QCOMPARE(prod->cluster.server, QStringLiteral("https://prod.example:6443/k8s/clusters/c-1/"));
        QCOMPARE(prod->cluster.authority.path, QStringLiteral("/etc/kube/pki/ca.pem"));
        QCOMPARE(prod->cluster.tlsServerName, QStringLiteral("kubernetes"));
        QCOMPARE(prod->cluster.proxyUrl, QStringLiteral("socks5://proxy.example:1080"));
        QCOMPARE(prod->cluster.execConfig[QStringLiteral("audience")].toString(), QStringLiteral("x"));
        QVERIFY(prod->user.exec);
        QCOMPARE(prod->user.exec->command, QStringLiteral("/etc/kube/bin/login"));
        QCOMPARE(prod->user.exec->arguments,
            (QStringList{QStringLiteral("get-token"), QStringLiteral("--cluster"), QStringLiteral("1")}));
        QCOMPARE(prod->user.exec->environment.first().second, QStringLiteral("prod"));
        const auto lab = selectedContext(*config, QStringLiteral("lab"));
        QVERIFY(lab->cluster.insecureSkipVerify);
        QCOMPARE(lab->user.certificate.data, "cert");
        QCOMPARE(lab->user.key.data, "key");
        QCOMPARE(lab->user.asExtra.first().second, (QStringList{QStringLiteral("drill"), QStringLiteral("test")}));
        QCOMPARE(config->users.at(2).tokenFile, QStringLiteral("/etc/kube/token.txt"));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("words");
        QTest::newRow("unknown context") << twoContexts << "west" << "it has: prod, lab, dangling";
        QTest::newRow("dangling cluster") << twoContexts << "dangling" << "“gone”";
        QTest::newRow("not YAML") << QByteArray("a: [") << "" << "line";
        QTest::newRow("not a kubeconfig") << QByteArray("kind: Secret\n") << "" << "not a kubeconfig";
        QTest::newRow("a list") << QByteArray("- 1\n") << "" << "not a kubeconfig";
        QTest::newRow("empty") << QByteArray() << "" << "current-context";
        QTest::newRow("base64") << QByteArray("clusters: [{name: a, cluster: {certificate-authority-data: '!!'}}]")
                                << "" << "base64";
        QTest::newRow("server") << QByteArray(
            "clusters: [{name: a, cluster: {server: nonsense}}]\ncontexts: [{name: a, context: {cluster: a}}]")
                                << "" << "no http(s) address";
    }

    void refusals()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, context);
        QFETCH(QString, words);
        auto config = parseKubeConfig(text, {});
        const Error error = config ? selectedContext(*config, context).error() : config.error();
        QVERIFY2(error.message.contains(words), qPrintable(error.message));
    }

    void firstFileWinsInAMerge()
    {
        const auto first
            = parseKubeConfig("clusters: [{name: a, cluster: {server: https://one}}]\n", QStringLiteral("/1"));
        const auto second = parseKubeConfig("current-context: c\nclusters: [{name: a, cluster: {server: https://two}}, "
                                            "{name: b, cluster: {server: https://b}}]\n"
                                            "contexts: [{name: c, context: {cluster: a}}]\n",
            QStringLiteral("/2"));
        const KubeConfig merged = mergedKubeConfig({*first, *second});
        QCOMPARE(merged.currentContext, QStringLiteral("c"));
        QCOMPARE(merged.clusters.size(), 2);
        QCOMPARE(selectedContext(merged, {})->cluster.server, QStringLiteral("https://one"));
    }

    void environmentListSkipsAbsentFiles()
    {
        QTemporaryDir folder;
        const auto write = [&](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write(QStringLiteral("a"), "current-context: lab\n"));
        QVERIFY(write(QStringLiteral("b"), twoContexts));
        const QByteArray before = qgetenv("KUBECONFIG");
        const auto restore = qScopeGuard([&] { qputenv("KUBECONFIG", before); });
        qputenv("KUBECONFIG",
            QStringList{folder.filePath(QStringLiteral("absent")), folder.filePath(QStringLiteral("a")),
                folder.filePath(QStringLiteral("b"))}
                .join(QDir::listSeparator())
                .toUtf8());
        const auto access = loadKubeAccess({});
        QVERIFY(access);
        QCOMPARE(access->context, QStringLiteral("lab"));
        qputenv("KUBECONFIG", folder.filePath(QStringLiteral("absent")).toUtf8());
        QCOMPARE(loadKubeAccess({}).error().code, ErrorCode::NotFound);
        QCOMPARE(loadKubeAccess({.kubeconfigPath = folder.filePath(QStringLiteral("absent"))}).error().code,
            ErrorCode::NotFound);
    }

    void minimalKnowsOneContextOnly()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("pki")));
        QFile authority(folder.filePath(QStringLiteral("pki/ca.pem")));
        QVERIFY(authority.open(QIODevice::WriteOnly) && authority.write("CA!") == 3);
        authority.close();
        QFile file(folder.filePath(QStringLiteral("config")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(twoContexts) == twoContexts.size());
        file.close();
        const auto text = minimalKubeconfig(ClusterAccess{.kubeconfigPath = file.fileName()});
        QVERIFY2(text, qPrintable(text ? QString() : text.error().message));
        const auto again = parseKubeConfig(*text, {});
        QCOMPARE(again->clusters.size(), 1);
        QCOMPARE(again->users.size(), 1);
        QCOMPARE(again->contexts.size(), 1);
        const auto access = selectedContext(*again, {});
        QCOMPARE(access->context, QStringLiteral("prod"));
        QCOMPARE(access->cluster.authority.data, "CA!");
        QCOMPARE(access->cluster.execConfig[QStringLiteral("audience")].toString(), QStringLiteral("x"));
        QCOMPARE(access->user.exec->command, folder.filePath(QStringLiteral("bin/login")));
        QCOMPARE(access->defaultNamespace, QStringLiteral("argocd"));
    }
};

QTEST_GUILESS_MAIN(tst_KubeConfig)
#include "tst_kubeconfig.moc"
