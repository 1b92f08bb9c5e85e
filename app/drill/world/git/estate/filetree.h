#pragma once
// The files of a repository in the making. What is there first stays: the user's own files are added before those that
// are made up. Values, any thread.

#include <QByteArray>
#include <QMap>
#include <QSet>
#include <QString>

namespace relight::world {

// A path that Git takes: relative, with no part named ".", ".." or .git in any disguise.
[[nodiscard]] bool isRepositoryPath(const QString &path);

class FileTree
{
public:
    // False, and nothing is changed: no such path can be, or a file or folder is in its place.
    bool add(const QString &path, const QByteArray &content);

    bool hasFile(const QString &path) const { return m_files.contains(path); }
    bool hasFolder(const QString &path) const { return path.isEmpty() || m_folders.contains(path); }
    // This name, or with a number after it if a file has it.
    QString freeFolder(const QString &name) const;
    // Whole paths below the folder; recurse: also in folders of it.
    QStringList below(const QString &folder, bool recurse = true) const;
    const QMap<QString, QByteArray> &files() const { return m_files; }

private:
    QMap<QString, QByteArray> m_files;
    QSet<QString> m_folders;
};

[[nodiscard]] QString folderOf(const QString &path);                      // "" at the top
[[nodiscard]] QString joined(const QString &folder, const QString &name); // folder "" or ".": the top

} // namespace relight::world
