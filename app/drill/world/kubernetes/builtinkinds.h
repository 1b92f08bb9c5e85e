#pragma once
// The kinds every cluster serves. Pure.

#include "app/drill/world/base/objectstore.h"

namespace relight::world {

[[nodiscard]] QList<Kind> builtInKinds();

// Subresources that a kind has, for discovery.
[[nodiscard]] QStringList subresourcesOf(const Kind &kind);

} // namespace relight::world
