#include "app/drill/world/git/estate/usertree.h"

#include "app/drill/world/base/repositoryidentity.h"
#include "app/drill/world/git/estate/filetree.h"
#include "app/integrations/kubernetes/yamldocuments.h"
#include "models/plan/clusterobjects.h"

#include <QDir>
#include <QDirListing>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

class Reader
{
public:
    Reader(const QString &root, const UserTreeLimits &limits)
        : m_root(root)
        , m_limits(limits)
    {
    }

    void readFile(const QString &path);
    void readFolder(const QString &path, bool recurse);
    // One step only goes to a plain folder of the tree; none of its parts is a link.
    bool isFolder(const QString &path) const;
    bool holds(const QString &folder) const { return m_tree.hasFolder(folder); }
    void mark(const QString &folder) { m_tree.add(joined(folder, u".drill"_s), {}); }
    const QMap<QString, QByteArray> &files() const { return m_tree.files(); }
    const QStringList &leftOut() const { return m_leftOut; }

private:
    struct Names
    {
        QStringList files, folders; // sorted
    };
    Names namesIn(const QString &folder);
    void leaveOut(const QString &path, const QString &why)
    {
        const QString line = path + u": "_s + why;
        if (m_leftOut.size() < 100 && !m_leftOut.contains(line))
            m_leftOut.append(line);
    }

    const QDir m_root;
    const UserTreeLimits m_limits;
    FileTree m_tree;
    qint64 m_bytes = 0;
    int m_entries = 0;
    QStringList m_leftOut;
};

bool Reader::isFolder(const QString &path) const
{
    QString whole = m_root.path();
    for (const QString &part : path.split(u'/', Qt::SkipEmptyParts)) {
        whole += u'/' + part;
        const QFileInfo info(whole);
        if (info.isSymLink() || !info.isDir())
            return false;
    }
    return true;
}

