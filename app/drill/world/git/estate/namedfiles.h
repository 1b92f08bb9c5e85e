#pragma once
// Repository paths that the manifest names and nobody made yet. Nothing of it is ever run. Pure functions, any thread.

#include "app/drill/world/git/estate/filetree.h"
#include "models/manifest/recoverymanifest.h"

namespace relight::world {

void addNamedFiles(FileTree &tree, const RecoveryManifest &manifest);

// The documents as they belong into a file of this name: JSON for .json, else as they are.
[[nodiscard]] QByteArray writtenFor(const QString &path, const QByteArray &yaml);

} // namespace relight::world
