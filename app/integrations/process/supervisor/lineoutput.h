#pragma once
// One output stream of the child: bytes in, scrubbed records out. Lines end at '\n', or at a lone '\r' (progress); a
// line of more than 64 KiB is cut, never through a secret. Owned by Attempt, one thread. Memory is bounded whatever the
// child writes.

#include "app/integrations/process/scrub/scrubber.h"

#include <functional>
#include <span>

namespace relight::supervisor {

class LineOutput
{
public:
    // `end` as in spoolformat.h; `text` is scrubbed and lives during the call.
    using Sink = std::function<void(char end, std::string_view text)>;

    LineOutput(const scrub::Scrubber &scrubber, Sink sink);

    // Where the next bytes go; then how many there were.
    std::span<char> space();
    void received(size_t size);

    // A '\r' came last; whether it is progress or the half of "\r\n" is not known yet. flushProgress(): it was
    // progress.
    bool isUndecided() const { return m_begin < m_end && m_buffer[m_end - 1] == '\r'; }
    void flushProgress();
    // What is left goes out as it is; `ended`: nothing will follow.
    void flush(bool ended);

private:
    void emitLines(size_t end); // whole lines in [m_begin, end)
    void emitLine(size_t begin, size_t end, char lineEnd);
    void emitPiece(size_t begin, size_t end, char lineEnd);
    size_t cutFor(size_t begin, size_t end) const;
    void findSecrets(size_t end);

    const scrub::Scrubber &m_scrubber;
    Sink m_sink;
    std::vector<char> m_buffer;
    size_t m_begin = 0, m_end = 0;    // not yet emitted
    std::vector<scrub::Span> m_spans; // secrets in the region being emitted, offsets in m_buffer
    size_t m_nextSpan = 0;
    std::string m_scrubbed;
};

} // namespace relight::supervisor
