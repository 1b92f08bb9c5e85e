#include "app/drill/world/git/estate/filetree.h"

using namespace Qt::StringLiterals;

namespace relight::world {

static bool isPathPart(QStringView part)
{
    if (part.isEmpty() || part == "."_L1 || part == ".."_L1)
        return false;
    // Names that other file systems read as .git: libgit2 refuses the whole tree for one of them.
    if (part.startsWith(".git"_L1, Qt::CaseInsensitive) && (part.size() == 4 || u" .:~"_s.contains(part[4])))
        return false;
    return !part.startsWith("git~"_L1, Qt::CaseInsensitive);
}

bool isRepositoryPath(const QString &path)
{
    const bool plain = std::ranges::none_of(
        path, [](QChar c) { return c.unicode() < 0x20 || c == u'\\' || c == u':' || c.isSurrogate(); });
    const QList<QStringView> parts = QStringView(path).split(u'/');
    return plain && path.size() <= 1000 && parts.size() <= 100 && std::ranges::all_of(parts, isPathPart);
}

bool FileTree::add(const QString &path, const QByteArray &content)
{
    if (!isRepositoryPath(path) || m_files.contains(path) || m_folders.contains(path))
        return false;
    QStringList folders;
    for (QString folder = folderOf(path); !folder.isEmpty(); folder = folderOf(folder)) {
        if (m_files.contains(folder))
            return false;
        if (m_folders.contains(folder))
            break;
        folders.append(folder);
    }
    m_folders.unite(QSet<QString>(folders.begin(), folders.end()));
    m_files.insert(path, content);
    return true;
}

QString FileTree::freeFolder(const QString &name) const
{
    QString free = name;
    for (int number = 2; m_files.contains(free); ++number)
        free = name + u'-' + QString::number(number);
    return free;
}

QStringList FileTree::below(const QString &folder, bool recurse) const
{
    const QString prefix = folder.isEmpty() || folder == "."_L1 ? QString() : folder + u'/';
    QStringList paths;
    for (auto it = m_files.lowerBound(prefix); it != m_files.end() && it.key().startsWith(prefix); ++it) {
        if (recurse || !QStringView(it.key()).sliced(prefix.size()).contains(u'/'))
            paths.append(it.key());
    }
    return paths;
}

QString folderOf(const QString &path)
{
    return path.left(std::max<qsizetype>(0, path.lastIndexOf(u'/')));
}

QString joined(const QString &folder, const QString &name)
{
    return folder.isEmpty() || folder == "."_L1 ? name : folder + u'/' + name;
}

} // namespace relight::world
