// What the manifest's way with secrets needs in the cluster: the operator with its kinds, then the stores.

#include "app/drill/world/git/estate/definitions.h"
#include "app/drill/world/git/estate/madeapplication.h"
#include "app/drill/world/git/estate/secretfiles.h"
#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"
#include "models/plan/clusterobjects.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static const char storeText[] = R"(
apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata:
  name: $name
spec:
  provider:
    vault:
      server: $server
      path: secret
      version: v2
      auth:
        tokenSecretRef:
          namespace: $space
          name: $secret
          key: $key
)";

static MadeApplication externalSecrets()
{
    const QString name = u"external-secrets"_s;
    MadeApplication made{name, u"infrastructure"_s, name, Operators, {}};
    made.files[u"definitions.yaml"_s] = definitionsYaml(externalSecretsDefinitions());
    made.files[u"service-account.yaml"_s] = serviceAccountYaml(name);
    const QString image = u"ghcr.io/external-secrets/external-secrets:v0.20.4"_s;
    for (const QString &part : {name, name + u"-cert-controller"_s, name + u"-webhook"_s})
        made.files[part + u".yaml"_s] = workloadYaml({.name = part, .instance = name, .image = image, .account = name});
    made.files[u"service.yaml"_s] = serviceYaml(name + u"-webhook"_s, name + u"-webhook"_s, 443, 10250);
    return made;
}

static MadeApplication stores(const RecoveryManifest &manifest)
{
    const SecretsSection &secrets = manifest.secrets;
    MadeApplication made{u"secret-stores"_s, u"infrastructure"_s, u"external-secrets"_s, Stores, {}};
    const QString server
        = secrets.vaultAddress.isEmpty() ? u"https://vault.internal.example.com"_s : secrets.vaultAddress;
    for (const QString &store : secrets.stores.isEmpty() ? QStringList{storeOf(manifest)} : secrets.stores)
        made.files[store + u".yaml"_s] = filled(storeText,
            {{u"name"_s, yamlQuoted(store)}, {u"server"_s, yamlQuoted(server)},
                {u"space"_s, yamlQuoted(secrets.secretNamespace)}, {u"secret"_s, yamlQuoted(secrets.secretName)},
                {u"key"_s, yamlQuoted(secrets.secretKey)}});
    return made;
}

static MadeApplication sealedSecrets()
{
    const QString name = u"sealed-secrets-controller"_s;
    MadeApplication made{u"sealed-secrets"_s, u"infrastructure"_s, u"kube-system"_s, Operators, {}};
    made.files[u"definitions.yaml"_s] = definitionsYaml(sealedSecretsDefinitions());
    made.files[u"service-account.yaml"_s] = serviceAccountYaml(name);
    made.files[u"deployment.yaml"_s] = workloadYaml({.name = name,
        .instance = made.name,
        .image = u"docker.io/bitnami/sealed-secrets-controller:0.32.2"_s,
        .account = name});
    made.files[u"service.yaml"_s] = serviceYaml(name, name, 8080, 8080);
    return made;
}

QList<MadeApplication> secretOperators(const RecoveryManifest &manifest)
{
    switch (manifest.secrets.method) {
    case SecretsMethod::ExternalSecrets:
        return {externalSecrets(), stores(manifest)};
    case SecretsMethod::SealedSecrets:
        return {sealedSecrets()};
    case SecretsMethod::Sops: // decrypted by Argo CD itself
    case SecretsMethod::None:
        break;
    }
    return {};
}

} // namespace relight::world
