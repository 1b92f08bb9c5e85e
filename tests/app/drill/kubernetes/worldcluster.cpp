// The drill's cluster behind the contract suite of real ones.
#include "tests/app/kubernetes/clusterundertest.h"

#include "tests/app/drill/kubernetes/worldthread.h"
#include "tests/support/scriptedserver.h"

#include <QFile>

namespace relight {

namespace {

constexpr char argoCd[] = R"(
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: applications.argoproj.io}, spec:
 {group: argoproj.io, scope: Namespaced, names: {plural: applications, singular: application, kind: Application, shortNames: [app]},
  versions: [{name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}, subresources: {}}]}}
---
{apiVersion: v1, kind: ServiceAccount, metadata: {name: argocd-server}}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: argocd-server}, rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get]}]}
---
{apiVersion: v1, kind: Service, metadata: {name: argocd-server, labels: {app.kubernetes.io/name: argocd-server}}, spec:
 {selector: {app.kubernetes.io/name: argocd-server}, ports: [{name: http, port: 80, targetPort: 8080}, {name: https, port: 443, targetPort: 8080}]}}
---
{apiVersion: apps/v1, kind: Deployment, metadata: {name: argocd-server, labels: {app.kubernetes.io/name: argocd-server}}, spec:
 {selector: {matchLabels: {app.kubernetes.io/name: argocd-server}}, template: {metadata: {labels: {app.kubernetes.io/name: argocd-server}},
  spec: {containers: [{name: argocd-server, image: "quay.io/argoproj/argocd:v3.2.11", ports: [{containerPort: 8080}]}]}}}}
)";

class DrillCluster : public ClusterUnderTest
{
public:
    DrillCluster()
        : m_argoCd([](const ScriptedRequest &, const ScriptedConnection &peer) {
            peer.answer(200, R"({"Version":"v3.2.11"})");
        })
        , m_world([this](world::World &one) { one.addresses.argocd = m_argoCd.port(); })
    {
    }
    ClusterAccess access() const override { return {.kubeconfig = m_world.kubeconfig()}; }
    bool hasTls() const override { return false; }
    QByteArray argoCdManifest(QString &) const override
    {
        QFile real(qEnvironmentVariable("RELIGHT_TEST_ARGOCD_MANIFEST")); // the whole one, on request
        return real.open(QIODevice::ReadOnly) ? real.readAll() : QByteArray(argoCd);
    }
    QString argoCdScheme() const override { return QStringLiteral("http"); }

private:
    ScriptedServer m_argoCd;
    mutable world::WorldThread m_world;
};

} // namespace

std::unique_ptr<ClusterUnderTest> ClusterUnderTest::make(QString &)
{
    return std::make_unique<DrillCluster>();
}

} // namespace relight
