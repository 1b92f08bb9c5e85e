#pragma once
// What the API serves: /api, /apis and the lists of resources below them. Pure.

#include "app/drill/world/kubernetes/answers.h"

#include <QStringList>

namespace relight::world {

// None: not a path of discovery, or nothing there.
[[nodiscard]] std::optional<Answer> discovery(const QList<Kind> &kinds, const QStringList &path);

} // namespace relight::world
