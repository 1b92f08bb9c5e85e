#include "app/drill/world/git/repository.h"

#include "app/integrations/git/giterror.h"
#include "app/integrations/git/gitobjects.h"

#include <QFile>

#include <git2/sys/mempack.h>
#include <git2/sys/repository.h>

using namespace Qt::StringLiterals;

namespace relight::world {

namespace {

using Index = GitHandle<git_index, git_index_free>;
using ObjectDatabase = GitHandle<git_odb, git_odb_free>;
using PackBuilder = GitHandle<git_packbuilder, git_packbuilder_free>;
using Commit = GitHandle<git_commit, git_commit_free>;
using Config = GitHandle<git_config, git_config_free>;
using Tree = GitHandle<git_tree, git_tree_free>;

constexpr qint64 firstCommitTime = 1'767'225'600; // 2026-01-01T00:00:00Z; every later commit is a minute younger

struct LibraryUse
{
    LibraryUse() { git_libgit2_init(); }
    ~LibraryUse() { git_libgit2_shutdown(); }
};

QString doing(const QString &directory)
{
    return u"Writing the drill's repository %1"_s.arg(directory);
}

// Ten thousand loose objects take seconds, one pack takes none: new objects stay in memory until writePack().
int writeToMemory(git_repository *repository)
{
    ObjectDatabase database;
    if (const int code = git_repository_odb(std::out_ptr(database), repository); code < 0)
        return code;
    git_odb_backend *memory = nullptr;
    if (const int code = git_mempack_new(&memory); code < 0)
        return code;
    return git_odb_add_backend(database.get(), memory, 1000); // the database owns it from here on
}

// In one piece: given its objects one by one, libgit2 maps and unmaps the growing file for each of them.
int keepPack(git_repository *repository, const QByteArray &pack)
{
    ObjectDatabase database;
    if (const int code = git_repository_odb(std::out_ptr(database), repository); code < 0)
        return code;
    git_odb_writepack *writer = nullptr;
    if (const int code = git_odb_write_pack(&writer, database.get(), nullptr, nullptr); code < 0)
        return code;
    git_indexer_progress progress{};
    int code = writer->append(writer, pack.constData(), static_cast<size_t>(pack.size()), &progress);
    if (code == 0)
        code = writer->commit(writer, &progress);
    writer->free(writer);
    return code;
}

int writePack(git_repository *repository, const git_oid &commitId)
{
    PackBuilder builder;
    if (const int code = git_packbuilder_new(std::out_ptr(builder), repository); code < 0)
        return code;
    if (const int code = git_packbuilder_insert_commit(builder.get(), &commitId); code < 0)
        return code;
    QByteArray pack;
    const auto append = [](void *bytes, size_t size, void *into) {
        static_cast<QByteArray *>(into)->append(static_cast<const char *>(bytes), qsizetype(size));
        return 0;
    };
    if (const int code = git_packbuilder_foreach(builder.get(), append, &pack); code < 0)
        return code;
    return keepPack(repository, pack);
}

int writeTree(git_repository *repository, const RepositoryFiles &files, git_oid &treeId)
{
    Index index;
    if (const int code = git_index_new(std::out_ptr(index)); code < 0)
        return code;
    for (auto it = files.files.begin(); it != files.files.end(); ++it) {
        const QByteArray path = it.key().toUtf8();
        git_index_entry entry{};
        entry.path = path.constData();
        entry.mode = it->startsWith("#!") ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
        if (const int code
            = git_blob_create_from_buffer(&entry.id, repository, it->constData(), static_cast<size_t>(it->size()));
            code < 0)
            return code;
        if (const int code = git_index_add(index.get(), &entry); code < 0)
            return code;
    }
    return git_index_write_tree_to(&treeId, index.get(), repository);
}

// parent: null for the first.
int writeCommit(git_repository *repository, const RepositoryFiles &files, const QString &message,
    const git_commit *parent, git_oid &commitId)
{
    if (const int code = writeToMemory(repository); code < 0)
        return code;
    git_oid treeId;
    if (const int code = writeTree(repository, files, treeId); code < 0)
        return code;
    Tree tree;
    if (const int code = git_tree_lookup(std::out_ptr(tree), repository, &treeId); code < 0)
        return code;
    const QByteArray name = "drill", mail = "drill@localhost", text = message.toUtf8() + '\n';
    git_signature author{const_cast<char *>(name.constData()), const_cast<char *>(mail.constData()),
        {parent ? git_commit_time(parent) + 60 : firstCommitTime, 0, '+'}};
    const git_commit *parents[] = {parent};
    if (const int code = git_commit_create(&commitId, repository, nullptr, &author, &author, nullptr, text.constData(),
            tree.get(), parent ? 1 : 0, parents);
        code < 0)
        return code;
    return writePack(repository, commitId);
}

// Looking for similar files takes longer than sending them over loopback: a window of one is the least that can be set.
int packQuickly(git_repository *repository)
{
    Config config;
    const int code = git_repository_config(std::out_ptr(config), repository);
    return code < 0 ? code : git_config_set_int64(config.get(), "pack.windowMemory", 1);
}

int moveBranch(git_repository *repository, const char *branch, const git_oid &commitId)
{
    GitReference reference;
    return git_reference_create(std::out_ptr(reference), repository, branch, &commitId, 1, nullptr);
}

} // namespace

QString branchFor(const QString &revision)
{
    const QString name = revision.startsWith("refs/"_L1) ? revision : u"refs/heads/"_s + revision;
    int valid = 0;
    const bool usable = !revision.isEmpty() && revision != "HEAD"_L1
        && git_reference_name_is_valid(&valid, name.toUtf8().constData()) == 0 && valid;
    return usable ? name : u"refs/heads/main"_s;
}

Result<> makeRepository(const QString &directory, RepositoryFiles &files, const QString &revision)
{
    const LibraryUse library;
    GitRepository repository;
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKPATH;
    if (const int code
        = git_repository_init_ext(std::out_ptr(repository), QFile::encodeName(directory).constData(), &options);
        code < 0)
        return gitFailure(code, doing(directory));
    if (const int code = packQuickly(repository.get()); code < 0)
        return gitFailure(code, doing(directory));
    git_oid commitId;
    if (const int code = writeCommit(repository.get(), files, u"The estate of the drill"_s, nullptr, commitId);
        code < 0)
        return gitFailure(code, doing(directory));
    const QByteArray branch = branchFor(revision).toUtf8();
    if (const int code = moveBranch(repository.get(), branch.constData(), commitId); code < 0)
        return gitFailure(code, doing(directory));
    if (const int code = git_repository_set_head(repository.get(), branch.constData()); code < 0)
        return gitFailure(code, doing(directory));
    files.commit = text(commitId);
    return {};
}

Result<> commit(const QString &directory, RepositoryFiles &files, const QString &message)
{
    const LibraryUse library;
    GitRepository repository;
    if (const int code = git_repository_open_bare(std::out_ptr(repository), QFile::encodeName(directory).constData());
        code < 0)
        return gitFailure(code, doing(directory));
    GitReference head;
    if (const int code = git_repository_head(std::out_ptr(head), repository.get()); code < 0)
        return gitFailure(code, doing(directory));
    Commit parent;
    if (const int code = git_commit_lookup(std::out_ptr(parent), repository.get(), git_reference_target(head.get()));
        code < 0)
        return gitFailure(code, doing(directory));
    git_oid commitId;
    if (const int code = writeCommit(repository.get(), files, message, parent.get(), commitId); code < 0)
        return gitFailure(code, doing(directory));
    if (const int code = moveBranch(repository.get(), git_reference_name(head.get()), commitId); code < 0)
        return gitFailure(code, doing(directory));
    files.commit = text(commitId);
    return {};
}

} // namespace relight::world
