#pragma once
// What the drill's Git repository holds: the user's own files where they can be read, a believable estate made from the
// manifest where they cannot. The same input gives the same bytes. Pure; reading the user's files is usertree.h's.

#include "app/drill/world/base/world.h"

namespace relight::world {

struct EstateOptions
{
    // Of the user's work tree, path in the repository -> content (readUserTree()). They win over what is made up; if
    // they hold the root application or something below gitops.path, no application is made up.
    QMap<QString, QByteArray> userTree;
    // A synthetic estate: so many Applications in all, the root and the parents of groups among them; and about so many
    // resources. 0: the estate as the manifest has it. The user's files are left out then.
    int applications = 0;
    int resources = 0;
};

// Every path that the manifest names is there. `commit` is empty: makeRepository() fills it.
[[nodiscard]] RepositoryFiles estateFor(const RecoveryManifest &manifest, const EstateOptions &options = {});

} // namespace relight::world
