#pragma once
// The fault circular-bootstrap [application, needs]: the application's pods wait for a Secret that only the other one
// brings, once that is Healthy. The world's one thread.

#include "app/drill/world/base/world.h"

namespace relight::world {

// While the fault is on: the application's workloads want the Secret.
void makeCircular(const World &world, const QString &application, QList<QJsonObject> &targets);
// `healthy` is: whoever needs it gets the Secret.
void bringBootstrap(World &world, const QString &healthy);
// The fault ends: somebody made the Secret by hand.
void endCircular(World &world, const Fault &fault);

} // namespace relight::world
