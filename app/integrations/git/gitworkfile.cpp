#include "app/integrations/git/gitworkfile.h"

#include "app/integrations/git/giterror.h"
#include "app/integrations/git/gitobjects.h"
#include "app/integrations/git/gitworktree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace relight {

namespace {

using GitIndex = GitHandle<git_index, git_index_free>;
using GitTree = GitHandle<git_tree, git_tree_free>;
using GitSignature = GitHandle<git_signature, git_signature_free>;
using GitConfig = GitHandle<git_config, git_config_free>;

struct WorkFile
{
    GitRepository repository;
    QByteArray path; // from the work tree's root, as Git has it
    GitObject head;  // its commit; none: nothing was committed yet
    GitTree tree;    // of HEAD
    bool onBranch = false;

    QString shown() const { return QFile::decodeName(path); }
    const git_commit *parent() const { return reinterpret_cast<const git_commit *>(head.get()); }
    GitTreeEntry entry() const
    {
        GitTreeEntry found;
        if (tree)
            git_tree_entry_bypath(std::out_ptr(found), tree.get(), path.constData());
        return found;
    }
};

Result<WorkFile> locate(const QString &file)
{
    const QFileInfo info(file);
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    if (folder.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("There is no folder %1").arg(info.absolutePath()));
    auto repository = discoverRepository(folder, info.absoluteFilePath());
    if (!repository)
        return std::unexpected(repository.error());
    WorkFile found;
    found.repository = std::move(*repository);
    const QString top = QFile::decodeName(git_repository_workdir(found.repository.get()));
    found.path = QFile::encodeName(
        QDir(QFileInfo(top).canonicalFilePath()).relativeFilePath(folder + QLatin1Char('/') + info.fileName()));
    GitReference head;
    int code = git_repository_head(std::out_ptr(head), found.repository.get());
    if (code == GIT_EUNBORNBRANCH) {
        found.onBranch = true;
        return found;
    }
    if (code == 0) {
        found.onBranch = git_reference_is_branch(head.get()) == 1;
        code = git_reference_peel(std::out_ptr(found.head), head.get(), GIT_OBJECT_COMMIT);
    }
    if (code == 0)
        code = git_commit_tree(std::out_ptr(found.tree), found.parent());
    if (code < 0)
        return gitFailure(code, QStringLiteral("Reading HEAD of %1").arg(top));
    return found;
}

// What would make this commit another one than `git commit FILE` makes here.
std::optional<Error> obstacle(const WorkFile &file, const QString &message)
{
    if (message.trimmed().isEmpty())
        return Error{ErrorCode::Invalid, QStringLiteral("A commit needs a message that says why"), {}, 0};
    if (!file.onBranch)
        return Error{ErrorCode::Conflict,
            QStringLiteral("HEAD is on no branch, so a commit would be lost with the next checkout: switch to a branch "
                           "first (git switch BRANCH)"),
            {}, 0};
    if (git_repository_state(file.repository.get()) != GIT_REPOSITORY_STATE_NONE)
        return Error{ErrorCode::Conflict,
            QStringLiteral("A merge, rebase or the like is under way in this work tree: finish it first"), {}, 0};
    int ignored = 0;
    if (!file.entry() && git_ignore_path_is_ignored(&ignored, file.repository.get(), file.path.constData()) == 0
        && ignored)
        return Error{ErrorCode::Forbidden,
            QStringLiteral("%1 is ignored by .gitignore: take it out there first").arg(file.shown()), {}, 0};
    GitConfig config;
    int sign = 0;
    if (git_repository_config_snapshot(std::out_ptr(config), file.repository.get()) == 0
        && git_config_get_bool(&sign, config.get(), "commit.gpgsign") == 0 && sign)
        return Error{ErrorCode::Forbidden,
            QStringLiteral(
                "This repository asks for signed commits (commit.gpgsign), which Relight does not make: save "
                "the file, then git commit %1")
                .arg(file.shown()),
            {}, 0};
    return std::nullopt;
}

Result<GitSignature> signatureOf(const WorkFile &file, const std::optional<GitAuthor> &author)
{
    GitSignature signature;
    const int code = author ? git_signature_now(std::out_ptr(signature), author->name.toUtf8().constData(),
                                  author->email.toUtf8().constData())
                            : git_signature_default(std::out_ptr(signature), file.repository.get());
    if (code < 0)
        return failure(ErrorCode::Invalid,
            QStringLiteral("Git does not know who you are: git config --global user.name \"…\", and user.email"));
    return signature;
}

// HEAD's tree with this one file replaced, made beside the person's own index.
Result<git_oid> treeWith(const WorkFile &file)
{
    const auto fail = [&](int code) { return gitFailure(code, QStringLiteral("Committing %1").arg(file.shown())); };
    GitIndex index;
    int code = git_index_new(std::out_ptr(index));
    if (code == 0 && file.tree)
        code = git_index_read_tree(index.get(), file.tree.get());
    git_index_entry entry{};
    entry.path = file.path.constData();
    const GitTreeEntry known = file.entry();
    entry.mode = known ? uint32_t(git_tree_entry_filemode(known.get())) : uint32_t(GIT_FILEMODE_BLOB);
    if (code == 0) // with the filters of .gitattributes, as `git add` has it
        code = git_blob_create_from_workdir(&entry.id, file.repository.get(), file.path.constData());
    if (code == 0)
        code = git_index_add(index.get(), &entry);
    git_oid tree{};
    if (code == 0)
        code = git_index_write_tree_to(&tree, index.get(), file.repository.get());
    if (code < 0)
        return fail(code);
    if (file.tree && git_oid_equal(&tree, git_tree_id(file.tree.get())))
        return failure(
            ErrorCode::Conflict, QStringLiteral("Nothing to commit: %1 is as HEAD has it").arg(file.shown()));
    return tree;
}

} // namespace

