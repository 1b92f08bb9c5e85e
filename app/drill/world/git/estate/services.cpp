// The shop: applications that the manifest names, and those that such an estate has anyway.

#include "app/drill/world/git/estate/madeapplication.h"
#include "app/drill/world/git/estate/secretfiles.h"
#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

struct Shop
{
    const char *name;
    const char *version;
    int replicas;
    bool hasSecret;
};

constexpr Shop shop[] = {
    {"frontend", "4.12.0", 3, false},
    {"orders", "2.31.4", 2, true},
    {"payments", "1.18.2", 2, true},
    {"catalogue", "3.7.1", 2, false},
    {"accounts", "2.4.0", 2, true},
    {"mailer", "1.9.3", 1, true},
    {"search", "0.22.5", 1, false},
};

const Shop *inShop(const QString &name)
{
    const auto found = std::ranges::find(shop, name, [](const Shop &one) { return QLatin1String(one.name); });
    return found == std::end(shop) ? nullptr : found;
}

// Who pushes the images: the owner of the repository.
QString ownerOf(const QString &repository)
{
    QString path = repository.section(u"://"_s, -1);
    path.replace(u':', u'/');
    return dnsLabel(path.section(u'/', -2, -2));
}

QByteArray certificateYaml(const QString &name, const QString &host)
{
    return filled(R"(
apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: $name
spec:
  secretName: $name
  dnsNames: ["$host"]
  issuerRef: { kind: ClusterIssuer, name: letsencrypt }
)",
        {{u"name"_s, name}, {u"host"_s, host}});
}

QByteArray ingressYaml(const QString &name, const QString &host)
{
    return filled(R"(
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: $name
spec:
  ingressClassName: nginx
  tls: [{ hosts: ["$host"], secretName: $name-tls }]
  rules:
    - host: "$host"
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: $name, port: { number: 80 } } } }
)",
        {{u"name"_s, name}, {u"host"_s, host}});
}

QByteArray migrationYaml(const QString &name, const QString &image)
{
    return filled(R"(
apiVersion: batch/v1
kind: Job
metadata:
  name: $name-migrate
  annotations:
    argocd.argoproj.io/hook: PreSync
    argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: migrate
          image: $image
          args: [migrate]
)",
        {{u"name"_s, name}, {u"image"_s, image}});
}

MadeApplication service(const RecoveryManifest &manifest, const QString &application)
{
    const Shop plain{"", "1.0.0", 2, true};
    const Shop &one = inShop(application) ? *inShop(application) : plain;
    const QString name = dnsLabel(application), settings = name + u"-settings"_s;
    const QString image = u"ghcr.io/%1/%2:%3"_s.arg(ownerOf(manifest.gitops.repo), name, QLatin1String(one.version));
    const QString secret = one.hasSecret ? secretNameOf(manifest, name) : QString();
    MadeApplication made{application, u"services"_s, name, Services, {}};
    made.files[u"settings.yaml"_s] = configMapYaml(settings, {u"LOG_LEVEL: info"_s, u"PORT: \"8080\""_s});
    made.files[u"deployment.yaml"_s] = workloadYaml({.name = name,
        .instance = application,
        .image = image,
        .replicas = one.replicas,
        .settings = settings,
        .secret = secret});
    made.files[u"service.yaml"_s] = serviceYaml(name, name, 80, 8080);
    if (!secret.isEmpty())
        made.files[u"secret.yaml"_s] = secretYaml(manifest, name);
    if (application == "frontend"_L1) {
        made.files[u"certificate.yaml"_s] = certificateYaml(u"frontend-tls"_s, u"shop.example.com"_s);
        made.files[u"ingress.yaml"_s] = ingressYaml(name, u"shop.example.com"_s);
    }
    if (application == "catalogue"_L1)
        made.files[u"migration.yaml"_s] = migrationYaml(name, image);
    return made;
}

MadeApplication operatorOf(const QString &application)
{
    const QString name = dnsLabel(application);
    MadeApplication made{application, u"infrastructure"_s, name, Platform, {}};
    made.files[u"service-account.yaml"_s] = serviceAccountYaml(name);
    made.files[u"deployment.yaml"_s] = workloadYaml(
        {.name = name, .instance = application, .image = u"ghcr.io/operators/%1:v1.14.0"_s.arg(name), .account = name});
    return made;
}

} // namespace

QList<MadeApplication> servicesOf(const RecoveryManifest &manifest, const QStringList &made)
{
    QStringList names;
    for (const DataItem &item : manifest.data)
        names << item.needs.value_or(QStringList()) << item.holds;
    for (const Shop &one : shop)
        names << QLatin1String(one.name);
    names.removeDuplicates();
    QList<MadeApplication> all;
    for (const QString &name : std::as_const(names)) {
        if (!made.contains(name))
            all.append(name.endsWith("operator"_L1) ? operatorOf(name) : service(manifest, name));
    }
    return all;
}

} // namespace relight::world
