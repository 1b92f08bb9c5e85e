#include "app/journal/journalreader.h"

#include "app/journal/journalline.h"

#include <cstring>
#include <fcntl.h>

namespace relight {

namespace {

constexpr std::size_t Chunk = 256 * 1024;

} // namespace

Result<JournalReader> JournalReader::open(const QString &path)
{
    auto file = PosixFile::open(path, O_RDONLY);
    if (!file)
        return std::unexpected(file.error());
    JournalReader reader;
    reader.m_file = std::move(*file);
    reader.m_buffer.resize(Chunk + EventParser::Padding);
    return reader;
}

std::unexpected<Error> JournalReader::damaged(const QString &what) const
{
    return failure(ErrorCode::Storage,
        QStringLiteral("the journal %1 is damaged at line %2: %3. Its first %4 events are whole: \"relight show\" "
                       "prints them; restore the file "
                       "from a copy, or start a new run")
            .arg(m_file.path())
            .arg(m_lines + 1)
            .arg(what)
            .arg(m_sequence));
}

std::unexpected<Error> JournalReader::unreadable(const QString &why) const
{
    return failure(ErrorCode::Invalid,
        QStringLiteral("this version of Relight cannot read the journal %1: %2").arg(m_file.path(), why));
}

// m_buffer[0 … filled) holds the file from m_whole on; whole lines are taken off its front, the rest moves there.
Result<qint64> JournalReader::read(const Sink &sink)
{
    const qint64 before = m_sequence;
    std::size_t filled = 0;
    for (bool atEnd = false; !atEnd;) {
        if (filled + EventParser::Padding == m_buffer.size())
            m_buffer.resize(m_buffer.size() * 2);
        const std::size_t room = m_buffer.size() - EventParser::Padding - filled;
        const auto count = m_file.readAt(
            m_whole + static_cast<qint64>(filled), m_buffer.data() + filled, static_cast<qsizetype>(room));
        if (!count)
            return std::unexpected(count.error());
        atEnd = *count == 0;
        filled += static_cast<std::size_t>(*count);
        const auto used = takeLines({m_buffer.data(), filled}, atEnd, sink);
        if (!used)
            return std::unexpected(used.error());
        filled -= *used;
        std::memmove(m_buffer.data(), m_buffer.data() + *used, filled);
    }
    m_torn = static_cast<qint64>(filled);
    if (const auto size = m_file.size(); size && *size < m_whole)
        return failure(ErrorCode::Conflict,
            QStringLiteral("the journal %1 became shorter while it was read (its writer took back what it could not "
                           "bring to disk); read it "
                           "again from the start")
                .arg(m_file.path()));
    return m_sequence - before;
}

Result<std::size_t> JournalReader::takeLines(std::string_view bytes, bool atEnd, const Sink &sink)
{
    std::size_t begin = 0;
    for (;;) {
        const std::size_t end = bytes.find('\n', begin);
        if (end == std::string_view::npos)
            return begin;
        const std::string_view line = bytes.substr(begin, end - begin);
        const auto json = unsealed(line);
        if (!json) {
            // Zero bytes are never written: a file system leaves them where a power cut took the last, unacknowledged
            // write.
            const bool last = end + 1 == bytes.size();
            if (last && (!atEnd || line.contains('\0')))
                return begin;
            return damaged(QStringLiteral("its checksum does not fit"));
        }
        if (const Result<> taken = m_lines == 0 ? takeHeader(*json) : takeEvent(*json, sink); !taken)
            return std::unexpected(taken.error());
        ++m_lines;
        m_whole += static_cast<qint64>(end + 1 - begin);
        begin = end + 1;
    }
}

Result<> JournalReader::takeHeader(std::string_view json)
{
    const auto header = parseHeader(json);
    if (!header)
        return damaged(QStringLiteral("it is not the head of a journal"));
    if (header->format > JournalFormat)
        return unreadable(QStringLiteral(
            "it has format %1, made by a newer Relight; this one reads formats up to %2. Use the newer one")
                .arg(header->format)
                .arg(JournalFormat));
    m_runId = header->runId;
    return {};
}

Result<> JournalReader::takeEvent(std::string_view json, const Sink &sink)
{
    if (const Result<> parsed = m_parser.parse(json, m_event); !parsed)
        return unreadable(QStringLiteral("line %1 is %2").arg(m_lines + 1).arg(parsed.error().message));
    if (m_event.sequence != m_sequence + 1)
        return damaged(
            QStringLiteral("event %1 follows event %2, so something is missing").arg(m_event.sequence).arg(m_sequence));
    m_sequence = m_event.sequence;
    sink(std::move(m_event));
    return {};
}

Result<JournalContents> readJournal(const QString &path)
{
    auto reader = JournalReader::open(path);
    if (!reader)
        return std::unexpected(reader.error());
    JournalContents contents;
    const auto count = reader->read([&contents](RunEvent &&event) { contents.events.append(std::move(event)); });
    if (!count)
        contents.damage = count.error();
    contents.runId = reader->runId();
    contents.wholeBytes = reader->wholeBytes();
    contents.tornBytes = reader->tornBytes();
    return contents;
}

} // namespace relight
