#include "app/drill/world/git/estate/argoworkloads.h"

#include "app/drill/world/git/estate/template.h"
#include "models/plan/clusterobjects.h"

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

struct Port
{
    const char *name;
    int port, target;
};

struct Service
{
    const char *name, *component, *selects;
    QList<Port> ports;
};

struct Program
{
    const char *kind, *name, *component;
    const char *image; // null: Argo CD's own
    const char *command;
    int port;
};

const Program programs[] = {
    {"Deployment", "argocd-applicationset-controller", "applicationset-controller", nullptr,
        "argocd-applicationset-controller", 8080},
    {"Deployment", "argocd-dex-server", "dex-server", "ghcr.io/dexidp/dex:v2.43.0", "dex", 5556},
    {"Deployment", "argocd-notifications-controller", "notifications-controller", nullptr, "argocd-notifications",
        9001},
    {"Deployment", "argocd-redis", "redis", "public.ecr.aws/docker/library/redis:8.2.2-alpine", "redis-server", 6379},
    {"Deployment", "argocd-repo-server", "repo-server", nullptr, "argocd-repo-server", 8081},
    {"Deployment", "argocd-server", "server", nullptr, "argocd-server", 8080},
    {"StatefulSet", "argocd-application-controller", "application-controller", nullptr, "argocd-application-controller",
        8082},
};

QByteArray serviceText(const Service &service)
{
    QString ports;
    for (const Port &port : service.ports)
        ports += u"    - { name: %1, port: %2, protocol: TCP, targetPort: %3 }\n"_s.arg(QLatin1String(port.name))
                     .arg(port.port)
                     .arg(port.target);
    return filled(R"(
apiVersion: v1
kind: Service
metadata:
$metadata
spec:
  ports:
$ports  selector:
    app.kubernetes.io/name: $selects
)",
        {{u"metadata"_s, argoLabels({QLatin1String(service.name), QLatin1String(service.component)})},
            {u"ports"_s, ports}, {u"selects"_s, QLatin1String(service.selects)}});
}

QByteArray programText(const Program &program, const QString &image)
{
    const QString name = QLatin1String(program.name);
    return filled(R"(
apiVersion: apps/v1
kind: $kind
metadata:
$metadata
spec:
  replicas: 1
$governing  selector:
    matchLabels:
      app.kubernetes.io/name: $name
  template:
    metadata:
      labels:
        app.kubernetes.io/name: $name
    spec:
      serviceAccountName: $name
      nodeSelector:
        kubernetes.io/os: linux
      containers:
        - name: $name
          image: $image
          imagePullPolicy: Always
          args: [$command]
          ports:
            - containerPort: $port
          readinessProbe:
            tcpSocket: { port: $port }
            initialDelaySeconds: 5
            periodSeconds: 10
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            runAsNonRoot: true
)",
        {{u"kind"_s, QLatin1String(program.kind)},
            {u"metadata"_s, argoLabels({name, QLatin1String(program.component)})}, {u"name"_s, name},
            {u"governing"_s,
                QLatin1String(program.kind) == "StatefulSet"_L1 ? u"  serviceName: "_s + name + u'\n' : QString()},
            {u"image"_s, yamlQuoted(program.image ? QString::fromLatin1(program.image) : image)},
            {u"command"_s, QLatin1String(program.command)}, {u"port"_s, QString::number(program.port)}});
}

} // namespace

QString argoLabels(const ArgoLabels &labels)
{
    QString text = u"  name: "_s + labels.name + u"\n  labels:\n    app.kubernetes.io/name: "_s + labels.name
        + u"\n    app.kubernetes.io/part-of: argocd"_s;
    if (!labels.component.isEmpty())
        text += u"\n    app.kubernetes.io/component: "_s + labels.component;
    return text;
}

QList<QByteArray> argoServices()
{
    const Service services[] = {
        {"argocd-applicationset-controller", "applicationset-controller", "argocd-applicationset-controller",
            {{"webhook", 7000, 7000}, {"metrics", 8080, 8080}}},
        {"argocd-dex-server", "dex-server", "argocd-dex-server",
            {{"http", 5556, 5556}, {"grpc", 5557, 5557}, {"metrics", 5558, 5558}}},
        {"argocd-metrics", "metrics", "argocd-application-controller", {{"metrics", 8082, 8082}}},
        {"argocd-notifications-controller-metrics", "notifications-controller", "argocd-notifications-controller",
            {{"metrics", 9001, 9001}}},
        {"argocd-redis", "redis", "argocd-redis", {{"tcp-redis", 6379, 6379}}},
        {"argocd-repo-server", "repo-server", "argocd-repo-server", {{"server", 8081, 8081}, {"metrics", 8084, 8084}}},
        {"argocd-server", "server", "argocd-server", {{"http", 80, 8080}, {"https", 443, 8080}}},
        {"argocd-server-metrics", "server", "argocd-server", {{"metrics", 8083, 8083}}},
    };
    QList<QByteArray> texts;
    for (const Service &service : services)
        texts.append(serviceText(service));
    return texts;
}

QList<QByteArray> argoWorkloads(const QString &version)
{
    QList<QByteArray> texts;
    for (const Program &program : programs)
        texts.append(programText(program, u"quay.io/argoproj/argocd:"_s + version));
    return texts;
}

QList<QByteArray> argoNetworkPolicies()
{
    QList<QByteArray> texts;
    for (const Program &program : programs) {
        const QString name = QLatin1String(program.name);
        texts.append(filled(R"(
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
$metadata
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: $name
  policyTypes: [Ingress]
  ingress:
    - from:
        - namespaceSelector: {}
)",
            {{u"metadata"_s, argoLabels({name + u"-network-policy"_s, QLatin1String(program.component)})},
                {u"name"_s, name}}));
    }
    return texts;
}

} // namespace relight::world
