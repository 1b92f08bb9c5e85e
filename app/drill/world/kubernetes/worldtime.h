#pragma once
// The world's time as Kubernetes and HTTP write it. Pure.

#include "app/drill/world/base/world.h"

namespace relight::world {

[[nodiscard]] QString apiTime(const World &world);     // "2026-08-01T10:00:00Z"
[[nodiscard]] QByteArray httpDate(const World &world); // "Sat, 01 Aug 2026 10:00:00 GMT"

} // namespace relight::world
