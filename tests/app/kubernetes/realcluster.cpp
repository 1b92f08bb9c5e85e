#include "tests/app/kubernetes/clusterundertest.h"

#include <QFile>

namespace relight {

namespace {

class RealCluster : public ClusterUnderTest
{
public:
    explicit RealCluster(QString path)
        : m_path(std::move(path))
    {
    }
    ClusterAccess access() const override { return {.kubeconfigPath = m_path}; }
    bool hasTls() const override { return true; }
    QByteArray argoCdManifest(QString &why) const override
    {
        QFile manifest(qEnvironmentVariable("RELIGHT_TEST_ARGOCD_MANIFEST"));
        if (manifest.open(QIODevice::ReadOnly))
            return manifest.readAll();
        why = QStringLiteral("set RELIGHT_TEST_ARGOCD_MANIFEST to Argo CD's install.yaml");
        return {};
    }
    QString argoCdScheme() const override { return QStringLiteral("https"); }

private:
    const QString m_path;
};

} // namespace

std::unique_ptr<ClusterUnderTest> ClusterUnderTest::make(QString &why)
{
    const QString path = qEnvironmentVariable("RELIGHT_TEST_KUBECONFIG");
    if (path.isEmpty()) {
        why = QStringLiteral("set RELIGHT_TEST_KUBECONFIG to the kubeconfig of a cluster that may be written to");
        return nullptr;
    }
    return std::make_unique<RealCluster>(path);
}

} // namespace relight