Result<QByteArray> readHeadFile(const QString &path)
{
    const auto file = locate(path);
    if (!file)
        return std::unexpected(file.error());
    const GitTreeEntry entry = file->entry();
    GitObject object;
    if (!entry || git_tree_entry_to_object(std::out_ptr(object), file->repository.get(), entry.get()) < 0
        || git_object_type(object.get()) != GIT_OBJECT_BLOB)
        return failure(
            ErrorCode::NotFound, QStringLiteral("%1 is not in Git yet: HEAD has no such file").arg(file->shown()));
    const auto *blob = reinterpret_cast<const git_blob *>(object.get());
    return QByteArray(static_cast<const char *>(git_blob_rawcontent(blob)), qsizetype(git_blob_rawsize(blob)));
}

Result<QString> commitWorkFile(const QString &path, const QString &message, const std::optional<GitAuthor> &author)
{
    const auto file = locate(path);
    if (!file)
        return std::unexpected(file.error());
    if (const auto refused = obstacle(*file, message))
        return std::unexpected(*refused);
    const auto signature = signatureOf(*file, author);
    if (!signature)
        return std::unexpected(signature.error());
    const auto treeId = treeWith(*file);
    if (!treeId)
        return std::unexpected(treeId.error());
    git_repository *repository = file->repository.get();
    GitTree tree;
    int code = git_tree_lookup(std::out_ptr(tree), repository, &*treeId);
    const git_commit *parents[] = {file->parent()};
    git_oid commit{};
    if (code == 0)
        code = git_commit_create(&commit, repository, "HEAD", signature->get(), signature->get(), nullptr,
            (message.trimmed() + QLatin1Char('\n')).toUtf8().constData(), tree.get(), file->head ? 1 : 0, parents);
    if (code < 0)
        return gitFailure(code, QStringLiteral("Committing %1").arg(file->shown()));
    // The person's index still has the file as it was; all else in it stays as they staged it. The commit stands even
    // if another git holds the index now.
    GitIndex index;
    if (git_repository_index(std::out_ptr(index), repository) == 0
        && git_index_add_bypath(index.get(), file->path.constData()) == 0)
        git_index_write(index.get());
    return text(commit);
}

} // namespace relight
