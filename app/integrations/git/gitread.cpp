#include "app/integrations/git/gitread.h"

#include "app/integrations/git/giterror.h"

#include <QDir>
#include <QFile>

namespace relight {

// "./clusters/production/" → "clusters/production"; "" and "." are the top.
static QString normalized(const QString &path)
{
    QString clean = QDir::cleanPath(path);
    while (clean.startsWith(QLatin1Char('/')))
        clean.remove(0, 1);
    return clean == QLatin1String(".") ? QString() : clean;
}

static Result<GitObject> peel(git_repository *repository, const QString &commit, git_object_t kind)
{
    GitObject object;
    int code = git_revparse_single(std::out_ptr(object), repository, commit.toUtf8().constData());
    GitObject peeled;
    if (code == 0)
        code = git_object_peel(std::out_ptr(peeled), object.get(), kind);
    if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC)
        return failure(ErrorCode::NotFound,
            QStringLiteral("Commit %1 is not in this copy of the repository: fetch it first").arg(commit));
    if (code < 0)
        return gitFailure(code, QStringLiteral("Reading commit %1").arg(commit));
    return peeled;
}

static Result<GitObject> objectAt(git_repository *repository, const QString &commit, const QString &path)
{
    auto tree = peel(repository, commit, GIT_OBJECT_TREE);
    const QString name = normalized(path);
    if (!tree || name.isEmpty())
        return tree;
    GitTreeEntry entry;
    const auto *root = reinterpret_cast<const git_tree *>(tree->get());
    int code = git_tree_entry_bypath(std::out_ptr(entry), root, QFile::encodeName(name).constData());
    if (code == GIT_ENOTFOUND)
        return failure(ErrorCode::NotFound,
            QStringLiteral("There is no %1 at commit %2: check the path").arg(name, commit.left(12)));
    if (code == 0 && git_tree_entry_type(entry.get()) == GIT_OBJECT_COMMIT)
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 is a submodule at commit %2: its files are in another repository")
                .arg(name, commit.left(12)));
    GitObject object;
    if (code == 0)
        code = git_tree_entry_to_object(std::out_ptr(object), repository, entry.get());
    if (code < 0)
        return gitFailure(code, QStringLiteral("Reading %1 at commit %2").arg(name, commit.left(12)));
    return object;
}

static QByteArray contentOf(const git_object *object)
{
    const auto *blob = reinterpret_cast<const git_blob *>(object);
    return QByteArray(static_cast<const char *>(git_blob_rawcontent(blob)), qsizetype(git_blob_rawsize(blob)));
}

Result<QByteArray> readFileAt(git_repository *repository, const QString &commit, const QString &path)
{
    const auto object = objectAt(repository, commit, path);
    if (!object)
        return std::unexpected(object.error());
    if (git_object_type(object->get()) != GIT_OBJECT_BLOB)
        return failure(
            ErrorCode::Invalid, QStringLiteral("%1 is a folder at commit %2: name a file").arg(path, commit.left(12)));
    return contentOf(object->get());
}

struct Walk
{
    QString prefix;
    std::function<int(const QString &path, const git_tree_entry *entry)> visit; // less than 0: no further
};

static Result<> walkFiles(git_repository *repository, const QString &commit, const QString &folder,
    std::function<int(const QString &path, const git_tree_entry *entry)> visitFile)
{
    const auto object = objectAt(repository, commit, folder);
    if (!object)
        return std::unexpected(object.error());
    if (git_object_type(object->get()) != GIT_OBJECT_TREE)
        return failure(ErrorCode::Invalid,
            QStringLiteral("%1 is a file at commit %2: name a folder").arg(folder, commit.left(12)));
    const QString name = normalized(folder);
    Walk walk{name.isEmpty() ? QString() : name + QLatin1Char('/'), std::move(visitFile)};
    const auto visit = [](const char *root, const git_tree_entry *entry, void *payload) {
        const auto *one = static_cast<const Walk *>(payload);
        return git_tree_entry_type(entry) != GIT_OBJECT_BLOB
            ? 0
            : one->visit(one->prefix + QFile::decodeName(root) + QFile::decodeName(git_tree_entry_name(entry)), entry);
    };
    const auto *tree = reinterpret_cast<const git_tree *>(object->get());
    if (const int code = git_tree_walk(tree, GIT_TREEWALK_PRE, visit, &walk); code < 0)
        return gitFailure(code, QStringLiteral("Reading %1 at commit %2").arg(folder, commit.left(12)));
    return {};
}

Result<QStringList> listFilesAt(git_repository *repository, const QString &commit, const QString &folder)
{
    QStringList files;
    const auto list = [&](const QString &path, const git_tree_entry *) {
        files.append(path);
        return 0;
    };
    return walkFiles(repository, commit, folder, list).transform([&] { return files; });
}

Result<> readFilesAt(git_repository *repository, const QString &commit, const QString &folder,
    const std::function<bool(const QString &path)> &isWanted,
    const std::function<void(const QString &path, const QByteArray &content)> &take)
{
    return walkFiles(repository, commit, folder, [&](const QString &path, const git_tree_entry *entry) {
        if (!isWanted(path))
            return 0;
        GitObject file;
        if (const int code = git_tree_entry_to_object(std::out_ptr(file), repository, entry); code < 0)
            return code;
        take(path, contentOf(file.get()));
        return 0;
    });
}

Result<QString> objectIdAt(git_repository *repository, const QString &commit, const QString &path)
{
    const auto object = objectAt(repository, commit, path);
    if (!object)
        return std::unexpected(object.error());
    return text(*git_object_id(object->get()));
}

} // namespace relight
