#pragma once
// libgit2 looks for known_hosts in one home folder of the whole process, to choose which kind of host key it asks for.
// This gives it a private one whose file says what counts for the connection being made. Made by LibGit2 before
// anything else; thread-safe.

#include <QByteArray>
#include <QTemporaryDir>

#include <mutex>

namespace relight {

class SshHome
{
public:
    SshHome();

    // Writes the lines; they stay while the lock is held, until the connection stands.
    [[nodiscard]] std::unique_lock<std::mutex> use(const QByteArray &knownHosts);

private:
    QTemporaryDir m_folder;
    std::mutex m_mutex;
};

// ~/.ssh/known_hosts, known_hosts2 and the system's, one after the other.
[[nodiscard]] QByteArray systemKnownHosts();

} // namespace relight
