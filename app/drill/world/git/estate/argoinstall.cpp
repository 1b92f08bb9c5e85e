#include "app/drill/world/git/estate/argoinstall.h"

#include "app/drill/world/git/estate/argoworkloads.h"
#include "app/drill/world/git/estate/definitions.h"
#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"
#include "models/plan/clusterobjects.h"

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

struct Account
{
    const char *component;
    bool hasRole, hasClusterRole;
};

constexpr Account accounts[] = {
    {"application-controller", true, true},
    {"applicationset-controller", true, true},
    {"dex-server", true, false},
    {"notifications-controller", true, false},
    {"redis", true, false},
    {"repo-server", false, false},
    {"server", true, true},
};

Words wordsOf(const Account &account, const QString &space)
{
    const QString component = QLatin1String(account.component), name = u"argocd-"_s + component;
    return {{u"name"_s, name}, {u"metadata"_s, argoLabels({name, component})}, {u"space"_s, yamlQuoted(space)}};
}

QByteArray accountText(const Words &words)
{
    return filled("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n$metadata\n", words);
}

QByteArray roleText(Words words, const QString &prefix, const QString &rule)
{
    words.insert(u"kind"_s, prefix + u"Role"_s);
    words.insert(u"rule"_s, rule);
    return filled(R"(
apiVersion: rbac.authorization.k8s.io/v1
kind: $kind
metadata:
$metadata
rules:
  - $rule
)",
        words);
}

QByteArray bindingText(Words words, const QString &prefix)
{
    words.insert(u"role"_s, prefix + u"Role"_s);
    words.insert(u"kind"_s, prefix + u"RoleBinding"_s);
    const QByteArray text = filled(R"(
apiVersion: rbac.authorization.k8s.io/v1
kind: $kind
metadata:
$metadata
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: $role
  name: $name
subjects:
  - kind: ServiceAccount
    name: $name
)",
        words);
    return prefix.isEmpty() ? text : text + filled("    namespace: $space\n", words);
}

QList<QByteArray> accessTexts(const QString &space)
{
    const QString local = u"{ apiGroups: [\"\", argoproj.io, apps], resources: [\"*\"], verbs: [\"*\"] }"_s;
    const QString everywhere = u"{ apiGroups: [\"*\"], resources: [\"*\"], verbs: [\"*\"] }"_s;
    QList<QByteArray> made, roles, bindings;
    for (const Account &account : accounts) {
        const Words words = wordsOf(account, space);
        made.append(accountText(words));
        if (account.hasRole) {
            roles.append(roleText(words, {}, local));
            bindings.append(bindingText(words, {}));
        }
        if (account.hasClusterRole) {
            roles.append(roleText(words, u"Cluster"_s, everywhere));
            bindings.append(bindingText(words, u"Cluster"_s));
        }
    }
    return made + roles + bindings;
}

QList<QByteArray> settingTexts()
{
    QList<QByteArray> texts;
    const auto add = [&](const char *text, const QString &name) {
        texts.append(filled(text, {{u"metadata"_s, argoLabels({name, {}})}}));
    };
    for (const char *name :
        {"cm", "cmd-params-cm", "gpg-keys-cm", "notifications-cm", "rbac-cm", "ssh-known-hosts-cm", "tls-certs-cm"})
        add("apiVersion: v1\nkind: ConfigMap\nmetadata:\n$metadata\n", u"argocd-"_s + QLatin1String(name));
    for (const char *name : {"notifications-secret", "secret"})
        add("apiVersion: v1\nkind: Secret\nmetadata:\n$metadata\ntype: Opaque\n", u"argocd-"_s + QLatin1String(name));
    return texts;
}

} // namespace

QByteArray argoInstallManifest(const QString &argoNamespace, const QString &version)
{
    const QString known = version.isEmpty() || version == "stable"_L1 ? defaultArgoCdVersion() : version;
    return inOneFile(QList<QByteArray>{definitionsYaml(argoDefinitions())} + accessTexts(argoNamespace) + settingTexts()
        + argoServices() + argoWorkloads(known) + argoNetworkPolicies());
}

} // namespace relight::world
