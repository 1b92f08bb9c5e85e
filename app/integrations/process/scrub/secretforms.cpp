#include "app/integrations/process/scrub/secretforms.h"

#include <algorithm>
#include <array>

namespace relight::scrub {

namespace {

constexpr std::string_view base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// Digits of `pad` unknown bytes followed by `value`, without those that the value does not decide alone.
SecretForm base64Core(std::string_view value, size_t pad)
{
    std::string bytes(pad, '\0');
    bytes += value;
    const size_t bits = bytes.size() * 8;
    const size_t first = (pad * 8 + 5) / 6;
    SecretForm form{{}, pad != 0, bits % 6 != 0};
    for (size_t digit = first; (digit + 1) * 6 <= bits; ++digit) {
        unsigned code = 0;
        for (size_t bit = digit * 6; bit < digit * 6 + 6; ++bit)
            code = code << 1 | (static_cast<unsigned char>(bytes[bit / 8]) >> (7 - bit % 8) & 1);
        form.text += base64Digits[code];
    }
    return form;
}

bool isAlphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string percentEncoded(std::string_view value, std::string_view kept, bool upperCase, char space)
{
    const std::string_view hex = upperCase ? "0123456789ABCDEF" : "0123456789abcdef";
    std::string result;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (isAlphanumeric(c) || kept.contains(c)) {
            result += c;
        } else if (c == ' ' && space) {
            result += space;
        } else {
            result += '%';
            result += hex[byte >> 4];
            result += hex[byte & 15];
        }
    }
    return result;
}

// `html`: the way Go's encoder does it.
std::string jsonEscaped(std::string_view value, bool html)
{
    constexpr std::string_view hex = "0123456789abcdef";
    std::string result;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            (result += '\\') += c;
        else if (c == '\n')
            result += "\\n";
        else if (c == '\r')
            result += "\\r";
        else if (c == '\t')
            result += "\\t";
        else if (byte < 0x20 || (html && (c == '<' || c == '>' || c == '&')))
            ((result += "\\u00") += hex[byte >> 4]) += hex[byte & 15];
        else
            result += c;
    }
    return result;
}

std::string_view trimmed(std::string_view line)
{
    const size_t first = line.find_first_not_of(" \t\r");
    if (first == line.npos)
        return {};
    return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

// Lines of a key file or a manifest that are the same in everybody's: hiding them would only make logs unreadable.
bool isStructure(std::string_view line)
{
    if (line.starts_with("-----BEGIN ") || line.starts_with("-----END ") || line.ends_with(':'))
        return true;
    return std::ranges::any_of(
        std::array{"apiVersion:", "kind:", "type:"}, [&](auto word) { return line.starts_with(word); });
}

class Forms
{
public:
    void add(SecretForm form)
    {
        const std::string_view text = form.text;
        for (size_t from = 0; from < text.size();) {
            size_t length = std::min(longestForm, text.size() - from);
            if (text.size() - from - length < longestForm / 2 && text.size() - from <= longestForm * 3 / 2)
                length = text.size() - from;
            addPiece({std::string(text.substr(from, length)), form.growLeft && from == 0,
                form.growRight && from + length == text.size()});
            from += length;
        }
    }

    void addWrapped(const std::string &digits, size_t columns)
    {
        for (size_t from = 0; digits.size() > columns && from < digits.size(); from += columns)
            addPiece({digits.substr(from, columns), false, from + columns >= digits.size()});
    }

    std::vector<SecretForm> take() { return std::move(m_forms); }

private:
    void addPiece(SecretForm piece)
    {
        if (piece.text.size() < shortestSecret || piece.text.find_first_of("\r\n") != piece.text.npos)
            return;
        const auto same = std::ranges::find(m_forms, piece.text, &SecretForm::text);
        if (same == m_forms.end()) {
            m_forms.push_back(std::move(piece));
        } else {
            same->growLeft |= piece.growLeft;
            same->growRight |= piece.growRight;
        }
    }

    std::vector<SecretForm> m_forms;
};

void addBase64(Forms &forms, std::string_view value)
{
    for (size_t pad = 0; pad < 3; ++pad) {
        SecretForm form = base64Core(value, pad);
        if (pad == 0) {
            forms.addWrapped(form.text, 64);
            forms.addWrapped(form.text, 76);
        }
        SecretForm urlSafe = form;
        std::ranges::replace(urlSafe.text, '+', '-');
        std::ranges::replace(urlSafe.text, '/', '_');
        forms.add(std::move(form));
        forms.add(std::move(urlSafe));
    }
}

void addPercentEncoded(Forms &forms, std::string_view value)
{
    // RFC 3986; Python's quote(); JavaScript's encodeURIComponent(); Go's user information.
    for (const std::string_view kept : {"-._~", "-._~/", "-._~!*'()", "-._~$&+,;="}) {
        for (const bool upperCase : {true, false}) {
            forms.add({percentEncoded(value, kept, upperCase, 0)});
            forms.add({percentEncoded(value, kept, upperCase, '+')});
        }
    }
}

void addLines(Forms &forms, std::string_view value)
{
    while (!value.empty()) {
        const size_t end = std::min(value.find('\n'), value.size());
        const std::string_view line = trimmed(value.substr(0, end));
        value.remove_prefix(std::min(end + 1, value.size()));
        if (line.size() < shortestSecret || isStructure(line))
            continue;
        forms.add({std::string(line)});
        forms.add({jsonEscaped(line, false)});
        // "token: eyJ…": what follows the key is the secret, when it is long enough to be one.
        const size_t colon = line.find(": ");
        if (colon != line.npos && line.size() - colon - 2 >= 20)
            forms.add({std::string(trimmed(line.substr(colon + 2)))});
    }
}

} // namespace

std::string_view withoutLineEnd(std::string_view text)
{
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.remove_suffix(1);
    return text;
}

std::vector<SecretForm> formsOf(std::string_view secret)
{
    const std::string_view value = withoutLineEnd(secret);
    if (value.size() < shortestSecret)
        return {};
    Forms forms;
    forms.add({std::string(value)});
    if (value.find_first_of("\r\n") != value.npos)
        addLines(forms, value);
    addBase64(forms, value);
    addPercentEncoded(forms, value);
    forms.add({jsonEscaped(value, false)});
    forms.add({jsonEscaped(value, true)});
    return forms.take();
}

} // namespace relight::scrub
