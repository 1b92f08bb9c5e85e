#include "app/drill/world/argocd/foreignkinds.h"

#include "app/drill/world/argocd/jsonpath.h"
#include "app/integrations/kubernetes/yamldocuments.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

struct Operator
{
    QStringView name; // part of the application's or chart's name
    QStringView group;
};

// Operators whose group does not say their name.
constexpr std::array operators{Operator{u"prometheus", u"monitoring.coreos.com"},
    Operator{u"monitoring", u"monitoring.coreos.com"}, Operator{u"sealed-secrets", u"bitnami.com"},
    Operator{u"cnpg", u"postgresql.cnpg.io"}, Operator{u"cloudnative-pg", u"postgresql.cnpg.io"},
    Operator{u"postgres-operator", u"acid.zalan.do"}, Operator{u"strimzi", u"kafka.strimzi.io"},
    Operator{u"kafka", u"kafka.strimzi.io"}, Operator{u"external-dns", u"externaldns.k8s.io"},
    Operator{u"argo-rollouts", u"argoproj.io"}, Operator{u"argo-workflows", u"argoproj.io"},
    Operator{u"vault-secrets", u"secrets.hashicorp.com"}, Operator{u"gateway", u"gateway.networking.k8s.io"}};

struct Known
{
    QStringView group, version, kind;
};

constexpr std::array known{Known{u"external-secrets.io", u"v1", u"ExternalSecret"},
    Known{u"external-secrets.io", u"v1", u"SecretStore"}, Known{u"external-secrets.io", u"v1", u"ClusterSecretStore"},
    Known{u"cert-manager.io", u"v1", u"Certificate"}, Known{u"cert-manager.io", u"v1", u"CertificateRequest"},
    Known{u"cert-manager.io", u"v1", u"Issuer"}, Known{u"cert-manager.io", u"v1", u"ClusterIssuer"},
    Known{u"bitnami.com", u"v1alpha1", u"SealedSecret"}, Known{u"monitoring.coreos.com", u"v1", u"ServiceMonitor"},
    Known{u"monitoring.coreos.com", u"v1", u"PodMonitor"}, Known{u"monitoring.coreos.com", u"v1", u"PrometheusRule"}};

bool brings(const QString &name, const QString &group)
{
    if (std::ranges::any_of(
            operators, [&](const Operator &one) { return group == one.group && name.contains(one.name); }))
        return true;
    if (group == u"argoproj.io")
        return false;
    if (name.size() >= 4 && group.contains(name))
        return true;
    // "keda-operator" brings keda.sh, "istio-base" networking.istio.io.
    return std::ranges::any_of(name.split(u'-'), [&](const QString &word) {
        return word.size() >= 4 && word != u"base" && word != u"operator"
            && group.split(u'.').contains(word, Qt::CaseInsensitive);
    });
}

QString pluralOf(const QString &kind)
{
    const QString word = kind.toLower();
    if (word.endsWith(u'y') && !word.endsWith(u"ay") && !word.endsWith(u"ey"))
        return word.chopped(1) + u"ies"_s;
    return word + (word.endsWith(u's') || word.endsWith(u'x') || word.endsWith(u"ch") ? u"es"_s : u"s"_s);
}

QJsonObject definition(const QString &group, const QString &version, const QString &kind)
{
    const QString plural = pluralOf(kind);
    const bool clusterWide = (kind.startsWith(u"Cluster") && kind != u"Cluster") || kind == u"GatewayClass";
    const QJsonObject schema{{u"openAPIV3Schema"_s,
        QJsonObject{{u"type"_s, u"object"_s}, {u"x-kubernetes-preserve-unknown-fields"_s, true}}}};
    const QJsonObject served{{u"name"_s, version}, {u"served"_s, true}, {u"storage"_s, true}, {u"schema"_s, schema},
        {u"subresources"_s, QJsonObject{{u"status"_s, QJsonObject()}}}};
    return {{u"apiVersion"_s, u"apiextensions.k8s.io/v1"_s}, {u"kind"_s, u"CustomResourceDefinition"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, plural + u'.' + group}}},
        {u"spec"_s,
            QJsonObject{{u"group"_s, group}, {u"scope"_s, clusterWide ? u"Cluster"_s : u"Namespaced"_s},
                {u"names"_s,
                    QJsonObject{{u"kind"_s, kind}, {u"plural"_s, plural}, {u"singular"_s, kind.toLower()},
                        {u"listKind"_s, QString(kind + u"List"_s)}}},
                {u"versions"_s, QJsonArray{served}}}}};
}

bool isBuiltIn(const QString &group)
{
    return !group.contains(u'.') || (group.endsWith(u".k8s.io") && !group.startsWith(u"gateway."));
}

} // namespace

void ForeignKinds::read(const RepositoryFiles &files)
{
    if (m_commit == files.commit && !m_commit.isEmpty())
        return;
    m_commit = files.commit;
    m_used.clear();
    QSet<std::pair<QString, QString>> defined;
    for (auto file = files.files.begin(); file != files.files.end(); ++file) {
        const bool yaml = file.key().endsWith(u".yaml") || file.key().endsWith(u".yml");
        const auto documents = yaml && !file->contains("{{") ? readYamlDocuments(*file)
                                                             : Result<QList<YamlDocument>>(QList<YamlDocument>());
        for (const YamlDocument &document : documents.value_or(QList<YamlDocument>())) {
            const QJsonObject object = document.value.toObject();
            const QString version = textAt(object, {u"apiVersion"}), kind = textAt(object, {u"kind"});
            if (kind == u"CustomResourceDefinition")
                defined.insert({textAt(object, {u"spec", u"group"}), textAt(object, {u"spec", u"names", u"kind"})});
            else if (!kind.isEmpty() && !isBuiltIn(groupOf(version)))
                m_used.insert({groupOf(version), kind}, version.section(u'/', 1));
        }
    }
    m_used.removeIf([&](const auto &one) { return defined.contains(one.key()); });
    for (const QString &own : {u"Application"_s, u"ApplicationSet"_s, u"AppProject"_s})
        m_used.remove({u"argoproj.io"_s, own});
}

QList<QJsonObject> ForeignKinds::definitionsOf(const QString &name, const RepositoryFiles &files)
{
    read(files);
    QMap<std::pair<QString, QString>, QString> wanted;
    for (const Known &one : known) {
        if (brings(name, one.group.toString()))
            wanted.insert({one.group.toString(), one.kind.toString()}, one.version.toString());
    }
    for (auto used = m_used.begin(); used != m_used.end(); ++used) {
        if (brings(name, used.key().first))
            wanted.insert(used.key(), *used);
    }
    QList<QJsonObject> found;
    for (auto one = wanted.begin(); one != wanted.end(); ++one)
        found << definition(one.key().first, *one, one.key().second);
    return found;
}

} // namespace relight::world
