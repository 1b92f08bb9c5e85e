#include "app/drill/world/git/estate/estate.h"

#include "app/drill/world/git/estate/applications.h"
#include "app/drill/world/git/estate/filetree.h"
#include "app/drill/world/git/estate/madeapplication.h"
#include "app/drill/world/git/estate/namedfiles.h"
#include "app/drill/world/git/estate/synthetic.h"
#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace relight::world {

static const auto rootName = u"root"_s; // as the one that Relight makes when the manifest names none

// A service that a traffic record names must get an address of its own.
static void serveTraffic(QList<MadeApplication> &all, const RecoveryManifest &manifest)
{
    for (const TrafficItem &item : manifest.traffic) {
        const QString space = item.recordService.section(u'/', 0, 0), name = item.recordService.section(u'/', 1);
        if (name.isEmpty() || item.recordService == "ingress-nginx/ingress-nginx-controller"_L1)
            continue;
        const QString label = dnsLabel(name);
        auto server = std::ranges::find_if(
            all, [&](const MadeApplication &made) { return made.space == space && dnsLabel(made.name) == label; });
        if (server == all.end()) {
            all.append({dnsLabel(space + u'-' + name), u"services"_s, space, Platform, {}});
            server = std::prev(all.end());
            server->files[u"deployment.yaml"_s] = workloadYaml(
                {.name = label, .instance = server->name, .image = u"docker.io/library/nginx:1.29.3"_s, .replicas = 2});
        }
        server->files[u"service.yaml"_s] = serviceYaml(name, label, 443, 8080, u"LoadBalancer"_s);
    }
}

static QList<MadeApplication> applicationsOf(const RecoveryManifest &manifest)
{
    QList<MadeApplication> all = infrastructureOf(manifest) + databasesOf(manifest);
    QStringList names;
    for (const MadeApplication &made : std::as_const(all))
        names.append(made.name);
    all += servicesOf(manifest, names);
    serveTraffic(all, manifest);
    QSet<QString> seen{rootName};
    QList<MadeApplication> unique;
    for (MadeApplication &made : all) {
        if (seen.contains(made.name))
            continue;
        seen.insert(made.name);
        if (std::ranges::any_of(manifest.data, [&](const DataItem &item) { return item.holds.contains(made.name); }))
            made.wave = Held;
        unique.append(made);
    }
    return unique;
}

static void addMade(FileTree &tree, const RecoveryManifest &manifest, const QString &children)
{
    for (const MadeApplication &made : applicationsOf(manifest)) {
        const QString folder = tree.freeFolder(made.group) + u'/' + dnsLabel(made.name);
        for (auto it = made.files.begin(); it != made.files.end(); ++it)
            tree.add(folder + u'/' + it.key(), *it);
        tree.add(joined(children, made.name + u".yaml"_s),
            applicationYaml(manifest.gitops, {made.name, folder, made.space, made.wave}));
    }
}

// Where the root application looks for its children. Not beside the root's own file: it would be its own child.
static QString childrenFolder(const FileTree &tree, const GitOpsSection &gitops)
{
    const QString path = gitops.path.isEmpty() || gitops.path == "."_L1 ? QString() : QDir::cleanPath(gitops.path);
    if (!gitops.rootApp)
        return path;
    const bool beside = path == folderOf(QDir::cleanPath(*gitops.rootApp));
    return tree.freeFolder(beside ? joined(path, u"applications"_s) : path);
}

// Something there is for Kubernetes: the recovery manifest itself, at the top of a repository, is not.
static bool holdsObjects(const FileTree &tree, const QString &folder)
{
    const bool top = folder.isEmpty() || folder == "."_L1;
    return std::ranges::any_of(
        tree.below(folder, !top), [&](const QString &path) { return tree.files().value(path).contains("apiVersion"); });
}

RepositoryFiles estateFor(const RecoveryManifest &manifest, const EstateOptions &options)
{
    FileTree tree;
    const bool synthetic = options.applications > 0;
    if (!synthetic) {
        for (auto it = options.userTree.begin(); it != options.userTree.end(); ++it)
            tree.add(it.key(), *it);
    }
    const GitOpsSection &gitops = manifest.gitops;
    const QString root = gitops.rootApp ? QDir::cleanPath(*gitops.rootApp) : QString();
    const bool usersOwn = tree.hasFile(root) || holdsObjects(tree, gitops.path);
    const QString children = usersOwn ? gitops.path : childrenFolder(tree, gitops);
    if (!root.isEmpty() && !tree.hasFile(root))
        tree.add(root, writtenFor(root, rootYaml(gitops, rootName, children)));
    if (synthetic)
        addSynthetic(tree, manifest, children, options.applications, options.resources);
    else if (!usersOwn)
        addMade(tree, manifest, children);
    addNamedFiles(tree, manifest);
    return {{}, tree.files()};
}

} // namespace relight::world
