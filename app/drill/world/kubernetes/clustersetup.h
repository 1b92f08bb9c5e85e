#pragma once
// A new cluster as its provider hands it over: kinds, the first namespaces, nodes that become ready, what runs in
// kube-system. The world's one thread.

#include "app/drill/world/base/world.h"

namespace relight::world {

void makeCluster(World &world);

[[nodiscard]] QString kubernetesVersion(const World &world); // "v1.34.4" unless the manifest expects another

} // namespace relight::world
