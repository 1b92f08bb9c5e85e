#include "app/integrations/git/gitworktree.h"

#include "app/integrations/git/giterror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <vector>

namespace relight {

Result<GitRepository> discoverRepository(const QString &folder, const QString &file)
{
    git_buf path = GIT_BUF_INIT;
    int code = git_repository_discover(&path, QFile::encodeName(folder).constData(), 0, nullptr);
    GitRepository repository;
    if (code == 0)
        code = git_repository_open(std::out_ptr(repository), path.ptr);
    git_buf_dispose(&path);
    if (code == GIT_ENOTFOUND)
        return failure(ErrorCode::NotFound,
            QStringLiteral("%1 is in no Git work tree: keep the manifest in the GitOps repository").arg(file));
    if (code < 0)
        return gitFailure(code, QStringLiteral("Opening the repository of %1").arg(file));
    if (git_repository_is_bare(repository.get()))
        return failure(
            ErrorCode::NotFound, QStringLiteral("%1 is in a bare repository, not in a work tree: clone it").arg(file));
    return repository;
}

static bool isPushed(git_repository *repository, const git_oid &head)
{
    GitReferenceIterator refs;
    if (git_reference_iterator_glob_new(std::out_ptr(refs), repository, "refs/remotes/*") < 0)
        return false;
    std::vector<git_oid> tips;
    GitReference reference;
    while (git_reference_next(std::out_ptr(reference), refs.get()) == 0) {
        GitObject commit;
        if (git_reference_peel(std::out_ptr(commit), reference.get(), GIT_OBJECT_COMMIT) == 0)
            tips.push_back(*git_object_id(commit.get()));
    }
    return !tips.empty() && git_graph_reachable_from_any(repository, &head, tips.data(), tips.size()) == 1;
}

static Result<QStringList> changedPaths(git_repository *repository, const QStringList &paths)
{
    QList<QByteArray> names;
    for (const QString &path : paths)
        names.append(QFile::encodeName(QDir::cleanPath(path)));
    std::vector<char *> specs;
    if (!names.contains(".")) {
        for (QByteArray &name : names)
            specs.push_back(name.data());
    }
    git_status_options options = GIT_STATUS_OPTIONS_INIT;
    options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS
        | GIT_STATUS_OPT_EXCLUDE_SUBMODULES | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH;
    options.pathspec = {specs.data(), specs.size()};
    GitStatusList list;
    if (const int code = git_status_list_new(std::out_ptr(list), repository, &options); code < 0)
        return gitFailure(code,
            QStringLiteral("Comparing the work tree %1").arg(QFile::decodeName(git_repository_workdir(repository))));
    QStringList changed;
    for (size_t i = 0; i < git_status_list_entrycount(list.get()); ++i) {
        const git_status_entry *entry = git_status_byindex(list.get(), i);
        const git_diff_delta *delta = entry->index_to_workdir ? entry->index_to_workdir : entry->head_to_index;
        if (entry->status != GIT_STATUS_CURRENT && delta)
            changed.append(QFile::decodeName(delta->new_file.path ? delta->new_file.path : delta->old_file.path));
    }
    changed.removeDuplicates();
    return changed;
}

Result<WorkTreeStatus> inspectWorkTree(const QString &file, const QStringList &paths)
{
    const QFileInfo info(file);
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    if (folder.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("There is no folder %1").arg(info.absolutePath()));
    const auto repository = discoverRepository(folder, info.absoluteFilePath());
    if (!repository)
        return std::unexpected(repository.error());
    WorkTreeStatus status;
    status.root = QFileInfo(QFile::decodeName(git_repository_workdir(repository->get()))).canonicalFilePath();
    GitReference head;
    if (git_repository_head(std::out_ptr(head), repository->get()) == 0) {
        status.headCommit = text(*git_reference_target(head.get()));
        if (git_reference_is_branch(head.get()))
            status.branch = QString::fromUtf8(git_reference_shorthand(head.get()));
        status.pushed = isPushed(repository->get(), *git_reference_target(head.get()));
    }
    unsigned flags = 0;
    const QString relative = QDir(status.root).relativeFilePath(folder + QLatin1Char('/') + info.fileName());
    status.manifestCommitted = git_status_file(&flags, repository->get(), QFile::encodeName(relative).constData()) == 0
        && flags == GIT_STATUS_CURRENT;
    if (!paths.isEmpty()) {
        auto changed = changedPaths(repository->get(), paths);
        if (!changed)
            return std::unexpected(changed.error());
        status.changed = std::move(*changed);
    }
    return status;
}

} // namespace relight
