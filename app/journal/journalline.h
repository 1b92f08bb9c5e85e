#pragma once
// What one line of a journal looks like: eight hex digits of CRC-32C, a space, one JSON object, a newline.
// docs/decisions tells why. Pure, any thread.

#include <QByteArray>
#include <QString>

#include <optional>
#include <string_view>

namespace relight {

inline constexpr int JournalFormat = 1;

// Appends the sealed line, newline included.
void appendSealed(QByteArray &to, const QByteArray &json);

// The JSON of a line (given without its newline), or nothing where it was not written like this.
[[nodiscard]] std::optional<std::string_view> unsealed(std::string_view line);

// {"format":1,"run":"…"}: the first line. `format` stays where it is in every later format, so that an older Relight
// can refuse by name.
[[nodiscard]] QByteArray headerJson(const QString &runId);

struct JournalHeader
{
    int format = 0;
    QString runId;
};
[[nodiscard]] std::optional<JournalHeader> parseHeader(std::string_view json);

} // namespace relight
