#pragma once
// Compressed request bodies: the git program sends its longer ones so. A pure function.

#include <QByteArray>

#include <optional>

namespace relight::world {

// None: not gzip, cut off, or more than `limit` bytes when unpacked.
[[nodiscard]] std::optional<QByteArray> gunzip(const QByteArray &bytes, qsizetype limit);

} // namespace relight::world
