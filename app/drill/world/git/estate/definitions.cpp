#include "app/drill/world/git/estate/definitions.h"

#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static const char headText[] = R"(
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: $plural.$group
spec:
  group: $group
  names:
    kind: $kind
    listKind: $list
    plural: $plural
    singular: $singular
$short  scope: $scope
  versions:
)";

static const char versionText[] = R"(
    - name: $version
      served: true
      storage: $storage
      schema:
        openAPIV3Schema:
          type: object
          x-kubernetes-preserve-unknown-fields: true
$status)";

QByteArray definitionYaml(const Definition &definition)
{
    QByteArray text = filled(headText,
        {{u"group"_s, definition.group}, {u"kind"_s, definition.kind}, {u"list"_s, definition.kind + u"List"_s},
            {u"plural"_s, definition.plural}, {u"singular"_s, definition.kind.toLower()},
            {u"short"_s,
                definition.shortName.isEmpty() ? QString() : u"    shortNames: [%1]\n"_s.arg(definition.shortName)},
            {u"scope"_s, definition.namespaced ? u"Namespaced"_s : u"Cluster"_s}});
    for (const QString &version : definition.versions) {
        const bool stored = version == definition.versions.first();
        text += filled(versionText,
            {{u"version"_s, version}, {u"storage"_s, stored ? u"true"_s : u"false"_s},
                {u"status"_s, definition.hasStatus ? u"      subresources: { status: {} }\n"_s : QString()}});
    }
    return text;
}

QByteArray definitionsYaml(const QList<Definition> &definitions)
{
    QList<QByteArray> texts;
    for (const Definition &definition : definitions)
        texts.append(definitionYaml(definition));
    return inOneFile(texts);
}

QList<Definition> argoDefinitions()
{
    const QString group = u"argoproj.io"_s;
    const QStringList versions{u"v1alpha1"_s};
    return {{group, u"Application"_s, u"applications"_s, versions, true, u"app, apps"_s, false},
        {group, u"ApplicationSet"_s, u"applicationsets"_s, versions, true, u"appset, appsets"_s, true},
        {group, u"AppProject"_s, u"appprojects"_s, versions, true, u"appproj, appprojs"_s, false}};
}

QList<Definition> externalSecretsDefinitions()
{
    const QString group = u"external-secrets.io"_s;
    const QStringList versions{u"v1"_s, u"v1beta1"_s};
    return {{group, u"ExternalSecret"_s, u"externalsecrets"_s, versions, true, u"es"_s},
        {group, u"ClusterExternalSecret"_s, u"clusterexternalsecrets"_s, versions, false, u"ces"_s},
        {group, u"SecretStore"_s, u"secretstores"_s, versions, true, u"ss"_s},
        {group, u"ClusterSecretStore"_s, u"clustersecretstores"_s, versions, false, u"css"_s}};
}

QList<Definition> sealedSecretsDefinitions()
{
    return {{u"bitnami.com"_s, u"SealedSecret"_s, u"sealedsecrets"_s, {u"v1alpha1"_s}}};
}

QList<Definition> certManagerDefinitions()
{
    const QString group = u"cert-manager.io"_s;
    const QStringList versions{u"v1"_s};
    return {{group, u"Certificate"_s, u"certificates"_s, versions, true, u"cert, certs"_s},
        {group, u"CertificateRequest"_s, u"certificaterequests"_s, versions, true, u"cr, crs"_s},
        {group, u"Issuer"_s, u"issuers"_s, versions},
        {group, u"ClusterIssuer"_s, u"clusterissuers"_s, versions, false}};
}

QList<Definition> veleroDefinitions()
{
    const QString group = u"velero.io"_s;
    const QStringList versions{u"v1"_s};
    return {{group, u"Backup"_s, u"backups"_s, versions}, {group, u"Restore"_s, u"restores"_s, versions},
        {group, u"Schedule"_s, u"schedules"_s, versions},
        {group, u"BackupStorageLocation"_s, u"backupstoragelocations"_s, versions, true, u"bsl"_s}};
}

} // namespace relight::world
