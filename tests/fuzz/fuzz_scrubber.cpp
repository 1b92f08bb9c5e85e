// Whatever a child writes, in whatever pieces: no secret is in a record, and what is not hidden is what was written.

#include "app/integrations/process/supervisor/lineoutput.h"
#include "app/integrations/process/supervisor/spoolformat.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace relight;

static void require(bool good)
{
    if (!good)
        std::abort();
}

// The input: how many pieces, then two secrets that end in a zero byte, then the text.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    const size_t piece = size_t(data[0]) * 251 + 1;
    std::string_view rest(reinterpret_cast<const char *>(data) + 1, size - 1);
    std::vector<std::string> secrets;
    for (int i = 0; i < 2; ++i) {
        const size_t end = std::min(rest.find('\0'), rest.size());
        secrets.emplace_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    const scrub::Scrubber scrubber(secrets);

    std::string shown;
    supervisor::LineOutput output(scrubber, [&](char end, std::string_view text) {
        require(text.find('\n') == text.npos);
        for (const std::string &secret : secrets) {
            const std::string_view value = scrub::withoutLineEnd(secret);
            // The mark itself is not a leak, nor is what it makes together with its neighbours.
            const bool likeTheMark = value.find_first_of(scrub::secretMark) != value.npos;
            if (value.size() >= scrub::shortestSecret && value.find_first_of("\r\n") == value.npos && !likeTheMark)
                require(text.find(value) == text.npos);
        }
        shown += text;
        if (end == spool::endNewline)
            shown += '\n';
        else if (end == spool::endReturn)
            shown += '\r';
    });
    for (size_t at = 0; at < rest.size();) {
        const std::span<char> space = output.space();
        require(!space.empty());
        const size_t n = std::min({piece, rest.size() - at, space.size()});
        std::memcpy(space.data(), rest.data() + at, n);
        output.received(n);
        at += n;
    }
    output.flush(true);

    // What stands between the marks was written, in this order.
    size_t from = 0;
    for (size_t at = 0; at <= shown.size();) {
        const size_t mark = std::min(shown.find(scrub::secretMark, at), shown.size());
        const std::string_view kept = std::string_view(shown).substr(at, mark - at);
        const size_t found = rest.find(kept, from);
        if (rest.find(scrub::secretMark) == rest.npos) {
            require(found != rest.npos);
            from = found + kept.size();
        }
        at = mark + scrub::secretMark.size();
    }
    if (scrubber.isEmpty())
        require(shown == rest);
    return 0;
}
