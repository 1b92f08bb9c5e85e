#pragma once
// JSON merge patch (RFC 7386) and JSON patch (RFC 6902). Pure.

#include <QJsonArray>
#include <QJsonObject>

#include <expected>

namespace relight::world {

[[nodiscard]] QJsonObject merged(const QJsonObject &object, const QJsonObject &patch);

// Unexpected: which operation does not fit, in the words of the server's library.
[[nodiscard]] std::expected<QJsonObject, QString> patched(const QJsonObject &object, const QJsonArray &patch);

} // namespace relight::world
