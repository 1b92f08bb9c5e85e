#pragma once
// A believable small set of objects for an application whose manifests are not in the repository as plain YAML: charts,
// other repositories. By its name and the seed alone. Pure.

#include "app/drill/world/base/world.h"

namespace relight::world {

[[nodiscard]] QList<QJsonObject> synthesized(const Chance &chance, const QString &name);

} // namespace relight::world
