#include "app/integrations/git/libgit2.h"

#include "app/integrations/git/gitcheckout.h"
#include "app/integrations/git/giterror.h"
#include "app/integrations/git/gitread.h"
#include "app/integrations/git/gitremoterefs.h"
#include "app/integrations/git/gitworkfile.h"
#include "app/integrations/git/gitworktree.h"
#include "app/integrations/git/leavable.h"
#include "app/integrations/git/sshhome.h"

#include <QDir>
#include <QHash>

namespace relight {

struct LibraryUse
{
    LibraryUse() { git_libgit2_init(); }
    ~LibraryUse() { git_libgit2_shutdown(); }
};

// Tells the caller while it still waits; a call that was left behind speaks to nobody.
class ProgressRelay
{
public:
    explicit ProgressRelay(GitConnection::Progress progress)
        : m_progress(std::move(progress))
    {
    }
    void tell(const GitProgress &progress)
    {
        const std::lock_guard lock(m_mutex);
        if (m_progress)
            m_progress(progress);
    }
    void fallSilent()
    {
        const std::lock_guard lock(m_mutex);
        m_progress = {};
    }

private:
    std::mutex m_mutex;
    GitConnection::Progress m_progress;
};

struct LibGit2::Private
{
    Clock &clock;
    LibraryUse library; // first in, last out
    SshHome sshHome;
    std::mutex mutex;
    QHash<QString, std::shared_ptr<std::mutex>> folders; // one operation a folder at a time
    Stragglers stragglers;                               // destroyed, and so joined, before what they use

    std::shared_ptr<std::mutex> folderLock(const QString &directory)
    {
        const std::lock_guard lock(mutex);
        auto &folder = folders[QDir::cleanPath(directory)];
        if (!folder)
            folder = std::make_shared<std::mutex>();
        return folder;
    }

    using FolderWork = Result<> (*)(GitConnection &connection, const QString &directory, const QString &commit);
    Result<> workOn(const GitAccess &access, const QString &directory, const QString &commit,
        const GitConnection::Progress &progress, const Call &call, const QString &what, FolderWork work)
    {
        const auto relay = std::make_shared<ProgressRelay>(progress);
        const auto folder = folderLock(directory);
        auto result = runLeavable<void>(
            stragglers, clock, call, what.arg(parseGitUrl(access.url).shown), [=, this](std::stop_token stop) {
                const std::lock_guard lock(*folder);
                GitConnection connection(access, sshHome, stop, [relay](const GitProgress &now) { relay->tell(now); });
                return work(connection, directory, commit);
            });
        relay->fallSilent();
        return result;
    }
};

// The first bundle of the host that there is: the program may run on another distribution than it was built for.
static void useSystemCertificates()
{
    const QString bundle = qEnvironmentVariable("SSL_CERT_FILE"), folder = qEnvironmentVariable("SSL_CERT_DIR");
    for (const QString &file : {bundle, QStringLiteral("/etc/ssl/certs/ca-certificates.crt"),
             QStringLiteral("/etc/pki/tls/certs/ca-bundle.crt"), QStringLiteral("/etc/ssl/ca-bundle.pem"),
             QStringLiteral("/etc/ssl/cert.pem")}) {
        if (!file.isEmpty() && QFile::exists(file)
            && git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, QFile::encodeName(file).constData(), nullptr) == 0)
            return;
    }
    if (!folder.isEmpty())
        git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, nullptr, QFile::encodeName(folder).constData());
}

LibGit2::LibGit2(Clock &clock)
    : LibGit2(clock, Limits{})
{
}

LibGit2::LibGit2(Clock &clock, const Limits &limits)
    : d(new Private{clock})
{
    git_libgit2_opts(GIT_OPT_SET_SERVER_CONNECT_TIMEOUT, int(limits.connect.count()));
    git_libgit2_opts(GIT_OPT_SET_SERVER_TIMEOUT, int(limits.silence.count()));
    useSystemCertificates();
}

