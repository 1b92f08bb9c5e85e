// What every cluster of a shop has: certificates, a way in, somebody who watches, and Velero if the manifest restores
// by it.

#include "app/drill/world/git/estate/definitions.h"
#include "app/drill/world/git/estate/madeapplication.h"
#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static MadeApplication certManager()
{
    const QString name = u"cert-manager"_s;
    MadeApplication made{name, u"infrastructure"_s, name, Operators, {}};
    made.files[u"definitions.yaml"_s] = definitionsYaml(certManagerDefinitions());
    made.files[u"service-account.yaml"_s] = serviceAccountYaml(name);
    const auto add = [&](const QString &part, const QString &image) {
        made.files[part + u".yaml"_s] = workloadYaml(
            {.name = part, .instance = name, .image = u"quay.io/jetstack/"_s + image + u":v1.19.1"_s, .account = name});
    };
    add(name, u"cert-manager-controller"_s);
    add(u"cert-manager-cainjector"_s, u"cert-manager-cainjector"_s);
    add(u"cert-manager-webhook"_s, u"cert-manager-webhook"_s);
    made.files[u"service.yaml"_s] = serviceYaml(u"cert-manager-webhook"_s, u"cert-manager-webhook"_s, 443, 10250);
    return made;
}

static MadeApplication clusterIssuers()
{
    MadeApplication made{u"cluster-issuers"_s, u"infrastructure"_s, u"cert-manager"_s, Stores, {}};
    made.files[u"letsencrypt.yaml"_s] = filled(R"(
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: { name: letsencrypt-account }
    solvers:
      - http01: { ingress: { ingressClassName: nginx } }
)",
        {});
    return made;
}

static MadeApplication ingressNginx()
{
    const QString name = u"ingress-nginx-controller"_s;
    MadeApplication made{u"ingress-nginx"_s, u"infrastructure"_s, u"ingress-nginx"_s, Platform, {}};
    made.files[u"service-account.yaml"_s] = serviceAccountYaml(u"ingress-nginx"_s);
    made.files[u"settings.yaml"_s] = configMapYaml(name, {u"use-forwarded-headers: \"true\""_s});
    made.files[u"deployment.yaml"_s] = workloadYaml({.name = name,
        .instance = made.name,
        .image = u"registry.k8s.io/ingress-nginx/controller:v1.13.3"_s,
        .replicas = 2,
        .port = 443,
        .account = u"ingress-nginx"_s});
    made.files[u"service.yaml"_s] = serviceYaml(name, name, 443, 443, u"LoadBalancer"_s);
    made.files[u"class.yaml"_s] = filled(R"(
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: nginx
spec:
  controller: k8s.io/ingress-nginx
)",
        {});
    return made;
}

static MadeApplication monitoring()
{
    MadeApplication made{u"monitoring"_s, u"infrastructure"_s, u"monitoring"_s, Platform, {}};
    made.files[u"settings.yaml"_s] = configMapYaml(u"grafana"_s, {u"GF_USERS_ALLOW_SIGN_UP: \"false\""_s});
    made.files[u"grafana.yaml"_s] = inOneFile({workloadYaml({.name = u"grafana"_s,
                                                   .instance = made.name,
                                                   .image = u"docker.io/grafana/grafana:12.2.1"_s,
                                                   .port = 3000,
                                                   .settings = u"grafana"_s}),
        serviceYaml(u"grafana"_s, u"grafana"_s, 80, 3000)});
    made.files[u"prometheus.yaml"_s]
        = inOneFile({statefulSetYaml({.name = u"prometheus"_s,
                                         .instance = made.name,
                                         .image = u"quay.io/prometheus/prometheus:v3.7.3"_s,
                                         .port = 9090},
                         u"/prometheus"_s, u"50Gi"_s),
            serviceYaml(u"prometheus"_s, u"prometheus"_s, 9090, 9090)});
    made.files[u"node-exporter.yaml"_s] = workloadYaml({.kind = u"DaemonSet"_s,
        .name = u"node-exporter"_s,
        .instance = made.name,
        .image = u"quay.io/prometheus/node-exporter:v1.10.2"_s,
        .port = 9100});
    return made;
}

static MadeApplication velero()
{
    MadeApplication made{u"velero"_s, u"infrastructure"_s, u"velero"_s, Platform, {}};
    made.files[u"definitions.yaml"_s] = definitionsYaml(veleroDefinitions());
    made.files[u"service-account.yaml"_s] = serviceAccountYaml(u"velero"_s);
    made.files[u"deployment.yaml"_s] = workloadYaml({.name = u"velero"_s,
        .instance = made.name,
        .image = u"docker.io/velero/velero:v1.17.0"_s,
        .port = 8085,
        .account = u"velero"_s});
    made.files[u"node-agent.yaml"_s] = workloadYaml({.kind = u"DaemonSet"_s,
        .name = u"node-agent"_s,
        .instance = made.name,
        .image = u"docker.io/velero/velero:v1.17.0"_s,
        .account = u"velero"_s});
    return made;
}

QList<MadeApplication> infrastructureOf(const RecoveryManifest &manifest)
{
    QList<MadeApplication> all{certManager(), clusterIssuers(), ingressNginx(), monitoring()};
    all += secretOperators(manifest);
    if (std::ranges::any_of(manifest.data, [](const DataItem &item) { return !item.veleroBackup.isEmpty(); }))
        all.append(velero());
    return all;
}

} // namespace relight::world
