#include "app/drill/world/git/estate/synthetic.h"

#include "app/drill/world/git/estate/applications.h"
#include "app/drill/world/git/estate/madeapplication.h"
#include "app/drill/world/git/estate/template.h"
#include "app/drill/world/git/estate/workloads.h"

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

constexpr int groupSize = 200;

QString padded(int number, int width)
{
    return QString::number(number).rightJustified(width, u'0');
}

QStringList leafNames(const RecoveryManifest &manifest, int count)
{
    QStringList names;
    for (const DataItem &item : manifest.data)
        names << item.needs.value_or(QStringList()) << item.holds;
    names.removeDuplicates();
    names = names.mid(0, count);
    for (int i = int(names.size()); i < count; ++i)
        names << u"app-"_s + padded(i, 5);
    return names;
}

bool isHeld(const RecoveryManifest &manifest, const QString &name)
{
    return std::ranges::any_of(manifest.data, [&](const DataItem &item) { return item.holds.contains(name); });
}

// Texts that ten thousand leaves share: filled in once, then only these words are put in.
const auto nameMark = u"zz-name-zz"_s, pathMark = u"zz-path-zz"_s, spaceMark = u"zz-space-zz"_s;
constexpr int waveMark = 7'777'777;

struct LeafTexts
{
    explicit LeafTexts(const GitOpsSection &gitops)
        : workload(workloadYaml({.name = nameMark, .instance = nameMark, .image = u"ghcr.io/drill/service:1.4.2"_s}))
        , application(applicationYaml(gitops, {nameMark, pathMark, spaceMark, waveMark}))
    {
    }
    QByteArray workload, application;
};

QByteArray applicationText(const LeafTexts &texts, const ApplicationText &leaf)
{
    QByteArray text = texts.application;
    return text.replace(nameMark.toLatin1(), leaf.name.toUtf8())
        .replace(pathMark.toLatin1(), leaf.path.toUtf8())
        .replace(spaceMark.toLatin1(), leaf.space.toUtf8())
        .replace(QByteArray::number(waveMark), QByteArray::number(leaf.wave));
}

// A Deployment, then ConfigMaps.
QByteArray resourcesOf(const LeafTexts &texts, const QString &name, int count)
{
    const QByteArray plain = dnsLabel(name).toLatin1();
    QByteArray text = texts.workload;
    text.replace(nameMark.toLatin1(), plain);
    for (int i = 1; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        text += "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + plain + "-settings-" + number
            + "\ndata:\n  PART: \"" + number + "\"\n  LOG_LEVEL: info\n";
    }
    return text;
}

// Services that traffic records are taken from: they have a namespace of their own.
QByteArray trafficServices(const RecoveryManifest &manifest, const QString &selects)
{
    QByteArray text;
    QStringList seen;
    for (const TrafficItem &item : manifest.traffic) {
        const QString space = item.recordService.section(u'/', 0, 0), name = item.recordService.section(u'/', 1);
        if (name.isEmpty() || seen.contains(item.recordService))
            continue;
        seen.append(item.recordService);
        const QByteArray service = serviceYaml(name, selects, 443, 8080, u"LoadBalancer"_s)
                                       .replace("metadata:\n", "metadata:\n  namespace: " + space.toLatin1() + '\n');
        text += "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + space.toLatin1() + "\n---\n" + service;
    }
    return text;
}

} // namespace

void addSynthetic(
    FileTree &tree, const RecoveryManifest &manifest, const QString &children, int applications, int resources)
{
    const int below = std::max(applications - 1, 1); // a root without a child deploys nothing
    const int groups = below <= groupSize ? 0 : (below + groupSize) / (groupSize + 1);
    const int leaves = below - groups;
    const QStringList names = leafNames(manifest, leaves);
    const QString folder = tree.freeFolder(u"apps"_s), parents = tree.freeFolder(u"groups"_s);
    const LeafTexts shared(manifest.gitops);
    QList<QByteArray> texts, parentTexts;
    for (int i = 0; i < leaves; ++i) {
        const QString path = folder + u'/' + padded(i, 5);
        const int count = std::max(1, resources / leaves + (i < resources % leaves ? 1 : 0));
        QByteArray text = resourcesOf(shared, names[i], count);
        if (i == 0)
            text += trafficServices(manifest, dnsLabel(names[0]));
        tree.add(path + u"/resources.yaml"_s, text);
        const int wave = isHeld(manifest, names[i]) ? Held : Services;
        texts.append(applicationText(shared, {names[i], path, u"team-"_s + padded(i / groupSize, 3), wave}));
        if (groups == 0 || (texts.size() < groupSize && i + 1 < leaves))
            continue;
        const QString group = u"group-"_s + padded(int(parentTexts.size()), 3);
        tree.add(parents + u'/' + group + u"/applications.yaml"_s, inOneFile(texts));
        parentTexts.append(applicationYaml(
            manifest.gitops, {group, parents + u'/' + group, manifest.gitops.argocd.argoNamespace, Services}));
        texts.clear();
    }
    tree.add(joined(children, u"applications.yaml"_s), inOneFile(groups ? parentTexts : texts));
}

} // namespace relight::world