LibGit2::~LibGit2() = default;

static Result<QString> askRemote(GitConnection &connection, const QString &revision)
{
    const QString shown = connection.url().shown;
    const auto remote = connection.remote(nullptr);
    if (!remote)
        return std::unexpected(remote.error());
    if (const auto connected = connection.connect(remote->get()); !connected)
        return std::unexpected(connected.error());
    const git_remote_head **heads = nullptr;
    size_t count = 0;
    if (const int code = git_remote_ls(&heads, &count, remote->get()); code < 0)
        return gitFailure(code, QStringLiteral("Listing the branches of %1").arg(shown));
    QList<RemoteRef> refs;
    for (size_t i = 0; i < count; ++i)
        refs.append({QString::fromUtf8(heads[i]->name), text(heads[i]->oid)});
    return resolveRevision(refs, revision, shown);
}

Result<QString> LibGit2::remoteCommit(const GitAccess &access, const QString &revision, const Call &call)
{
    const QString what = QStringLiteral("Asking %1 for its commits").arg(parseGitUrl(access.url).shown);
    return runLeavable<QString>(
        d->stragglers, d->clock, call, what, [access, revision, home = &d->sshHome](std::stop_token stop) {
            GitConnection connection(access, *home, stop, {});
            return askRemote(connection, revision);
        });
}

Result<> LibGit2::checkout(const GitAccess &access, const QString &directory, const QString &commit,
    const std::function<void(const GitProgress &)> &progress, const Call &call)
{
    return d->workOn(access, directory, commit, progress, call, QStringLiteral("Checking out %1"), checkOut);
}

Result<> LibGit2::fetch(const GitAccess &access, const QString &directory, const QString &commit,
    const std::function<void(const GitProgress &)> &progress, const Call &call)
{
    const auto fetchInto = [](GitConnection &connection, const QString &folder, const QString &wanted) -> Result<> {
        const auto repository = openRepository(folder);
        if (!repository)
            return std::unexpected(repository.error());
        return fetchCommit(connection, repository->get(), wanted, FetchInto::PersonsRepository);
    };
    return d->workOn(access, directory, commit, progress, call, QStringLiteral("Fetching %1"), fetchInto);
}

Result<WorkTreeStatus> LibGit2::workTree(const QString &file, const QStringList &paths)
{
    assertMayBlock();
    return inspectWorkTree(file, paths);
}

template <class Read> static auto readFrom(const QString &directory, Read read) -> decltype(read(nullptr))
{
    assertMayBlock();
    const auto repository = openRepository(directory);
    if (!repository)
        return std::unexpected(repository.error());
    return read(repository->get());
}

Result<QByteArray> LibGit2::readFile(const QString &directory, const QString &commit, const QString &path)
{
    return readFrom(directory, [&](git_repository *repository) { return readFileAt(repository, commit, path); });
}

Result<QStringList> LibGit2::listFiles(const QString &directory, const QString &commit, const QString &folder)
{
    return readFrom(directory, [&](git_repository *repository) { return listFilesAt(repository, commit, folder); });
}

Result<> LibGit2::readFiles(const QString &directory, const QString &commit, const QString &folder,
    const std::function<bool(const QString &path)> &isWanted,
    const std::function<void(const QString &path, const QByteArray &content)> &take)
{
    return readFrom(
        directory, [&](git_repository *repository) { return readFilesAt(repository, commit, folder, isWanted, take); });
}

Result<QString> LibGit2::objectId(const QString &directory, const QString &commit, const QString &path)
{
    return readFrom(directory, [&](git_repository *repository) { return objectIdAt(repository, commit, path); });
}

Result<QByteArray> LibGit2::headFile(const QString &file)
{
    assertMayBlock();
    return readHeadFile(file);
}

Result<QString> LibGit2::commitFile(const QString &file, const QString &message, const std::optional<GitAuthor> &author)
{
    assertMayBlock();
    return commitWorkFile(file, message, author);
}

} // namespace relight
