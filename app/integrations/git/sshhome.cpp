#include "app/integrations/git/sshhome.h"

#include <QDir>
#include <QFile>

#include <git2.h>

namespace relight {

SshHome::SshHome()
{
    QDir(m_folder.path()).mkpath(QStringLiteral(".ssh"));
    git_libgit2_opts(GIT_OPT_SET_HOMEDIR, QFile::encodeName(m_folder.path()).constData());
}

std::unique_lock<std::mutex> SshHome::use(const QByteArray &knownHosts)
{
    std::unique_lock lock(m_mutex);
    QFile file(m_folder.filePath(QStringLiteral(".ssh/known_hosts")));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        file.write(knownHosts);
        if (!knownHosts.endsWith('\n'))
            file.write("\n");
    }
    return lock;
}

QByteArray systemKnownHosts()
{
    QByteArray lines;
    const QString own = QDir::homePath() + QStringLiteral("/.ssh/known_hosts");
    for (const QString &path : {own, own + QLatin1Char('2'), QStringLiteral("/etc/ssh/ssh_known_hosts")}) {
        QFile file(path);
        if (file.open(QIODevice::ReadOnly))
            lines += file.readAll() + '\n';
    }
    return lines;
}

} // namespace relight
