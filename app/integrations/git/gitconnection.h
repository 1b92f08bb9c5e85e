#pragma once
// One conversation with a remote: credentials given once, the server's key or certificate checked, progress told at
// most 30 times a second, ended by a stop token. Lives on one thread for one operation; LibGit2 makes it.

#include "app/integrations/git/gitobjects.h"
#include "app/integrations/git/giturl.h"
#include "app/ports/git.h"

#include <chrono>

namespace relight {

class SshHome;

class GitConnection
{
public:
    using Progress = std::function<void(const GitProgress &)>;

    GitConnection(GitAccess access, SshHome &sshHome, std::stop_token stop, Progress progress);
    GitConnection(const GitConnection &) = delete;
    GitConnection &operator=(const GitConnection &) = delete;

    // For this address; no repository: only to ask what there is.
    Result<GitRemote> remote(git_repository *repository) const;
    // `remote` is then connected for reading. Unauthorized, Forbidden (host key), NotFound, Unavailable.
    Result<> connect(git_remote *remote);
    // Fetches by these refspecs ("+FROM*:TO*", or a commit's id); the remote has been connected. Writes no FETCH_HEAD.
    Result<> fetch(git_remote *remote, const QList<QByteArray> &refspecs);

    const GitUrl &url() const { return m_url; }

private:
    git_remote_callbacks callbacks();
    git_proxy_t proxy() const { return m_access.direct ? GIT_PROXY_NONE : GIT_PROXY_AUTO; }
    Error errorOf(int code, const QString &doing) const;
    int giveCredential(git_credential **out, const char *userFromUrl, unsigned allowed);
    int giveSshKey(git_credential **out, const QByteArray &user, unsigned allowed);
    int checkHost(const git_cert *certificate);
    int tell(const git_indexer_progress &stats);
    int refuse(ErrorCode code, const QString &message);

    GitAccess m_access;
    GitUrl m_url;
    SshHome &m_sshHome;
    std::stop_token m_stop;
    Progress m_progress;
    QByteArray m_hostKeys;          // known_hosts lines that count here
    bool m_given = false;           // credentials: once a connection, libgit2 asks again when they were refused
    std::optional<Error> m_refused; // our own word, better than libgit2's
    std::chrono::steady_clock::time_point m_lastTold{};
};

} // namespace relight
