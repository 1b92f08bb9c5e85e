#pragma once
// The user's own repository as the estate of a drill: reads the YAML and JSON files that a recovery would apply, from
// the work tree that holds the manifest. Never follows a link, never leaves the tree, never runs anything. Blocking on
// the disk; any thread that may.

#include "models/manifest/recoverymanifest.h"

namespace relight::world {

struct UserTreeLimits
{
    int files = 2'000;
    qint64 bytes = 8 * 1024 * 1024;
    int entries = 200'000; // looked at, in all folders
};

struct UserTree
{
    QMap<QString, QByteArray> files; // path in the repository -> content
    QStringList leftOut;             // "PATH: why", at most 100 of them: a person wants to know
};

// gitops.path, the root application and its folder, bootstrap manifests, the install manifest, and every folder of this
// repository that an Application among them names as its source, with the bases of its kustomizations. A source folder
// without any such file (jsonnet, or beyond the limits) gets an empty file ".drill": it is there.
[[nodiscard]] UserTree readUserTree(
    const QString &root, const RecoveryManifest &manifest, const UserTreeLimits &limits = {});

} // namespace relight::world
