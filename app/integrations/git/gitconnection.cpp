#include "app/integrations/git/gitconnection.h"

#include "app/integrations/git/giterror.h"
#include "app/integrations/git/knownhosts.h"
#include "app/integrations/git/sshhome.h"

#include <QFile>
#include <QUrl>

#include <vector>

namespace relight {

GitConnection::GitConnection(GitAccess access, SshHome &sshHome, std::stop_token stop, Progress progress)
    : m_access(std::move(access))
    , m_url(parseGitUrl(m_access.url))
    , m_sshHome(sshHome)
    , m_stop(std::move(stop))
    , m_progress(std::move(progress))
{
}

git_remote_callbacks GitConnection::callbacks()
{
    git_remote_callbacks callbacks = GIT_REMOTE_CALLBACKS_INIT;
    callbacks.payload = this;
    callbacks.credentials = [](git_credential **out, const char *, const char *user, unsigned allowed, void *self) {
        return static_cast<GitConnection *>(self)->giveCredential(out, user, allowed);
    };
    callbacks.certificate_check = [](git_cert *certificate, int, const char *, void *self) {
        return static_cast<GitConnection *>(self)->checkHost(certificate);
    };
    callbacks.transfer_progress = [](const git_indexer_progress *stats, void *self) {
        return static_cast<GitConnection *>(self)->tell(*stats);
    };
    callbacks.sideband_progress = [](const char *, int, void *self) {
        return static_cast<GitConnection *>(self)->m_stop.stop_requested() ? int(GIT_EUSER) : 0;
    };
    return callbacks;
}

Result<GitRemote> GitConnection::remote(git_repository *repository) const
{
    git_remote_create_options options = GIT_REMOTE_CREATE_OPTIONS_INIT;
    options.repository = repository;
    if (m_access.direct)
        options.flags = GIT_REMOTE_CREATE_SKIP_INSTEADOF;
    GitRemote remote;
    if (const int code
        = git_remote_create_with_opts(std::out_ptr(remote), m_url.address.toUtf8().constData(), &options);
        code < 0)
        return gitFailure(code, QStringLiteral("Using the address %1").arg(m_url.shown));
    return remote;
}

// libgit2 1.9 frees what it does not own when a local path turns out to be no repository.
static Result<> checkLocal(const GitUrl &url)
{
    const QString path = url.address.startsWith(QLatin1String("file://")) ? QUrl(url.address).path() : url.address;
    const int code
        = git_repository_open_ext(nullptr, QFile::encodeName(path).constData(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
    if (code == GIT_ENOTFOUND)
        return failure(ErrorCode::NotFound,
            QStringLiteral("Connecting to %1: there is no repository at this address").arg(url.shown));
    if (code < 0) // another's, not to be read, damaged
        return gitFailure(code, QStringLiteral("Connecting to %1").arg(url.shown));
    return {};
}

Result<> GitConnection::connect(git_remote *remote)
{
    if (m_url.transport == GitUrl::Transport::Local) {
        if (const auto there = checkLocal(m_url); !there)
            return there;
    }
    m_given = false; // each connection is asked anew
    m_refused.reset();
    git_remote_connect_options options = GIT_REMOTE_CONNECT_OPTIONS_INIT;
    options.callbacks = callbacks();
    options.proxy_opts.type = proxy();
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE; // libgit2 would take the credentials along to another host
    std::unique_lock<std::mutex> home;
    if (m_url.transport == GitUrl::Transport::Ssh) {
        m_hostKeys = m_access.knownHosts.isEmpty() ? systemKnownHosts() : m_access.knownHosts;
        home = m_sshHome.use(m_hostKeys);
    }
    if (const int code = git_remote_connect_ext(remote, GIT_DIRECTION_FETCH, &options); code < 0)
        return std::unexpected(errorOf(code, QStringLiteral("Connecting to %1").arg(m_url.shown)));
    return {};
}

static QByteArray sourceOf(const QByteArray &refspec)
{
    return refspec.left(refspec.indexOf(':')).replace("+", "").replace("*", "");
}

// libgit2's own way to note references empties FETCH_HEAD, whatever it is told.
static void noteReferences(git_remote *remote, const QList<QByteArray> &refspecs)
{
    const git_remote_head **heads = nullptr;
    size_t count = 0;
    if (git_remote_ls(&heads, &count, remote) < 0)
        return;
    for (size_t i = 0; i < count; ++i) {
        const QByteArray name = heads[i]->name;
        for (const QByteArray &refspec : refspecs) {
            const QByteArray source = sourceOf(refspec);
            const qsizetype target = refspec.indexOf(':') + 1;
            if (target == 0 || !name.startsWith(source) || name.endsWith("^{}"))
                continue;
            // One that cannot be noted (a branch "a" where there was "a/b") is not worth failing: its commits are here.
            GitReference reference;
            git_reference_create(std::out_ptr(reference), git_remote_owner(remote),
                (refspec.mid(target).replace("*", "") + name.mid(source.size())).constData(), &heads[i]->oid, 1,
                nullptr);
        }
    }
}

Result<> GitConnection::fetch(git_remote *remote, const QList<QByteArray> &refspecs)
{
    git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
    options.callbacks = callbacks();
    options.proxy_opts.type = proxy();
    options.follow_redirects = GIT_REMOTE_REDIRECT_NONE;
    options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE; // a refspec names them
    std::vector<char *> names;
    for (const QByteArray &refspec : refspecs)
        names.push_back(const_cast<char *>(refspec.constData()));
    const git_strarray specs{names.data(), names.size()};
    if (const int code = git_remote_download(remote, &specs, &options); code < 0)
        return std::unexpected(errorOf(code, QStringLiteral("Fetching %1").arg(m_url.shown)));
    noteReferences(remote, refspecs);
    m_lastTold = {};
    tell(*git_remote_stats(remote)); // the last word is the whole
    return {};
}

Error GitConnection::errorOf(int code, const QString &doing) const
{
    if (m_stop.stop_requested())
        return {ErrorCode::Cancelled, QStringLiteral("%1 was cancelled").arg(doing)};
    if (m_refused)
        return *m_refused;
    return gitError(code, doing);
}

int GitConnection::refuse(ErrorCode code, const QString &message)
{
    m_refused = Error{code, message, m_url.shown};
    return GIT_EUSER;
}

int GitConnection::giveCredential(git_credential **out, const char *userFromUrl, unsigned allowed)
{
    const bool ssh = m_url.transport == GitUrl::Transport::Ssh;
    QByteArray user = m_access.username.toUtf8();
    if (ssh && userFromUrl && *userFromUrl)
        user = userFromUrl; // the address is more exact
    if (user.isEmpty())
        user = userFromUrl && *userFromUrl ? QByteArray(userFromUrl) : QByteArrayLiteral("git");
    if (ssh && allowed == GIT_CREDENTIAL_USERNAME)
        return git_credential_username_new(out, user.constData());
    if (std::exchange(m_given, true))
        return refuse(ErrorCode::Unauthorized,
            ssh ? QStringLiteral("%1 refused the SSH key of %2: check that the key is registered there and may read "
                                 "the repository")
                      .arg(m_url.shown, QString::fromUtf8(user))
                : QStringLiteral("%1 refused the password or token of %2: check that it is right, not expired, and may "
                                 "read the repository")
                      .arg(m_url.shown, QString::fromUtf8(user)));
    if (ssh)
        return giveSshKey(out, user, allowed);
    if (!(allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT))
        return refuse(ErrorCode::Unauthorized,
            QStringLiteral("%1 asks for a login that is not user name and password: use a token or SSH")
                .arg(m_url.shown));
    if (!m_access.password || m_access.password->isEmpty())
        return refuse(ErrorCode::Unauthorized,
            QStringLiteral("%1 asks for a password or token and none was given: set gitops.credentials in the manifest")
                .arg(m_url.shown));
    return git_credential_userpass_plaintext_new(out, user.constData(), m_access.password->bytes().constData());
}

int GitConnection::giveSshKey(git_credential **out, const QByteArray &user, unsigned allowed)
{
    if (m_access.sshPrivateKey && !m_access.sshPrivateKey->isEmpty()) {
        if (!(allowed & GIT_CREDENTIAL_SSH_MEMORY))
            return refuse(ErrorCode::Unauthorized,
                QStringLiteral("%1 does not take SSH keys: use a password or token over https").arg(m_url.shown));
        QByteArray key = m_access.sshPrivateKey->bytes();
        if (!key.endsWith('\n'))
            key += '\n';
        const Secret whole(std::move(key));
        return git_credential_ssh_key_memory_new(out, user.constData(), nullptr, whole.bytes().constData(), nullptr);
    }
    if (qEnvironmentVariableIsEmpty("SSH_AUTH_SOCK"))
        return refuse(ErrorCode::Unauthorized,
            QStringLiteral("No SSH key for %1: set gitops.credentials.ssh-private-key in the manifest, or start an SSH "
                           "agent and add the key")
                .arg(m_url.shown));
    return git_credential_ssh_key_from_agent(out, user.constData());
}

int GitConnection::checkHost(const git_cert *certificate)
{
    if (m_stop.stop_requested())
        return GIT_EUSER;
    if (certificate->cert_type != GIT_CERT_HOSTKEY_LIBSSH2)
        return GIT_PASSTHROUGH; // TLS: libgit2's own verdict with the system's CAs
    const auto *host = reinterpret_cast<const git_cert_hostkey *>(certificate);
    if (!(host->type & GIT_CERT_SSH_RAW))
        return refuse(ErrorCode::Protocol, QStringLiteral("%1 showed no readable host key").arg(m_url.host));
    const QByteArray key(host->hostkey, qsizetype(host->hostkey_len));
    const QString print = QString::fromLatin1(hostKeyType(key)) + QLatin1Char(' ') + hostKeyFingerprint(key);
    const QString where = m_url.port ? QStringLiteral("%1 port %2").arg(m_url.host).arg(m_url.port) : m_url.host;
    switch (checkHostKey(m_hostKeys, m_url.host, m_url.port, key)) {
    case HostKeyVerdict::Known:
        return 0;
    case HostKeyVerdict::Unknown:
        return refuse(ErrorCode::Forbidden,
            QStringLiteral(
                "The SSH server %1 is not known; its key is %2. Compare it with the one its operator publishes, then "
                "add it to gitops.credentials.known-hosts or ~/.ssh/known_hosts (ssh-keyscan prints the line)")
                .arg(where, print));
    case HostKeyVerdict::Changed:
        return refuse(ErrorCode::Forbidden,
            QStringLiteral("The SSH server %1 shows another key than known_hosts says: %2. It was rebuilt, or somebody "
                           "is in between: ask its operator before you replace the line")
                .arg(where, print));
    case HostKeyVerdict::Revoked:
        return refuse(ErrorCode::Forbidden,
            QStringLiteral("The SSH server %1 shows a revoked key (%2): do not connect, ask its operator")
                .arg(where, print));
    }
    return GIT_ECERTIFICATE;
}

int GitConnection::tell(const git_indexer_progress &stats)
{
    if (m_stop.stop_requested())
        return GIT_EUSER;
    const auto now = std::chrono::steady_clock::now();
    if (m_progress && now - m_lastTold >= std::chrono::milliseconds(33)) {
        m_lastTold = now;
        m_progress({stats.received_objects, stats.total_objects, qint64(stats.received_bytes)});
    }
    return 0;
}

} // namespace relight
