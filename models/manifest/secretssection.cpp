#include "models/manifest/nearest.h"
#include "models/manifest/sections.h"
#include "models/manifest/yamlvalue.h"

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

void readSecret(YamlMap &map, SecretsSection &secrets)
{
    const auto read = [&map](const char *key, bool (&fits)(const QString &), const auto &complaint, QString &target) {
        const QString text = map.text(key);
        if (!text.isEmpty() && !fits(text))
            map.error(key, complaint(text));
        else if (!text.isEmpty())
            target = text;
    };
    read("namespace", isNamespaceName, noNamespaceName, secrets.secretNamespace);
    read("name", isObjectName, noObjectName, secrets.secretName);
    const auto noKey = [](const QString &text) {
        return u"%1 is not a key that a Secret takes: use letters, digits, \"-\", \"_\" and \".\""_s.arg(
            quotedValue(text));
    };
    read("key", isDataKey, noKey, secrets.secretKey);
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
    map.map("secret", [&](YamlMap &secret) { readSecret(secret, secrets); });
    secrets.stores = map.objectNames("stores").value_or(QStringList());
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
