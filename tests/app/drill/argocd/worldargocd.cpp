// The drill's Argo CD behind the contract suite of real ones: API server, workloads, controller and argocd-server on
// one thread, an estate of a root with two children.
#include "tests/app/argocd/argocdundertest.h"

#include "smallcluster.h"

#include "app/integrations/kubernetes/yamldocuments.h"
#include "models/plan/clusterobjects.h"
#include "tests/app/drill/kubernetes/worldthread.h"

#include <thread>

namespace relight {

using namespace world;
using namespace Qt::StringLiterals;

namespace {

QByteArray workload(const QByteArray &kind, const QByteArray &name)
{
    const QByteArray labels = "{app.kubernetes.io/name: " + name + "}";
    return "{apiVersion: apps/v1, kind: " + kind + ", metadata: {name: " + name
        + ", namespace: argocd, generation: 1, labels: " + labels + "}, spec: {replicas: 1, serviceName: " + name
        + ", selector: {matchLabels: " + labels + "}, template: {metadata: {labels: " + labels
        + "}, spec: {containers: [{name: " + name
        + ", image: 'quay.io/argoproj/argocd:v3.2.11', ports: [{containerPort: 8080}]}]}}}}\n---\n";
}

QByteArray definition(const QByteArray &kind, const QByteArray &plural, const QByteArray &subresources)
{
    return "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: " + plural
        + ".argoproj.io}, spec: {group: argoproj.io, scope: Namespaced, names: {plural: " + plural + ", kind: " + kind
        + "}, versions: [{name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}, "
          "subresources: "
        + subresources + "}]}}\n---\n";
}

QByteArray argoCd()
{
    return "{apiVersion: v1, kind: Namespace, metadata: {name: argocd}}\n---\n"
        + definition("Application", "applications", "{}") + definition("AppProject", "appprojects", "{}")
        + definition("ApplicationSet", "applicationsets", "{status: {}}")
        + workload("StatefulSet", "argocd-application-controller") + workload("Deployment", "argocd-server")
        + "{apiVersion: v1, kind: Service, metadata: {name: argocd-server, namespace: argocd}, spec: {selector: "
          "{app.kubernetes.io/name: argocd-server}, ports: [{name: https, port: 443, targetPort: 8080}]}}\n";
}

class DrillArgoCd : public ArgoCdUnderTest
{
public:
    DrillArgoCd()
        : m_world([this](World &one) { prepare(one); })
    {
        m_world.run([this] {
            put(argoCd());
            m_world.world->clock.advanceTo(Seconds{150});
            put(rootApplicationYaml(m_world.world->manifest.gitops).toUtf8());
            m_world.world->clock.advanceTo(Seconds{300});
        });
    }
    ~DrillArgoCd() override
    {
        m_world.isRunning = false;
        m_world.run([this] {
            m_server.reset();
            m_controller.reset();
        });
    }

    ClusterAccess access() const override { return {.kubeconfig = m_world.kubeconfig()}; }
    bool mayStop() const override { return true; }
    void stopServer() override { scale(0); }
    void startServer() override { scale(1); }

private:
    void prepare(World &one)
    {
        one.manifest = SmallCluster::manifest();
        one.repository.commit = u"0123456789abcdef0123456789abcdef01234567"_s;
        one.repository.files = {{u"apps/shop.yaml"_s, SmallCluster::application("shop", "shop")},
            {u"apps/blog.yaml"_s, SmallCluster::application("blog", "blog", "1")},
            {u"shop/web.yaml"_s, workload("Deployment", "web").replace("namespace: argocd, ", "").chopped(5)},
            {u"blog/Chart.yaml"_s, "name: blog\n"}};
        m_controller = std::make_unique<ApplicationController>(one);
        m_server = std::make_unique<ArgoServer>(one, *m_controller);
        (void)m_server->listen();
    }
    void put(const QByteArray &yaml)
    {
        const auto documents = readYamlDocuments(yaml).value();
        for (const YamlDocument &document : documents)
            m_world.world->cluster.put(document.value.toObject());
    }
    void scale(int replicas)
    {
        m_world.run([&] {
            QJsonObject server
                = m_world.world->cluster.get({u"apps"_s, u"Deployment"_s, u"argocd"_s, u"argocd-server"_s})->object;
            setAt(server, {u"spec", u"replicas"}, replicas);
            setAt(server, {u"metadata", u"generation"}, valueAt(server, {u"metadata", u"generation"}).toInteger() + 1);
            m_world.world->cluster.put(server);
        });
    }

    std::unique_ptr<ApplicationController> m_controller; // made and destroyed on the world's thread
    std::unique_ptr<ArgoServer> m_server;
    mutable WorldThread m_world;
};

} // namespace

std::unique_ptr<ArgoCdUnderTest> ArgoCdUnderTest::make(QString &)
{
    return std::make_unique<DrillArgoCd>();
}

} // namespace relight
