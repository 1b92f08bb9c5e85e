#include "app/integrations/process/supervisor/spoolwriter.h"

#include "app/integrations/process/supervisor/spoolformat.h"

#include <fcntl.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <cstring>

namespace relight::supervisor {

static constexpr size_t bufferSize = 512 * 1024;
static constexpr uint64_t bytesBetweenChecks = 8 << 20;

static int openForWriting(const std::string &path)
{
    return ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

// Bytes written; less than all: errno says why.
static size_t writeAll(int fd, std::string_view bytes)
{
    size_t written = 0;
    while (written < bytes.size()) {
        const ssize_t n = ::write(fd, bytes.data() + written, bytes.size() - written);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        written += size_t(n);
    }
    return written;
}

SpoolWriter::SpoolWriter(uint64_t minimumFree)
    : m_prefix(spool::prefixSize, ' ')
    , m_minimumFree(minimumFree)
{
    setTime(0);
}

bool SpoolWriter::open(const std::string &log, const std::string &index)
{
    m_log = Descriptor(openForWriting(log));
    m_index = Descriptor(openForWriting(index));
    if (!m_log.isOpen() || !m_index.isOpen())
        return false;
    m_buffer.reserve(bufferSize);
    checkSpace();
    return true;
}

void SpoolWriter::setTime(uint64_t ms)
{
    for (size_t digit = 14; digit >= 2; --digit, ms /= 10)
        m_prefix[digit] = static_cast<char>('0' + ms % 10);
}

void SpoolWriter::append(char stream, char end, std::string_view text)
{
    if (m_stopped)
        return;
    if (m_buffer.size() + spool::prefixSize + text.size() + 1 > bufferSize)
        flush();
    if (m_lines++ % spool::linesPerIndexEntry == 0)
        m_offsets.push_back(m_size + m_buffer.size());
    m_prefix[0] = stream;
    m_prefix[1] = end;
    m_buffer.append(m_prefix.data(), spool::prefixSize);
    m_buffer.append(text);
    m_buffer.push_back('\n');
}

bool SpoolWriter::flush()
{
    if (m_stopped || m_buffer.empty())
        return false;
    const uint64_t before = m_size;
    const size_t written = writeAll(m_log.get(), m_buffer);
    if (written < m_buffer.size()) {
        const std::string reason = std::strerror(errno);
        const size_t whole = std::string_view(m_buffer).substr(0, written).rfind('\n') + 1; // npos + 1 is 0
        m_size += whole;
        if (::ftruncate(m_log.get(), off_t(m_size)) == 0)
            stop(reason);
        m_stopped = true;
    } else {
        m_size += written;
        m_unchecked += written;
        m_buffer.clear();
        writeIndex();
        if (m_unchecked >= bytesBetweenChecks)
            checkSpace();
    }
    return m_size > before;
}

void SpoolWriter::writeIndex()
{
    std::string bytes;
    for (const uint64_t offset : m_offsets) {
        if (offset >= m_size)
            break;
        for (int shift = 0; shift < 64; shift += 8)
            bytes += static_cast<char>(offset >> shift);
    }
    m_offsets.clear();
    if (!bytes.empty() && writeAll(m_index.get(), bytes) < bytes.size())
        stop("its index cannot be written");
}

void SpoolWriter::checkSpace()
{
    m_unchecked = 0;
    struct statvfs disk = {};
    if (::fstatvfs(m_log.get(), &disk) == 0 && uint64_t(disk.f_bavail) * disk.f_frsize < m_minimumFree)
        stop("less than " + std::to_string(m_minimumFree >> 20) + " MiB are free");
}

void SpoolWriter::stop(const std::string &reason)
{
    if (m_stopped)
        return;
    m_stopped = true;
    m_buffer.assign(m_prefix);
    m_buffer[0] = spool::streamNote;
    m_buffer[1] = spool::endNewline;
    m_buffer += "The log ends here, the command goes on: " + reason + ". Make room on this disk.\n";
    if (m_lines++ % spool::linesPerIndexEntry == 0)
        m_offsets.push_back(m_size);
    if (writeAll(m_log.get(), m_buffer) == m_buffer.size()) {
        m_size += m_buffer.size();
        writeIndex();
    } else if (::ftruncate(m_log.get(), off_t(m_size)) != 0) {
        // The torn note stays; readers take whole records only.
    }
    m_buffer.clear();
}

} // namespace relight::supervisor
