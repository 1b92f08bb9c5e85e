#pragma once
// Takes secrets out of text: each becomes «secret». The one place that every log line goes through, in Relight and in
// the supervisor of each child. A value made from all secrets at once; const functions are safe on any thread. Holds
// the secrets in memory.
//
// A value shorter than 4 bytes is hidden only where it is a whole line. A secret that a program wraps at another width
// than 64 or 76 columns, compresses or encrypts is not recognised.

#include "app/integrations/process/scrub/patternmatcher.h"

#include <span>

namespace relight::scrub {

inline constexpr std::string_view secretMark = "\xC2\xABsecret\xC2\xBB"; // «secret»

class Scrubber
{
public:
    Scrubber() = default;
    explicit Scrubber(std::span<const std::string> secrets);

    bool isEmpty() const { return m_matcher.isEmpty() && m_wholeLines.empty(); }
    // A match that starts at least this many bytes before the end of a text is seen whole.
    size_t reach() const { return m_matcher.longest() + 1; }

    // Places of secrets within lines, in order, not overlapping.
    void find(std::string_view text, std::vector<Span> &spans) const { m_matcher.find(text, spans); }
    bool isSecretLine(std::string_view line) const;

    // The whole text, of any number of lines.
    std::string scrub(std::string_view text) const;

private:
    PatternMatcher m_matcher;
    std::vector<std::string> m_wholeLines; // values too short to be looked for inside lines
};

} // namespace relight::scrub
