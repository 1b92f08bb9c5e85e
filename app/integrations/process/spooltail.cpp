#include "app/integrations/process/spooltail.h"

#include "app/integrations/process/supervisor/spoolformat.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <charconv>
#include <cstring>

namespace relight {

static constexpr size_t chunkSize = 256 * 1024;

std::optional<SpoolRecord> parseSpoolRecord(std::string_view line)
{
    if (line.size() < spool::prefixSize)
        return std::nullopt;
    SpoolRecord record{line[0], line[1]};
    const char *digits = line.data() + 2;
    if (std::from_chars(digits, line.data() + spool::prefixSize - 1, record.time).ec != std::errc())
        return std::nullopt;
    record.text = line.substr(spool::prefixSize);
    if (record.end == spool::endNewline && record.text.ends_with('\r')) {
        record.text.remove_suffix(1);
        record.hadReturn = true;
    }
    return record;
}

SpoolTail::~SpoolTail()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

bool SpoolTail::read(qint64 limit, const Handler &handler, qint64 atOnce)
{
    if (m_fd < 0)
        m_fd = ::open(QFile::encodeName(m_file).constData(), O_RDONLY | O_CLOEXEC);
    if (m_fd < 0)
        return false;
    const qint64 enough = m_offset + atOnce;
    if (m_buffer.empty())
        m_buffer.resize(chunkSize);
    while (m_offset < std::min(limit, enough)) {
        const size_t wanted = size_t(std::min<qint64>(limit - m_offset, qint64(m_buffer.size())));
        const ssize_t n = ::pread(m_fd, m_buffer.data(), wanted, m_offset);
        if (n <= 0)
            return false;
        std::string_view bytes(m_buffer.data(), size_t(n));
        while (const void *newline = std::memchr(bytes.data(), '\n', bytes.size())) {
            const size_t size = size_t(static_cast<const char *>(newline) - bytes.data());
            if (const auto record = parseSpoolRecord(bytes.substr(0, size)))
                handler(*record);
            bytes.remove_prefix(size + 1);
            m_offset += qint64(size) + 1;
        }
        if (bytes.size() == m_buffer.size())
            m_buffer.resize(2 * m_buffer.size()); // one record is longer than the buffer
        else if (size_t(n) < m_buffer.size())
            return false; // the rest is a record that is still being written
    }
    return m_offset < limit;
}

} // namespace relight
