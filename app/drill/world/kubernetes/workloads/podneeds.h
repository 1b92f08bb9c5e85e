#pragma once
// What a pod waits for before it can start. The world's one thread; nothing is kept.

#include "app/drill/world/base/world.h"

namespace relight::world {

// Claims that are not bound, nodes that are not ready: why the pod cannot be placed; empty: it can, on `node`.
struct Placement
{
    QString node, problem;
};
[[nodiscard]] Placement placementOf(const World &world, const QJsonObject &pod);

// The first Secret or ConfigMap of a volume that is not there, as the kubelet says it; empty: all are.
[[nodiscard]] QString missingVolume(const World &world, const QJsonObject &pod);

// The same for a container's environment: "secret \"x\" not found".
[[nodiscard]] QString missingEnvironment(const World &world, const QJsonObject &pod, const QJsonObject &container);

// Why the image cannot be pulled; empty: it can.
[[nodiscard]] QString imageProblem(const World &world, const QJsonObject &pod, const QString &image);

} // namespace relight::world
