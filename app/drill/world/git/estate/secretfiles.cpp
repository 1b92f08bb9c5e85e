#include "app/drill/world/git/estate/secretfiles.h"

#include "app/drill/world/git/estate/template.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace relight::world {

static const char externalText[] = R"(
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: $secret
  annotations:
    argocd.argoproj.io/sync-wave: "-1"
spec:
  refreshInterval: 1h
  secretStoreRef: { kind: ClusterSecretStore, name: $store }
  target: { name: $secret, creationPolicy: Owner }
  data:
    - secretKey: USERNAME
      remoteRef: { key: $key, property: username }
    - secretKey: PASSWORD
      remoteRef: { key: $key, property: password }
)";

static const char sealedText[] = R"(
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: $secret
  annotations:
    argocd.argoproj.io/sync-wave: "-1"
spec:
  encryptedData:
    USERNAME: Ag$cipher
    PASSWORD: Ag$other
  template:
    metadata:
      name: $secret
)";

// As it is in Git; in the drill nobody decrypts it, its values are put into the cluster as they stand.
static const char sopsText[] = R"(
apiVersion: v1
kind: Secret
metadata:
  name: $secret
stringData:
  USERNAME: ENC[AES256_GCM,data:$cipher,type:str]
  PASSWORD: ENC[AES256_GCM,data:$other,type:str]
)";

QString storeOf(const RecoveryManifest &manifest)
{
    return manifest.secrets.stores.isEmpty() ? u"vault"_s : manifest.secrets.stores.first();
}

QString secretNameOf(const RecoveryManifest &manifest, const QString &application)
{
    return manifest.secrets.method == SecretsMethod::None ? QString() : dnsLabel(application) + u"-credentials"_s;
}

QByteArray secretYaml(const RecoveryManifest &manifest, const QString &application)
{
    // What stands for an encrypted value: it looks like one, and is the same in every drill.
    const auto cipher = [&](const char *of) {
        return QString::fromLatin1(
            QCryptographicHash::hash(application.toUtf8() + of, QCryptographicHash::Sha256).toBase64());
    };
    const QString estate = manifest.name.isEmpty() ? u"production"_s : dnsLabel(manifest.name);
    const Words words{{u"secret"_s, secretNameOf(manifest, application)}, {u"store"_s, storeOf(manifest)},
        {u"key"_s, estate + u'/' + dnsLabel(application)}, {u"cipher"_s, cipher("user")},
        {u"other"_s, cipher("password")}};
    switch (manifest.secrets.method) {
    case SecretsMethod::ExternalSecrets:
        return filled(externalText, words);
    case SecretsMethod::SealedSecrets:
        return filled(sealedText, words);
    case SecretsMethod::Sops:
        return filled(sopsText, words);
    case SecretsMethod::None:
        break;
    }
    return {};
}

} // namespace relight::world