void Reader::readFile(const QString &path)
{
    if (m_tree.hasFile(path) || !isRepositoryPath(path) || !isFolder(folderOf(path)))
        return;
    // NOFOLLOW: no link; NONBLOCK: a pipe does not wait for its writer.
    const int descriptor
        = ::open(QFile::encodeName(m_root.filePath(path)).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat status{};
    const bool regular = descriptor >= 0 && ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    QFile file;
    if (descriptor >= 0 && !file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        ::close(descriptor);
    if (descriptor < 0 && errno == ENOENT)
        return; // a kustomization also names what is elsewhere
    if (!regular)
        return leaveOut(path, u"is no regular file, or cannot be read"_s);
    if (m_tree.files().size() >= m_limits.files)
        return leaveOut(path, u"more than %1 files"_s.arg(m_limits.files));
    const qint64 room = m_limits.bytes - m_bytes;
    if (status.st_size > room)
        return leaveOut(path, u"more than %1 bytes in all"_s.arg(m_limits.bytes));
    const QByteArray content = file.read(room + 1); // it may have grown since
    if (content.size() > room)
        return leaveOut(path, u"more than %1 bytes in all"_s.arg(m_limits.bytes));
    if (m_tree.add(path, content))
        m_bytes += content.size();
}

Reader::Names Reader::namesIn(const QString &folder)
{
    Names names;
    const QDirListing listing(m_root.filePath(folder), QDirListing::IteratorFlag::IncludeHidden);
    for (const QDirListing::DirEntry &entry : listing) {
        if (++m_entries > m_limits.entries) {
            leaveOut(folder, u"more than %1 files and folders in the tree"_s.arg(m_limits.entries));
            break;
        }
        const QString name = entry.fileName();
        if (entry.isSymLink())
            continue;
        if (entry.isDir() && name != ".git"_L1 && name != ".terraform"_L1)
            names.folders.append(name);
        else if (isManifestPath(name) || name == "Kustomization"_L1)
            names.files.append(name);
    }
    names.files.sort();
    names.folders.sort();
    return names;
}

void Reader::readFolder(const QString &path, bool recurse)
{
    if (!isFolder(path))
        return;
    QStringList open{path};
    while (!open.isEmpty() && m_tree.files().size() < m_limits.files) {
        const QString folder = open.takeFirst();
        const Names names = namesIn(folder);
        for (const QString &name : names.files)
            readFile(joined(folder, name));
        for (const QString &name : recurse &&folder.count(u'/') < 50 ? names.folders : QStringList())
            open.append(joined(folder, name));
    }
}

QList<QJsonObject> sourcesIn(const QJsonObject &spec)
{
    QList<QJsonObject> sources{spec[u"source"].toObject()};
    for (const QJsonValue source : spec[u"sources"].toArray())
        sources.append(source.toObject());
    return sources;
}

// Folders of this repository that an Application, or the template of an ApplicationSet, deploys. One with a parameter
// in it: as far as it is known.
QStringList sourceFolders(const QByteArray &content, const QString &repository)
{
    QStringList folders;
    if (!content.contains("argoproj.io/"))
        return folders;
    for (const YamlDocument &document : readYamlDocuments(content).value_or(QList<YamlDocument>())) {
        const QJsonObject object = document.value.toObject(), spec = object[u"spec"].toObject();
        const bool isSet = object[u"kind"].toString() == "ApplicationSet"_L1;
        if (!isSet && object[u"kind"].toString() != "Application"_L1)
            continue;
        for (const QJsonObject &source : sourcesIn(isSet ? spec[u"template"][u"spec"].toObject() : spec)) {
            const QString path = source[u"path"].toString();
            if (!path.isEmpty() && isSameRepository(source[u"repoURL"].toString(), repository))
                folders.append(path.section(u"{{"_s, 0, 0));
        }
        for (const QJsonValue generator : spec[u"generators"].toArray()) {
            for (const QJsonValue directory : generator[u"git"][u"directories"].toArray())
                folders.append(directory[u"path"].toString().section(u'*', 0, 0));
        }
    }
    return folders;
}

// What a kustomization is made of: files and folders, seen from its own.
QStringList kustomizedPaths(const QString &file, const QByteArray &content)
{
    QStringList paths;
    if (!file.section(u'/', -1).startsWith("kustomization."_L1) && !file.endsWith("Kustomization"_L1))
        return paths;
    for (const YamlDocument &document : readYamlDocuments(content).value_or(QList<YamlDocument>())) {
        for (const QLatin1StringView list : {"resources"_L1, "bases"_L1, "components"_L1}) {
            for (const QJsonValue entry : document.value[list].toArray())
                paths.append(joined(folderOf(file), entry.toString()));
        }
    }
    return paths;
}

// "./apps/shop/" is apps/shop; none: it leaves the repository.
std::optional<QString> folderPath(const QString &path)
{
    const QString clean = path.isEmpty() ? path : QDir::cleanPath(path);
    if (clean.isEmpty() || clean == "."_L1)
        return QString();
    return isRepositoryPath(clean) ? std::optional(clean) : std::nullopt;
}

// Until no Application and no kustomization names what was not read.
void followSources(Reader &reader, const QString &repository)
{
    QSet<QString> followed;
    for (bool more = true; more;) {
        more = false;
        const QMap<QString, QByteArray> files = reader.files();
        for (auto it = files.begin(); it != files.end(); ++it) {
            if (followed.contains(it.key()))
                continue;
            followed.insert(it.key());
            more = true;
            for (const QString &named : kustomizedPaths(it.key(), *it)) {
                if (const std::optional<QString> path = folderPath(named); path && !path->isEmpty())
                    reader.isFolder(*path) ? reader.readFolder(*path, false) : reader.readFile(*path);
            }
            for (const QString &named : sourceFolders(*it, repository)) {
                const std::optional<QString> folder = folderPath(named);
                if (!folder || !reader.isFolder(*folder))
                    continue;
                reader.readFolder(*folder, !folder->isEmpty());
                if (!reader.holds(*folder))
                    reader.mark(*folder);
            }
        }
    }
}

} // namespace

UserTree readUserTree(const QString &root, const RecoveryManifest &manifest, const UserTreeLimits &limits)
{
    Reader reader(QDir(root).canonicalPath(), limits);
    const GitOpsSection &gitops = manifest.gitops;
    QStringList single = manifest.cluster.bootstrap;
    single << gitops.rootApp.value_or(QString()) << gitops.argocd.manifest;
    for (const QString &file : std::as_const(single)) {
        const std::optional<QString> path = folderPath(file);
        if (isManifestPath(file) && path && !path->isEmpty() && QFileInfo::exists(QDir(root).filePath(*path)))
            reader.readFile(*path);
    }
    if (const std::optional<QString> path = folderPath(gitops.path))
        reader.readFolder(*path, !path->isEmpty());
    if (const std::optional<QString> path = folderPath(gitops.rootApp.value_or(QString())); path && !path->isEmpty())
        reader.readFolder(folderOf(*path), path->contains(u'/'));
    followSources(reader, gitops.repo);
    return {reader.files(), reader.leftOut()};
}

} // namespace relight::world
