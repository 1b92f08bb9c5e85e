#pragma once
// Changes of single values in a manifest's text, as the span that is replaced: comments, order and all the rest stay as
// they were written. Each change is proved by reading the text again; one that would touch anything else is refused.
// Pure, any thread.

#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

namespace relight {

struct TextEdit
{
    qsizetype at = 0, length = 0; // UTF-16 units of the text, whose lines end with \n
    QString text;                 // instead of it
    bool operator==(const TextEdit &) const = default;
};

// The value at a path of keys ("recovery", "objectives", "rto"). None: it is not there, is no scalar, or the text is
// not YAML.
[[nodiscard]] std::optional<QString> scalarAt(const QString &text, const QStringList &path);

// Sets it; keys that are missing are added after the last one of the map that is there. Empty: the key is taken out.
// Error: why that cannot be done here, and that it is done in the text.
[[nodiscard]] std::expected<TextEdit, QString> setScalar(
    const QString &text, const QStringList &path, const QString &value);

// Adds a key without a value, with the maps above it that are missing: "\n  gitops:\n    repo: ". A key that is there
// already, and what cannot be done by itself, is an error.
[[nodiscard]] std::expected<TextEdit, QString> addKey(const QString &text, const QStringList &path);

} // namespace relight
