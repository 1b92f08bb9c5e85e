#pragma once
// An estate of a given size, for what only large ones show. Pure functions, any thread.

#include "app/drill/world/git/estate/filetree.h"
#include "models/manifest/recoverymanifest.h"

namespace relight::world {

// Adds the child Applications below `children` (what the root points at) and their folders. `applications`: the root
// counts, too. The manifest's own names are among them.
void addSynthetic(
    FileTree &tree, const RecoveryManifest &manifest, const QString &children, int applications, int resources);

} // namespace relight::world
