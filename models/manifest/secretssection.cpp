#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace relight {

namespace {

constexpr std::array<Word<SecretsMethod>, 4> methods{{
    {"external-secrets", SecretsMethod::ExternalSecrets},
    {"sealed-secrets", SecretsMethod::SealedSecrets},
    {"sops", SecretsMethod::Sops},
    {"none", SecretsMethod::None},
}};

void readName(YamlMap &map, const char *key, QString &target)
{
    const QString name = map.text(key);
    static const QRegularExpression kubernetes(u"\\A[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?\\z"_s);
    if (!name.isEmpty() && !kubernetes.match(name).hasMatch())
        map.error(key,
            u"%1 is not a name that Kubernetes takes: use letters, digits, \"-\" and \".\""_s.arg(quotedValue(name)));
    else if (!name.isEmpty())
        target = name;
}

// A key that belongs to another method would never be read: an operator believes it is.
void checkBelongs(YamlMap &map, const char *key, bool belongs, const QString &owner)
{
    if (map.has(key) && !belongs)
        map.warning(key, u"is read with method: %1 only: remove it, or change the method"_s.arg(owner));
}

} // namespace

void readSecrets(YamlMap &map, SecretsSection &secrets)
{
    secrets.stated = true;
    secrets.at = map.at();
    const auto method = map.oneOf<SecretsMethod>("method", methods);
    secrets.method = method.value_or(SecretsMethod::None);
    secrets.vaultAddress = map.url("vault-address", {u"https"_s, u"http"_s});
    secrets.vaultBackup = map.text("vault-backup");
    secrets.token = map.secret("token");
    map.map("secret", [&](YamlMap &secret) {
        readName(secret, "namespace", secrets.secretNamespace);
        readName(secret, "name", secrets.secretName);
        readName(secret, "key", secrets.secretKey);
    });
    secrets.stores = map.texts("stores").value_or(QStringList());
    secrets.keys = map.secret("keys");
    secrets.ageKey = map.secret("age-key");

    if (!map.has("method")) {
        map.warning("method",
            u"no method is given, so no secret is restored: expected external-secrets, sealed-secrets, sops or none"_s);
    } else if (method) {
        const bool external = method == SecretsMethod::ExternalSecrets;
        checkBelongs(map, "token", external, u"external-secrets"_s);
        checkBelongs(map, "secret", external, u"external-secrets"_s);
        checkBelongs(map, "stores", external, u"external-secrets"_s);
        checkBelongs(map, "keys", method == SecretsMethod::SealedSecrets, u"sealed-secrets"_s);
        checkBelongs(map, "age-key", method == SecretsMethod::Sops, u"sops"_s);
    }
}

} // namespace relight
