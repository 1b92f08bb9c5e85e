#include "app/journal/journalline.h"

#include "app/journal/crc32c.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <charconv>

namespace relight {

namespace {

constexpr std::size_t HexDigits = 8;

using Hex = std::array<char, HexDigits>;

Hex hexOf(std::uint32_t value)
{
    static constexpr char digits[] = "0123456789abcdef";
    Hex hex{};
    for (std::size_t i = 0; i < HexDigits; ++i)
        hex[i] = digits[value >> (28 - 4 * i) & 15];
    return hex;
}

} // namespace

void appendSealed(QByteArray &to, const QByteArray &json)
{
    const Hex hex = hexOf(crc32c({json.constData(), static_cast<std::size_t>(json.size())}));
    to.append(hex.data(), HexDigits).append(' ').append(json).append('\n');
}

std::optional<std::string_view> unsealed(std::string_view line)
{
    if (line.size() <= HexDigits + 1 || line[HexDigits] != ' ')
        return std::nullopt;
    const std::string_view json = line.substr(HexDigits + 1);
    const Hex hex = hexOf(crc32c(json));
    if (line.substr(0, HexDigits) != std::string_view(hex.data(), HexDigits))
        return std::nullopt;
    return json;
}

QByteArray headerJson(const QString &runId)
{
    const QJsonObject header{{QStringLiteral("format"), JournalFormat}, {QStringLiteral("run"), runId}};
    return QJsonDocument(header).toJson(QJsonDocument::Compact);
}

std::optional<JournalHeader> parseHeader(std::string_view json)
{
    const auto header = QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size()))).object();
    const int format = header.value(QStringLiteral("format")).toInt();
    if (format < 1)
        return std::nullopt;
    return JournalHeader{format, header.value(QStringLiteral("run")).toString()};
}

} // namespace relight
