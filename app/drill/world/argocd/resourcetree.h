#pragma once
// An application's resources and what they made, as argocd-server's API gives them. Reads the store. The world's one
// thread.

#include "app/drill/world/base/world.h"

#include <QJsonArray>

namespace relight::world {

// {"nodes": […]}: targets at the top; what is not there has no uid.
[[nodiscard]] QJsonObject resourceTree(const World &world, const QList<QJsonObject> &targets);
// {"items": […]}: live and target states, JSON in strings.
[[nodiscard]] QJsonObject managedResources(const World &world, const QList<QJsonObject> &targets);

} // namespace relight::world
