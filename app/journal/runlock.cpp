#include "app/journal/runlock.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

#include <cerrno>
#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

namespace relight {

namespace {

QString lockPath(const QString &runFolder)
{
    return runFolder + QStringLiteral("/lock");
}

struct flock wholeFile()
{
    struct flock range{};
    range.l_type = F_WRLCK;
    range.l_whence = SEEK_SET;
    return range;
}

LockHolder readHolder(const PosixFile &file)
{
    QByteArray text(4096, '\0');
    const auto count = file.readAt(0, text.data(), text.size());
    const QJsonObject json = QJsonDocument::fromJson(text.left(count.value_or(0))).object();
    LockHolder holder;
    holder.pid = json.value(QStringLiteral("pid")).toInteger();
    holder.host = json.value(QStringLiteral("host")).toString();
    holder.user = json.value(QStringLiteral("user")).toString();
    holder.since = parseTimestamp(json.value(QStringLiteral("since")).toString()).value_or(Timestamp{});
    return holder;
}

Result<> writeHolder(PosixFile &file, const LockHolder &holder)
{
    const QJsonObject json{{QStringLiteral("pid"), holder.pid}, {QStringLiteral("host"), holder.host},
        {QStringLiteral("user"), holder.user}, {QStringLiteral("since"), timestampText(holder.since)}};
    const QByteArray text = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    if (const auto cleared = file.truncate(0); !cleared)
        return cleared;
    return file.writeAt(0, text);
}

} // namespace

QString LockHolder::text() const
{
    if (pid == 0)
        return QStringLiteral("a process that has not said its name yet");
    return QStringLiteral("%1@%2, process %3, since %4").arg(user, host).arg(pid).arg(timestampText(since));
}

LockHolder LockHolder::thisProcess(Timestamp now)
{
    // The account's name may come over the network, and this is said to people only: as the session has it, first.
    QString user = qEnvironmentVariable("USER");
    if (const passwd *const account = user.isEmpty() ? ::getpwuid(::getuid()) : nullptr)
        user = QString::fromLocal8Bit(account->pw_name);
    if (user.isEmpty())
        user = QString::number(::getuid());
    return {::getpid(), QSysInfo::machineHostName(), user, now};
}

Result<RunLock> RunLock::acquire(const QString &runFolder, const LockHolder &holder)
{
    auto file = PosixFile::open(lockPath(runFolder), O_RDWR | O_CREAT);
    if (!file)
        return std::unexpected(file.error());
    // Of the open file, not of the process: a second Journal in this process is refused as well, and closing another
    // file changes nothing.
    struct flock range = wholeFile();
    if (::fcntl(file->descriptor(), F_OFD_SETLK, &range) != 0) {
        if (errno != EAGAIN && errno != EACCES)
            return std::unexpected(fileError(QStringLiteral("lock"), file->path(), errno));
        const QString run = QFileInfo(runFolder).fileName();
        return failure(ErrorCode::Conflict,
            QStringLiteral(
                "run %1 is already being written by %2. Watch it with \"relight show %1\", or end that one first")
                .arg(run, readHolder(*file).text()));
    }
    // The name is a courtesy to others: on a full disk the lock still holds without it.
    if (const auto written = writeHolder(*file, holder); !written && !isDiskFull(written.error()))
        return std::unexpected(written.error());
    RunLock lock;
    lock.m_file = std::move(*file);
    return lock;
}

std::optional<LockHolder> RunLock::holderOf(const QString &runFolder)
{
    const auto file = PosixFile::open(lockPath(runFolder), O_RDONLY);
    if (!file)
        return std::nullopt;
    struct flock range = wholeFile();
    if (::fcntl(file->descriptor(), F_OFD_GETLK, &range) != 0 || range.l_type == F_UNLCK)
        return std::nullopt;
    return readHolder(*file);
}

} // namespace relight
