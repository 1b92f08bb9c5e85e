#include "app/journal/posixfile.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace relight {

PosixFile::PosixFile(PosixFile &&other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
    , m_path(std::move(other.m_path))
{
}

PosixFile &PosixFile::operator=(PosixFile &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    std::swap(m_path, other.m_path);
    return *this;
}

PosixFile::~PosixFile()
{
    close();
}

void PosixFile::close()
{
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
}

Result<PosixFile> PosixFile::open(const QString &path, int flags)
{
    PosixFile file;
    file.m_path = path;
    do {
        file.m_fd = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC, 0600);
    } while (file.m_fd < 0 && errno == EINTR);
    if (file.m_fd < 0)
        return std::unexpected(fileError(QStringLiteral("open"), path, errno));
    return file;
}

Result<qint64> PosixFile::size() const
{
    struct stat found{};
    if (::fstat(m_fd, &found) != 0)
        return std::unexpected(fileError(QStringLiteral("look at"), m_path, errno));
    return qint64{found.st_size};
}

Result<> PosixFile::writeAt(qint64 offset, const QByteArray &bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count
            = ::pwrite(m_fd, bytes.constData() + done, static_cast<std::size_t>(bytes.size() - done), offset + done);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return std::unexpected(fileError(QStringLiteral("write to"), m_path, count == 0 ? ENOSPC : errno));
        done += count;
    }
    return {};
}

Result<qsizetype> PosixFile::readAt(qint64 offset, char *into, qsizetype atMost) const
{
    ssize_t count = 0;
    do {
        count = ::pread(m_fd, into, static_cast<std::size_t>(atMost), offset);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return std::unexpected(fileError(QStringLiteral("read"), m_path, errno));
    return count;
}

Result<> PosixFile::truncate(qint64 size)
{
    if (::ftruncate(m_fd, size) != 0)
        return std::unexpected(fileError(QStringLiteral("shorten"), m_path, errno));
    return {};
}

Result<> PosixFile::syncData()
{
    if (::fdatasync(m_fd) != 0)
        return std::unexpected(fileError(QStringLiteral("bring to disk"), m_path, errno));
    return {};
}

Result<> PosixFile::syncFolder(const QString &path)
{
    const auto folder = open(path, O_RDONLY | O_DIRECTORY);
    if (!folder)
        return std::unexpected(folder.error());
    if (::fsync(folder->m_fd) != 0 && errno != EINVAL) // some file systems cannot, and need not
        return std::unexpected(fileError(QStringLiteral("bring to disk"), path, errno));
    return {};
}

bool isDiskFull(const Error &error)
{
    return error.code == ErrorCode::Storage && (error.status == ENOSPC || error.status == EDQUOT);
}

Error fileError(const QString &doing, const QString &path, int number)
{
    const QString head = QStringLiteral("cannot %1 %2: ").arg(doing, path);
    const QString system = QString::fromLocal8Bit(std::strerror(number));
    switch (number) {
    case ENOSPC:
        return {
            ErrorCode::Storage, head + QStringLiteral("the disk is full; free some space, then go on"), system, number};
    case EDQUOT:
        return {ErrorCode::Storage, head + QStringLiteral("the disk quota is used up; free some space, then go on"),
            system, number};
    case EROFS:
        return {ErrorCode::Storage,
            head
                + QStringLiteral(
                    "the disk is mounted read only; mount it for writing, or set XDG_STATE_HOME to a folder elsewhere"),
            system, number};
    case EACCES:
    case EPERM:
        return {ErrorCode::Storage,
            head
                + QStringLiteral(
                    "this user may not; correct its owner and mode, or set XDG_STATE_HOME to a folder elsewhere"),
            system, number};
    case EFBIG:
        return {ErrorCode::Storage,
            head + QStringLiteral("it would be larger than this process may write (see ulimit -f)"), system, number};
    case ENOENT:
        return {ErrorCode::NotFound, head + QStringLiteral("it is not there"), system, number};
    case EEXIST:
        return {ErrorCode::AlreadyExists, head + QStringLiteral("it is there already"), system, number};
    default:
        return {ErrorCode::Storage, head + system, system, number};
    }
}

} // namespace relight
