#include "app/integrations/process/supervisor/lineoutput.h"

#include "app/integrations/process/supervisor/spoolformat.h"

#include <algorithm>
#include <cstring>

namespace relight::supervisor {

static constexpr size_t readSize = 128 * 1024;

LineOutput::LineOutput(const scrub::Scrubber &scrubber, Sink sink)
    : m_scrubber(scrubber)
    , m_sink(std::move(sink))
    , m_buffer(readSize + spool::longestLine + 2 * scrubber.reach() + 16)
{
}

std::span<char> LineOutput::space()
{
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
    }
    return std::span(m_buffer).subspan(m_end);
}

void LineOutput::received(size_t size)
{
    const char *bytes = m_buffer.data();
    const size_t old = m_begin < m_end && bytes[m_end - 1] == '\r' ? m_end - 1 : m_end; // that '\r' can be judged now
    m_end += size;
    // The last line end in what is new. A '\r' that comes last may be the half of "\r\n".
    const std::string_view fresh(bytes + old, m_end - old);
    size_t last = fresh.rfind('\n');
    if (const size_t lone = fresh.rfind('\r', fresh.size() < 2 ? 0 : fresh.size() - 2);
        lone != fresh.npos && lone + 1 < fresh.size() && (last == fresh.npos || lone > last))
        last = lone;
    if (last != fresh.npos)
        emitLines(old + last + 1);

    const size_t reach = m_scrubber.reach();
    if (m_end - m_begin > spool::longestLine + reach) {
        findSecrets(m_end);
        while (m_end - m_begin > spool::longestLine + reach) {
            const size_t cut = cutFor(m_begin, m_end);
            emitPiece(m_begin, cut, spool::endCut);
            m_begin = cut;
        }
    }
}

void LineOutput::flushProgress()
{
    if (isUndecided())
        emitLines(m_end);
}

void LineOutput::flush(bool ended)
{
    flushProgress();
    if (m_begin == m_end)
        return;
    findSecrets(m_end);
    emitLine(m_begin, m_end, ended ? spool::endOfStream : spool::endCut);
    m_begin = m_end;
}

void LineOutput::findSecrets(size_t end)
{
    m_scrubber.find(std::string_view(m_buffer.data() + m_begin, end - m_begin), m_spans);
    for (scrub::Span &span : m_spans) {
        span.begin += m_begin;
        span.end += m_begin;
    }
    m_nextSpan = 0;
}

void LineOutput::emitLines(size_t end)
{
    findSecrets(end);
    const char *bytes = m_buffer.data();
    const bool progress = std::memchr(bytes + m_begin, '\r', end - m_begin) != nullptr;
    while (m_begin < end) {
        const auto *newline = static_cast<const char *>(std::memchr(bytes + m_begin, '\n', end - m_begin));
        const size_t lineEnd = newline ? size_t(newline - bytes) : end;
        for (size_t from = m_begin; progress && from < lineEnd;) {
            const auto *found = static_cast<const char *>(std::memchr(bytes + from, '\r', lineEnd - from));
            if (!found || (newline && found + 1 == newline))
                break;
            from = size_t(found - bytes) + 1;
            emitLine(m_begin, from - 1, spool::endReturn);
            m_begin = from;
        }
        if (!newline)
            break; // the region ended with a lone '\r'
        emitLine(m_begin, lineEnd, spool::endNewline);
        m_begin = lineEnd + 1;
    }
}

// Not through a secret, not through a character. The secrets up to `end` are known.
size_t LineOutput::cutFor(size_t begin, size_t end) const
{
    size_t cut = begin + spool::longestLine;
    for (int i = 0; i < 3 && (m_buffer[cut] & 0xC0) == 0x80; ++i)
        --cut;
    for (size_t i = m_nextSpan; i < m_spans.size() && m_spans[i].begin < cut; ++i) {
        if (m_spans[i].end > cut)
            cut = m_spans[i].begin > begin ? m_spans[i].begin : std::min(m_spans[i].end, end);
    }
    return cut;
}

void LineOutput::emitLine(size_t begin, size_t end, char lineEnd)
{
    while (end - begin > spool::longestLine) {
        const size_t cut = cutFor(begin, end);
        emitPiece(begin, cut, spool::endCut);
        begin = cut;
    }
    emitPiece(begin, end, lineEnd);
}

void LineOutput::emitPiece(size_t begin, size_t end, char lineEnd)
{
    const std::string_view text(m_buffer.data() + begin, end - begin);
    if (m_nextSpan >= m_spans.size() || m_spans[m_nextSpan].begin >= end) {
        m_sink(lineEnd, m_scrubber.isSecretLine(text) ? scrub::secretMark : text);
        return;
    }
    m_scrubbed.clear();
    size_t from = begin;
    for (; m_nextSpan < m_spans.size() && m_spans[m_nextSpan].begin < end; ++m_nextSpan) {
        const scrub::Span &span = m_spans[m_nextSpan];
        m_scrubbed.append(m_buffer.data() + from, span.begin - from);
        m_scrubbed += scrub::secretMark;
        from = std::min(span.end, end);
    }
    m_scrubbed.append(m_buffer.data() + from, end - from);
    m_sink(lineEnd, m_scrubbed);
}

} // namespace relight::supervisor
