// What children see of the user's environment.

#include "app/integrations/process/environment.h"

#include <QTest>

using namespace relight;

class TestEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutAmbientCluster()
    {
        for (const char *name : {"KUBECONFIG", "KUBE_CONFIG_PATH", "KUBERNETES_SERVICE_HOST", "HELM_KUBECONTEXT",
                 "ARGOCD_SERVER", "QT_PLUGIN_PATH"})
            qputenv(name, "x");
        qputenv("AWS_PROFILE", "ours");
        const Environment environment
            = childEnvironment({{QStringLiteral("RELIGHT_STEP"), QStringLiteral("provision")}});
        QVERIFY(!environment.contains(QStringLiteral("KUBECONFIG")));
        for (const QString &name : environment.keys())
            QVERIFY2(!isClusterSetting(name), qPrintable(name));
        QVERIFY(!environment.contains(QStringLiteral("QT_PLUGIN_PATH")));
        QCOMPARE(environment.value(QStringLiteral("AWS_PROFILE")), QStringLiteral("ours"));
        QCOMPARE(environment.value(QStringLiteral("RELIGHT_STEP")), QStringLiteral("provision"));
        QVERIFY(environment.contains(QStringLiteral("PATH")));
        QCOMPARE(childEnvironment({{QStringLiteral("KUBECONFIG"), QStringLiteral("/p")}})
                     .value(QStringLiteral("KUBECONFIG")),
            QStringLiteral("/p"));
        QVERIFY(userEnvironment().contains(QStringLiteral("KUBECONFIG")));
        QVERIFY(!userEnvironment().contains(QStringLiteral("QT_PLUGIN_PATH")));
    }
};

QTEST_APPLESS_MAIN(TestEnvironment)
#include "tst_environment.moc"
