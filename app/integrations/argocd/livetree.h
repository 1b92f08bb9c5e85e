#pragma once
// A resource tree as Argo CD would give it, from an Application's list of resources and the live objects. Pure.

#include "models/convergence/application.h"

#include <QJsonObject>

namespace relight {

// Nodes: each managed resource (Missing where no live object is among `live`), and each live object that one of them
// owns, directly or not.
[[nodiscard]] QList<ResourceNode> liveTree(const Application &application, const QList<QJsonObject> &live);

} // namespace relight
