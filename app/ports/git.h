#pragma once
// The GitOps repository, read by libgit2. Blocking, thread-safe; implemented in app/integrations/git. Never runs the
// git program.

#include "app/ports/secrets.h"

#include <functional>
#include <optional>

namespace relight {

struct GitAccess
{
    QString url; // https://…, ssh://…, user@host:path, or a path
    QString username;
    std::optional<Secret> password;
    std::optional<Secret> sshPrivateKey; // none: agent, for ssh
    QByteArray knownHosts;               // lines; empty: ~/.ssh/known_hosts
    bool direct = false;                 // no proxy, and no other address instead of this one, whoever asks for them
};

struct GitProgress
{
    qint64 receivedObjects = 0, totalObjects = 0, receivedBytes = 0;
};

struct WorkTreeStatus
{
    QString root;                   // absolute path of the work tree that holds the file
    QString headCommit;             // 40 hex
    QString branch;                 // empty: detached
    bool manifestCommitted = false; // the file is at HEAD as it is on disk
    bool pushed = false;            // HEAD is in a remote-tracking branch
    QStringList changed;            // of the asked paths: modified, added, removed or untracked, relative to root
};

class Git
{
public:
    virtual ~Git() = default;

    // What ls-remote says of the revision (branch, tag or commit; empty: HEAD): a commit id. Unauthorized, NotFound,
    // Unavailable.
    virtual Result<QString> remoteCommit(const GitAccess &access, const QString &revision, const Call &call) = 0;

    // One kept checkout: cloned into `directory` if it is not there, else fetched; its work tree moved to `commit`,
    // untracked files kept (terraform's state lives there). Conflict: local changes are in the way.
    virtual Result<> checkout(const GitAccess &access, const QString &directory, const QString &commit,
        const std::function<void(const GitProgress &)> &progress, const Call &call)
        = 0;
    // Fetches objects of the commit into the repository at `directory`, which is a person's own: its work tree, tags,
    // remote branches and FETCH_HEAD stay as they are.
    virtual Result<> fetch(const GitAccess &access, const QString &directory, const QString &commit,
        const std::function<void(const GitProgress &)> &progress, const Call &call)
        = 0;

    // The work tree that holds this file; NotFound: it is in none.
    virtual Result<WorkTreeStatus> workTree(const QString &file, const QStringList &paths) = 0;

    virtual Result<QByteArray> readFile(const QString &directory, const QString &commit, const QString &path) = 0;
    virtual Result<QStringList> listFiles(const QString &directory, const QString &commit, const QString &folder)
        = 0; // whole paths below it
    // The contents of those files below a folder whose whole path is wanted, one after the other. As listFiles() and
    // readFile(), but what they have in common is read once: in a folder of ten thousand files that is nearly all.
    virtual Result<> readFiles(const QString &directory, const QString &commit, const QString &folder,
        const std::function<bool(const QString &path)> &isWanted,
        const std::function<void(const QString &path, const QByteArray &content)> &take)
        = 0;
    // Tree or blob id of a path at a commit; NotFound.
    virtual Result<QString> objectId(const QString &directory, const QString &commit, const QString &path) = 0;
};

} // namespace relight
