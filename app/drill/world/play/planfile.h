#pragma once
// A saved plan on disk: the one file that the world writes for a program it plays.

#include "app/drill/world/play/terraformsaved.h"

namespace relight::world {

// Below `allowed` only, whatever links there are. Empty: written; else why not.
[[nodiscard]] QString writePlan(const QString &path, const SavedPlan &plan, const QString &allowed);

// None: no such file, or none of ours.
[[nodiscard]] std::optional<SavedPlan> loadPlan(const QString &path);

} // namespace relight::world
