#pragma once
// What an init container leaves behind in the cluster, for those that others wait for. The world's one thread.

#include "app/drill/world/base/world.h"

namespace relight::world {

void leaveBehind(World &world, const QJsonObject &pod, const QString &container);

} // namespace relight::world
