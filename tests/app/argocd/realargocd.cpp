#include "argocdundertest.h"

#include <QProcess>

namespace relight {

namespace {

class RealArgoCd : public ArgoCdUnderTest
{
public:
    ClusterAccess access() const override
    {
        return {.kubeconfigPath = qEnvironmentVariable("RELIGHT_TEST_KUBECONFIG")};
    }
    bool mayStop() const override { return !qEnvironmentVariable("RELIGHT_TEST_TESTBED").isEmpty(); }
    void stopServer() override { testbed(QStringLiteral("argocd-stop")); }
    void startServer() override { testbed(QStringLiteral("argocd-start")); }

private:
    static void testbed(const QString &command)
    {
        QProcess::execute(QStringLiteral(RELIGHT_SOURCE_DIR "/tests/e2e/testbed/testbed"),
            {command, QStringLiteral("--dir"), qEnvironmentVariable("RELIGHT_TEST_TESTBED")});
    }
};

} // namespace

std::unique_ptr<ArgoCdUnderTest> ArgoCdUnderTest::make(QString &why)
{
    if (!qEnvironmentVariable("RELIGHT_TEST_KUBECONFIG").isEmpty())
        return std::make_unique<RealArgoCd>();
    why = QStringLiteral("RELIGHT_TEST_KUBECONFIG is not set: no real Argo CD to try");
    return nullptr;
}

} // namespace relight
