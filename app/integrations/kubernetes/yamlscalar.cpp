#include "app/integrations/kubernetes/yamlscalar.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace relight {

using namespace std::string_view_literals;

static constexpr std::array trueWords{
    "y"sv, "Y"sv, "yes"sv, "Yes"sv, "YES"sv, "true"sv, "True"sv, "TRUE"sv, "on"sv, "On"sv, "ON"sv};
static constexpr std::array falseWords{
    "n"sv, "N"sv, "no"sv, "No"sv, "NO"sv, "false"sv, "False"sv, "FALSE"sv, "off"sv, "Off"sv, "OFF"sv};
static constexpr std::array nullWords{""sv, "~"sv, "null"sv, "Null"sv, "NULL"sv};

static QJsonValue asText(const std::string &text)
{
    return QString::fromStdString(text);
}

// Nothing beyond what a double holds: such a scalar is text, as kubectl reads it.
static std::optional<QJsonValue> real(const std::string &digits)
{
    const double value = std::strtod(digits.c_str(), nullptr);
    return std::isfinite(value) ? std::optional(QJsonValue(value)) : std::nullopt;
}

// [+-] then 0x…, 0b…, 0o…, 0… (octal) or decimal; underscores between digits are dropped.
static std::optional<QJsonValue> integer(std::string_view digits)
{
    const bool negative = digits.starts_with('-');
    if (negative || digits.starts_with('+'))
        digits.remove_prefix(1);
    int base = 10;
    if (digits.size() > 1 && digits[0] == '0') {
        const char form = char(digits[1] | 0x20);
        base = form == 'x' ? 16 : form == 'b' ? 2 : 8;
        digits.remove_prefix(form == 'x' || form == 'b' || form == 'o' ? 2 : 1);
    }
    quint64 magnitude = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, base);
    if (digits.empty() || end != digits.data() + digits.size())
        return std::nullopt;
    if (error == std::errc::result_out_of_range) // beyond 64 bits: as exact as JSON in Qt can be
        return base == 10 ? real((negative ? "-" : "") + std::string(digits)) : std::nullopt;
    constexpr auto limit = quint64(std::numeric_limits<qint64>::max());
    if (magnitude > limit + (negative ? 1 : 0))
        return QJsonValue((negative ? -1.0 : 1.0) * double(magnitude));
    return QJsonValue(negative ? qint64(0 - magnitude) : qint64(magnitude));
}

static std::optional<QJsonValue> number(const std::string &text)
{
    std::string plain = text;
    std::erase(plain, '_');
    if (const auto value = integer(plain))
        return value;
    static const QRegularExpression form(QStringLiteral(R"(^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$)"));
    return form.match(QString::fromStdString(plain)).hasMatch() ? real(plain) : std::nullopt;
}

static QJsonValue plainScalar(const std::string &text)
{
    const std::string_view word(text);
    if (std::ranges::contains(nullWords, word))
        return QJsonValue::Null;
    if (std::ranges::contains(trueWords, word))
        return true;
    if (std::ranges::contains(falseWords, word))
        return false;
    if (!std::string_view("+-.0123456789").contains(word.front()))
        return asText(text);
    return number(text).value_or(asText(text));
}

QJsonValue yamlScalar(const std::string &tag, const std::string &text)
{
    static constexpr std::string_view prefix = "tag:yaml.org,2002:";
    if (tag.empty() || tag == "?")
        return plainScalar(text);
    if (!tag.starts_with(prefix))
        return asText(text);
    const std::string_view type = std::string_view(tag).substr(prefix.size());
    if (type == "bool" || type == "null" || type == "int")
        return plainScalar(text);
    if (type == "float") {
        const QJsonValue value = plainScalar(text);
        return value.isDouble() ? QJsonValue(value.toDouble()) : value;
    }
    return asText(text);
}

QString yamlKey(const std::string &tag, const std::string &text)
{
    const QJsonValue value = yamlScalar(tag, text);
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isNull())
        return QStringLiteral("null");
    const qint64 whole = value.toInteger(std::numeric_limits<qint64>::min());
    return whole != std::numeric_limits<qint64>::min() ? QString::number(whole) : QString::fromStdString(text);
}

} // namespace relight
