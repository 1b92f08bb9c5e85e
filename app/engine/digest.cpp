#include "app/engine/digest.h"

#include "models/manifest/manifestparser.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace relight {

static QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

static QString finish(const QList<QByteArray> &lines)
{
    return QStringLiteral("sha256:") + QString::fromLatin1(sha256(lines.join('\n')));
}

static QList<QByteArray> trees(
    Git &git, const QString &workTree, const QString &commit, const RecoveryManifest &manifest)
{
    QList<QByteArray> lines;
    QStringList paths = namedPaths(manifest);
    paths.sort();
    for (const QString &path : paths) {
        const auto id = git.objectId(workTree, commit, path);
        lines << "path " + path.toUtf8() + ' ' + (id ? id->toLatin1() : QByteArray("absent"));
    }
    if (!manifest.gitops.argocd.manifestSha256.isEmpty())
        lines << "install " + manifest.gitops.argocd.manifestSha256.toLatin1();
    return lines;
}

bool isTerraformState(const QString &path, const ClusterSection &cluster)
{
    const QString folder = QDir::cleanPath(cluster.path) + u'/';
    const bool here = cluster.path.isEmpty() || folder == QLatin1String("./");
    const bool terraform
        = cluster.provisioner == Provisioner::Terraform || cluster.provisioner == Provisioner::OpenTofu;
    if (!terraform || (!here && !path.startsWith(folder)))
        return false;
    static const QRegularExpression state(QStringLiteral(
        "^(\\.terraform/.*|\\.terraform\\.lock\\.hcl|[^/"
        "]*\\.tfstate(\\.\\d+)?(\\.backup)?|\\..*\\.tfstate\\.lock\\.info|terraform\\.tfstate\\.d/.*)$"));
    return state.match(here ? path : path.mid(folder.size())).hasMatch();
}

static QByteArray contentOf(const QString &root, const QString &path, LinksOut linksOut)
{
    const QFileInfo info(QDir(root).filePath(path));
    const bool leadsOut = info.isSymLink() && !info.canonicalFilePath().startsWith(root + u'/');
    if (leadsOut && linksOut == LinksOut::Named)
        return "link " + info.readSymLink().toUtf8();
    QFile file(info.filePath());
    return file.open(QIODevice::ReadOnly) ? sha256(file.readAll()) : QByteArray("gone");
}

ManifestDigest digestOf(
    Git &git, const QString &manifestFile, const QByteArray &bytes, const RecoveryManifest &manifest, LinksOut linksOut)
{
    QList<QByteArray> lines{"relight digest 1", "manifest " + sha256(bytes)};
    ManifestDigest digest;
    const auto tree = git.workTree(manifestFile, namedPaths(manifest));
    if (tree && !tree->headCommit.isEmpty()) {
        digest.coversTree = true;
        lines << trees(git, tree->root, tree->headCommit, manifest);
        digest.changed = tree->changed;
        digest.changed.removeIf([&](const QString &path) { return isTerraformState(path, manifest.cluster); });
        digest.changed.sort();
        for (const QString &path : digest.changed)
            lines << "changed " + path.toUtf8() + ' ' + contentOf(tree->root, path, linksOut);
    }
    digest.text = finish(lines);
    return digest;
}

Result<ManifestDigest> digestAt(
    Git &git, const QString &workTree, const QString &commit, const QByteArray &bytes, const RecoveryManifest &manifest)
{
    ManifestDigest digest;
    digest.coversTree = true;
    digest.text = finish(
        QList<QByteArray>{"relight digest 1", "manifest " + sha256(bytes)} + trees(git, workTree, commit, manifest));
    return digest;
}

} // namespace relight
