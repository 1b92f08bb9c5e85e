#pragma once
// The questions of the drill's network port (drill/ports/drillpeers.h) and of its lost cluster, as the control socket
// asks them: look-up, get, post, knock, lost. The world's one thread.

#include "app/drill/world/control/controlserver.h"
#include "app/drill/world/outside/outside.h"

namespace relight::world {

// `control`, `world` and `outside` live equally long.
void answerForTheOutside(ControlServer &control, World &world, Outside &outside);

} // namespace relight::world
