#pragma once
// Which kinds the API serves in which versions: the store keeps one version of each, definitions may serve more. Pure.

#include "app/drill/world/base/objectstore.h"

namespace relight::world {

[[nodiscard]] QList<Kind> servedKinds(const ObjectStore &store);
[[nodiscard]] std::optional<Kind> servedKind(
    const ObjectStore &store, const QString &group, const QString &version, const QString &plural);

// The object's bytes in the version of `kind`.
[[nodiscard]] QByteArray bytesAs(const Stored &stored, const Kind &kind);

} // namespace relight::world
