#include "app/journal/observationlog.h"

#include <QFile>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/statvfs.h>

namespace relight {

namespace {

constexpr qint64 LookEvery = 256 * 1024;

QString current(const QString &folder)
{
    return folder + QStringLiteral("/observations.jsonl");
}

QString previous(const QString &folder)
{
    return folder + QStringLiteral("/observations.1.jsonl");
}

} // namespace

Result<ObservationLog> ObservationLog::open(const QString &runFolder, Limits limits)
{
    ObservationLog log;
    log.m_folder = runFolder;
    log.m_limits = limits;
    log.m_sinceLook = LookEvery;
    if (const auto opened = log.reopen(); !opened)
        return std::unexpected(opened.error());
    return log;
}

Result<> ObservationLog::reopen()
{
    auto file = PosixFile::open(current(m_folder), O_RDWR | O_CREAT);
    if (!file)
        return std::unexpected(file.error());
    const auto size = file->size();
    if (!size)
        return std::unexpected(size.error());
    m_file = std::move(*file);
    m_size = *size;
    char last = '\n';
    if (m_size > 0 && m_file.readAt(m_size - 1, &last, 1) && last != '\n') {
        // A line that a killed writer left half written must not swallow the next one.
        if (const auto ended = m_file.writeAt(m_size, "\n"); !ended)
            return ended;
        ++m_size;
    }
    return {};
}

Result<> ObservationLog::rotate()
{
    if (std::rename(QFile::encodeName(current(m_folder)).constData(), QFile::encodeName(previous(m_folder)).constData())
        != 0)
        return std::unexpected(fileError(QStringLiteral("rename"), current(m_folder), errno));
    return reopen();
}

Result<> ObservationLog::append(const QByteArray &json)
{
    const QByteArray line = json + '\n';
    if (m_sinceLook >= LookEvery) {
        struct statvfs disk{};
        if (::statvfs(QFile::encodeName(m_folder).constData(), &disk) == 0
            && static_cast<qint64>(disk.f_bavail * disk.f_frsize) < m_limits.keepFree)
            return std::unexpected(fileError(QStringLiteral("write to"), current(m_folder), ENOSPC));
        m_sinceLook = 0;
    }
    if (m_size > 0 && m_size + line.size() > m_limits.fileBytes)
        if (const auto rotated = rotate(); !rotated)
            return rotated;
    if (const auto written = m_file.writeAt(m_size, line); !written) {
        static_cast<void>(m_file.truncate(m_size));
        return written;
    }
    m_size += line.size();
    m_sinceLook += line.size();
    return {};
}

} // namespace relight
