#include "app/integrations/process/scrub/patternmatcher.h"

#include <algorithm>
#include <cstring>

namespace relight::scrub {

static uint16_t blockAt(const char *last)
{
    uint16_t block = 0;
    std::memcpy(&block, last - 1, sizeof block);
    return block;
}

static bool isBase64Digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '/'
        || c == '-' || c == '_';
}

PatternMatcher::PatternMatcher(std::vector<SecretForm> forms)
    : m_forms(std::move(forms))
{
    if (m_forms.empty())
        return;
    std::ranges::stable_sort(m_forms, std::ranges::greater(), [](const SecretForm &form) { return form.text.size(); });
    m_longest = m_forms.front().text.size();
    m_window = std::min<size_t>(m_forms.back().text.size(), 255);
    m_shift.assign(65536, static_cast<uint8_t>(m_window - 1));
    for (uint32_t index = 0; index < m_forms.size(); ++index) {
        const char *text = m_forms[index].text.data();
        for (size_t last = 1; last < m_window; ++last) {
            uint8_t &shift = m_shift[blockAt(text + last)];
            shift = std::min(shift, static_cast<uint8_t>(m_window - 1 - last));
        }
        m_candidates[blockAt(text + m_window - 1)].push_back(index);
    }
}

void PatternMatcher::find(std::string_view text, std::vector<Span> &spans) const
{
    spans.clear();
    if (isEmpty())
        return;
    const uint8_t *shifts = m_shift.data();
    for (size_t last = m_window - 1; last < text.size();) {
        const uint16_t block = blockAt(text.data() + last);
        if (const uint8_t shift = shifts[block]) {
            last += shift;
            continue;
        }
        Span span;
        if (matchAt(text, last + 1 - m_window, block, span)) {
            if (!spans.empty() && span.begin <= spans.back().end) {
                spans.back().end = std::max(spans.back().end, span.end);
                spans.back().begin = std::min(spans.back().begin, span.begin);
            } else {
                spans.push_back(span);
            }
        }
        ++last;
    }
}

size_t PatternMatcher::matchAt(std::string_view text, size_t begin, uint16_t block, Span &span) const
{
    const auto candidates = m_candidates.find(block);
    if (candidates == m_candidates.end())
        return 0;
    for (const uint32_t index : candidates->second) { // longest first: a shorter one at this place lies within it
        const SecretForm &form = m_forms[index];
        if (!text.substr(begin).starts_with(form.text))
            continue;
        span = {begin, begin + form.text.size()};
        if (form.growLeft && span.begin > 0 && isBase64Digit(text[span.begin - 1]))
            --span.begin;
        if (form.growRight && span.end < text.size() && isBase64Digit(text[span.end]))
            ++span.end;
        return form.text.size();
    }
    return 0;
}

} // namespace relight::scrub
