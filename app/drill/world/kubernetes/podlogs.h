#pragma once
// What a container's log says: plausible lines, always the same for one pod. The world's one thread.

#include "app/drill/world/base/world.h"
#include "app/drill/world/kubernetes/answers.h"

namespace relight::world {

struct LogQuestion
{
    QString space, pod, container; // container empty: the pod's only one
    int tailLines = -1;            // all
    bool previous = false;
};

[[nodiscard]] Answer podLog(const World &world, const LogQuestion &question);

} // namespace relight::world
