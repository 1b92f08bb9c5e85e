#include "app/drill/world/git/estate/namedfiles.h"

#include "app/drill/world/git/estate/argoinstall.h"
#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"
#include "app/integrations/kubernetes/yamldocuments.h"
#include "models/manifest/manifestparser.h"
#include "models/plan/clusterobjects.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static QByteArray terraform(const QString &path)
{
    return filled(R"(
# Stands in for $path in a drill: it is never applied.
terraform {
  required_version = ">= 1.9"
  backend "s3" {}
}

output "kubeconfig" {
  value     = ""
  sensitive = true
}
)",
        {{u"path"_s, path}});
}

static QByteArray script(const QString &path)
{
    return filled("#!/bin/sh\n# Stands in for $path in a drill: it is never run.\nexit 0\n", {{u"path"_s, path}});
}

// An agent on every node, as networks and storage drivers are.
static QByteArray bootstrap(const QString &path)
{
    const QString name = dnsLabel(path.section(u'/', -1).section(u'.', 0, 0));
    QByteArray text = inOneFile({serviceAccountYaml(name), configMapYaml(name + u"-config"_s, {u"debug: \"false\""_s}),
        workloadYaml({.kind = u"DaemonSet"_s,
            .name = name,
            .instance = name,
            .image = u"quay.io/%1/%1:v1.18.3"_s.arg(name),
            .settings = name + u"-config"_s,
            .account = name})});
    return text.replace("metadata:\n  name: ", "metadata:\n  namespace: kube-system\n  name: ");
}

QByteArray writtenFor(const QString &path, const QByteArray &yaml)
{
    if (!path.endsWith(".json"_L1))
        return yaml;
    const auto documents = readYamlDocuments(yaml);
    QJsonArray items;
    for (const YamlDocument &document : documents.value_or(QList<YamlDocument>()))
        items.append(document.value);
    const QJsonObject list{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"List"_s}, {u"items"_s, items}};
    return QJsonDocument(items.size() == 1 ? items[0].toObject() : list).toJson();
}

void addNamedFiles(FileTree &tree, const RecoveryManifest &manifest)
{
    QStringList folders{manifest.cluster.path};
    for (const TrafficItem &item : manifest.traffic)
        folders.append(item.path);
    for (const QString &path : namedPaths(manifest)) {
        if (tree.hasFile(path) || tree.hasFolder(path))
            continue;
        if (path == manifest.gitops.argocd.manifest)
            tree.add(path,
                writtenFor(
                    path, argoInstallManifest(manifest.gitops.argocd.argoNamespace, manifest.gitops.argocd.version)));
        else if (isManifestPath(path))
            tree.add(path, writtenFor(path, bootstrap(path)));
        else if (folders.contains(path))
            tree.add(path + u"/main.tf"_s, terraform(path));
        else
            tree.add(path, script(path));
    }
}

} // namespace relight::world
