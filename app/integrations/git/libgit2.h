#pragma once
// The Git port by libgit2. One object a process, made by main or a test before its first use and destroyed after the
// engine: it owns libgit2's global state. Thread-safe; calls block and may come from any worker.

#include "app/ports/clock.h"
#include "app/ports/git.h"
#include "app/ports/workfile.h"

#include <memory>

namespace relight {

class LibGit2 : public Git, public WorkFiles
{
public:
    struct Limits
    {
        Milliseconds connect{10'000}; // libgit2 gives up connecting
        Milliseconds silence{20'000}; // no byte from the server for so long
    };

    explicit LibGit2(Clock &clock); // with the default limits
    LibGit2(Clock &clock, const Limits &limits);
    ~LibGit2() override; // waits, at most for the limits, for calls that were left

    Result<QString> remoteCommit(const GitAccess &access, const QString &revision, const Call &call) override;
    Result<> checkout(const GitAccess &access, const QString &directory, const QString &commit,
        const std::function<void(const GitProgress &)> &progress, const Call &call) override;
    Result<> fetch(const GitAccess &access, const QString &directory, const QString &commit,
        const std::function<void(const GitProgress &)> &progress, const Call &call) override;
    Result<WorkTreeStatus> workTree(const QString &file, const QStringList &paths) override;
    Result<QByteArray> readFile(const QString &directory, const QString &commit, const QString &path) override;
    Result<QStringList> listFiles(const QString &directory, const QString &commit, const QString &folder) override;
    Result<> readFiles(const QString &directory, const QString &commit, const QString &folder,
        const std::function<bool(const QString &path)> &isWanted,
        const std::function<void(const QString &path, const QByteArray &content)> &take) override;
    Result<QString> objectId(const QString &directory, const QString &commit, const QString &path) override;
    Result<QByteArray> headFile(const QString &file) override;
    Result<QString> commitFile(
        const QString &file, const QString &message, const std::optional<GitAuthor> &author = {}) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace relight
