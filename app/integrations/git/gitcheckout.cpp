#include "app/integrations/git/gitcheckout.h"

#include "app/integrations/git/giterror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <unistd.h>

namespace relight {

static const auto partialMark = QStringLiteral(".partial-");

Result<git_oid> parseCommit(const QString &commit)
{
    git_oid id;
    const QByteArray hex = commit.toLatin1();
    if (hex.size() != GIT_OID_SHA1_HEXSIZE || git_oid_fromstr(&id, hex.constData()) < 0)
        return failure(ErrorCode::Invalid,
            QStringLiteral("\"%1\" is not a commit id: give all 40 hexadecimal digits").arg(commit));
    return id;
}

Result<GitRepository> openRepository(const QString &directory)
{
    GitRepository repository;
    const int code = git_repository_open(std::out_ptr(repository), QFile::encodeName(directory).constData());
    if (code == GIT_ENOTFOUND)
        return failure(ErrorCode::NotFound, QStringLiteral("%1 is not a Git repository").arg(directory));
    if (code < 0)
        return gitFailure(code, QStringLiteral("Opening the repository %1").arg(directory));
    return repository;
}

static bool hasCommit(git_repository *repository, const git_oid &id)
{
    git_commit *found = nullptr;
    const bool has = git_commit_lookup(&found, repository, &id) == 0;
    git_commit_free(found);
    return has;
}

static Result<GitRemote> originOf(git_repository *repository, const QByteArray &url)
{
    GitRemote remote;
    int code = git_remote_lookup(std::out_ptr(remote), repository, "origin");
    if (code == GIT_ENOTFOUND) {
        code = git_remote_create(std::out_ptr(remote), repository, "origin", url.constData());
    } else if (code == 0 && url != git_remote_url(remote.get())) {
        git_remote_set_url(repository, "origin", url.constData());
        code = git_remote_lookup(std::out_ptr(remote), repository, "origin");
    }
    if (code < 0)
        return gitFailure(
            code, QStringLiteral("Setting the remote of %1").arg(QFile::decodeName(git_repository_path(repository))));
    return remote;
}

// The server answered, and its answer is that it will not give this object. libgit2 overlooks what many say and sees
// only that they end the answer before the pack; a connection that breaks reads otherwise.
static bool saysMissing(const Error &error)
{
    const auto says = [&](const char *words) { return error.context.contains(QLatin1String(words)); };
    return error.code == ErrorCode::NotFound || says("not our ref") || says("specific object from the remote")
        || says("could not read from remote repository") || says("early EOF");
}

Result<> fetchCommit(GitConnection &connection, git_repository *repository, const QString &commit, FetchInto place)
{
    const auto id = parseCommit(commit);
    if (!id)
        return std::unexpected(id.error());
    if (hasCommit(repository, *id))
        return {}; // a commit never changes: the server need not even answer
    const auto fetch = [&](const QList<QByteArray> &refspecs) -> Result<> {
        const auto remote = connection.remote(repository);
        if (!remote)
            return std::unexpected(remote.error());
        if (const auto connected = connection.connect(remote->get()); !connected)
            return connected;
        return connection.fetch(remote->get(), refspecs);
    };
    const bool ours = place == FetchInto::KeptCheckout;
    const auto fetched = fetch({ours ? "+refs/heads/*:refs/remotes/origin/*" : "+refs/heads/*:refs/relight/heads/*",
        ours ? "+refs/tags/*:refs/tags/*" : "+refs/tags/*:refs/relight/tags/*"});
    if (!fetched || hasCommit(repository, *id))
        return fetched;
    // Not under a branch or tag: many servers give a commit by its id.
    const auto byId = fetch({commit.toLatin1()});
    if (!byId && !saysMissing(byId.error()))
        return byId;
    if (byId && hasCommit(repository, *id))
        return {};
    return failure(ErrorCode::NotFound,
        QStringLiteral("Commit %1 is not in %2: push it, or choose a revision that is there")
            .arg(commit.left(12), connection.url().shown));
}

static Result<> moveWorkTree(git_repository *repository, const QString &commit)
{
    const auto id = parseCommit(commit);
    if (!id)
        return std::unexpected(id.error());
    GitObject target;
    const QString where = QFile::decodeName(git_repository_workdir(repository));
    const QString doing = QStringLiteral("Checking out %1 in %2").arg(commit.left(12), where);
    if (const int code = git_object_lookup(std::out_ptr(target), repository, &*id, GIT_OBJECT_COMMIT); code < 0)
        return gitFailure(code, doing);
    QStringList inTheWay;
    git_checkout_options options = GIT_CHECKOUT_OPTIONS_INIT;
    options.checkout_strategy = GIT_CHECKOUT_SAFE | GIT_CHECKOUT_RECREATE_MISSING;
    options.notify_flags = GIT_CHECKOUT_NOTIFY_CONFLICT;
    options.notify_payload = &inTheWay;
    options.notify_cb = [](git_checkout_notify_t, const char *path, const git_diff_file *, const git_diff_file *,
                            const git_diff_file *, void *list) {
        static_cast<QStringList *>(list)->append(QFile::decodeName(path));
        return 0;
    };
    const int code = git_checkout_tree(repository, target.get(), &options);
    if (!inTheWay.isEmpty()) {
        inTheWay.sort();
        const QString more = inTheWay.size() > 5 ? QStringLiteral(" and %1 more").arg(inTheWay.size() - 5) : QString();
        return failure(ErrorCode::Conflict,
            QStringLiteral("Local changes are in the way of commit %1 in %2: %3%4. Move or remove them, then try again")
                .arg(commit.left(12), where, QStringList(inTheWay.mid(0, 5)).join(QLatin1String(", ")), more),
            inTheWay.join(QLatin1Char('\n')));
    }
    if (code < 0)
        return gitFailure(code, doing);
    if (const int detached = git_repository_set_head_detached(repository, &*id); detached < 0)
        return gitFailure(detached, doing);
    return {};
}

static bool runs(qint64 pid)
{
    return pid > 0 && (::kill(pid_t(pid), 0) == 0 || errno == EPERM);
}

// What a killed clone left; those of living processes stay.
static void sweepPartials(const QFileInfo &directory)
{
    QDir parent = directory.dir();
    const QString prefix = directory.fileName() + partialMark;
    for (const QString &name : parent.entryList({prefix + QLatin1Char('*')}, QDir::Dirs | QDir::Hidden)) {
        const qint64 pid = name.mid(prefix.size()).section(QLatin1Char('-'), 0, 0).toLongLong();
        if (!runs(pid))
            QDir(parent.filePath(name)).removeRecursively();
    }
}

static Result<> makeWhole(GitConnection &connection, const QString &partial, const QString &commit)
{
    GitRepository repository;
    if (const int code = git_repository_init(std::out_ptr(repository), QFile::encodeName(partial).constData(), 0);
        code < 0)
        return gitFailure(code, QStringLiteral("Making the folder %1").arg(partial));
    if (const auto origin = originOf(repository.get(), connection.url().address.toUtf8()); !origin)
        return std::unexpected(origin.error());
    if (const auto fetched = fetchCommit(connection, repository.get(), commit, FetchInto::KeptCheckout); !fetched)
        return fetched;
    return moveWorkTree(repository.get(), commit);
}

static Result<> cloneInto(GitConnection &connection, const QString &directory, const QString &commit)
{
    const QFileInfo target(directory);
    if (!QDir().mkpath(target.absolutePath()))
        return failure(ErrorCode::Storage,
            QStringLiteral("%1 cannot be made: check its owner and free space").arg(target.absolutePath()));
    sweepPartials(target);
    const QString partial = target.absoluteFilePath() + partialMark
        + QStringLiteral("%1-%2").arg(qint64(::getpid())).arg(QUuid::createUuid().toString(QUuid::Id128).left(8));
    Result<> done = makeWhole(connection, partial, commit);
    // Renaming over an empty folder works, over a full one it does not.
    if (done && std::rename(QFile::encodeName(partial).constData(), QFile::encodeName(directory).constData()) != 0)
        done = failure(ErrorCode::Conflict,
            QStringLiteral("%1 holds files but is not a Git repository: move it away, then try again").arg(directory));
    if (!done)
        QDir(partial).removeRecursively();
    return done;
}

Result<> checkOut(GitConnection &connection, const QString &directory, const QString &commit)
{
    const QString clean = QDir::cleanPath(directory);
    if (const auto id = parseCommit(commit); !id)
        return std::unexpected(id.error());
    auto repository = openRepository(clean);
    if (!repository && repository.error().code != ErrorCode::NotFound)
        return std::unexpected(repository.error());
    if (!repository) {
        if (QFileInfo::exists(clean) && !QDir(clean).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden))
            return failure(ErrorCode::Conflict,
                QStringLiteral("%1 holds files but is not a Git repository: move it away, then try again").arg(clean));
        return cloneInto(connection, clean, commit);
    }
    if (git_repository_is_bare(repository->get()))
        return failure(
            ErrorCode::Conflict, QStringLiteral("%1 is a bare repository: move it away, then try again").arg(clean));
    if (const auto origin = originOf(repository->get(), connection.url().address.toUtf8()); !origin)
        return std::unexpected(origin.error());
    if (const auto fetched = fetchCommit(connection, repository->get(), commit, FetchInto::KeptCheckout); !fetched)
        return fetched;
    return moveWorkTree(repository->get(), commit);
}

} // namespace relight
