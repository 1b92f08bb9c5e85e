#pragma once
// Programs that the engine asks for their version only. What they do not know is answered in their own words. Pure.

#include "app/drill/world/play/stage.h"

namespace relight::world {

// Nothing: no such program in this world.
[[nodiscard]] std::optional<Ending> smallAnswer(const QStringList &arguments);

// As /bin/sh says it, status 127.
[[nodiscard]] Ending notFound(const QString &program);

} // namespace relight::world
