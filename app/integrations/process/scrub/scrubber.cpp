#include "app/integrations/process/scrub/scrubber.h"

#include <algorithm>
#include <iterator>

namespace relight::scrub {

static std::vector<SecretForm> allForms(std::span<const std::string> secrets)
{
    std::vector<SecretForm> all;
    for (const std::string &secret : secrets) {
        std::vector<SecretForm> forms = formsOf(secret);
        std::ranges::move(forms, std::back_inserter(all));
    }
    return all;
}

Scrubber::Scrubber(std::span<const std::string> secrets)
    : m_matcher(allForms(secrets))
{
    for (const std::string &secret : secrets) {
        const std::string_view value = withoutLineEnd(secret);
        if (!value.empty() && value.size() < shortestSecret)
            m_wholeLines.emplace_back(value);
    }
}

bool Scrubber::isSecretLine(std::string_view line) const
{
    return !m_wholeLines.empty() && std::ranges::contains(m_wholeLines, withoutLineEnd(line));
}

std::string Scrubber::scrub(std::string_view text) const
{
    std::vector<Span> spans;
    find(text, spans);
    for (size_t from = 0; !m_wholeLines.empty() && from < text.size();) {
        const size_t end = std::min(text.find('\n', from), text.size());
        const std::string_view line = withoutLineEnd(text.substr(from, end - from));
        if (isSecretLine(line))
            spans.push_back({from, from + line.size()});
        from = end + 1;
    }
    std::ranges::sort(spans, {}, &Span::begin);

    std::string result;
    result.reserve(text.size());
    size_t from = 0;
    for (const Span &span : spans) {
        if (span.begin < from)
            continue;
        result += text.substr(from, span.begin - from);
        result += secretMark;
        from = span.end;
    }
    result += text.substr(from);
    return result;
}

} // namespace relight::scrub
