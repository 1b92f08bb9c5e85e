#include "app/journal/observationlog.h"

#include <QFile>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/statvfs.h>

namespace relight {

namespace {

constexpr qint64 LookEvery = 256 * 1024;

QString previous(const QString &folder)
{
    return folder + QStringLiteral("/observations.1.jsonl");
}

QString unpublished(const QString &folder)
{
    return folder + QStringLiteral("/observations.new.jsonl");
}

Result<> renameFile(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return std::unexpected(fileError(QStringLiteral("rename"), from, errno));
    return {};
}

} // namespace

QString observationsPath(const QString &runFolder)
{
    return runFolder + QStringLiteral("/observations.jsonl");
}

ObservationLog::ObservationLog(QString runFolder, Limits limits)
    : m_folder(std::move(runFolder))
    , m_limits(limits)
{
}

Result<> ObservationLog::begin()
{
    m_file.close();
    auto file = PosixFile::open(unpublished(m_folder), O_RDWR | O_CREAT | O_TRUNC);
    if (!file)
        return std::unexpected(file.error());
    m_file = std::move(*file);
    m_size = m_begun = 0;
    m_sinceLook = LookEvery;
    return {};
}

Result<> ObservationLog::publish()
{
    const QString current = observationsPath(m_folder);
    if (QFile::exists(current))
        if (const auto kept = renameFile(current, previous(m_folder)); !kept)
            return kept;
    m_begun = m_size;
    return renameFile(unpublished(m_folder), current);
}

bool ObservationLog::isFull() const
{
    return m_size >= std::max(m_limits.fileBytes, 3 * m_begun);
}

Result<> ObservationLog::checkRoom()
{
    if (m_sinceLook < LookEvery)
        return {};
    struct statvfs disk{};
    if (::statvfs(QFile::encodeName(m_folder).constData(), &disk) == 0
        && static_cast<qint64>(disk.f_bavail * disk.f_frsize) < m_limits.keepFree)
        return std::unexpected(fileError(QStringLiteral("write to"), observationsPath(m_folder), ENOSPC));
    m_sinceLook = 0;
    return {};
}

Result<> ObservationLog::append(const QByteArray &lines)
{
    if (const auto room = checkRoom(); !room)
        return room;
    if (const auto written = m_file.writeAt(m_size, lines); !written) {
        static_cast<void>(m_file.truncate(m_size));
        return written;
    }
    m_size += lines.size();
    m_sinceLook += lines.size();
    return {};
}

} // namespace relight
