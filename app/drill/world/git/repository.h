#pragma once
// The drill's Git repository on disk, made by libgit2 from the world's files: bare, one branch, the same commit ids for
// the same files. Blocking on the disk only; the world's one thread.

#include "app/drill/world/base/world.h"
#include "models/base/error.h"

namespace relight::world {

// The full name of the one branch: for a revision that names a branch or tag, refs/heads/ before it; else main.
[[nodiscard]] QString branchFor(const QString &revision);

// Makes the repository, or begins it anew, with one commit of all files; fills files.commit. Storage, Invalid (a path
// that Git refuses).
[[nodiscard]] Result<> makeRepository(
    const QString &directory, RepositoryFiles &files, const QString &revision = QString());

// One more commit on the branch: the files as they are now. Fills files.commit. No drill does that; the tests of
// fetching need a history.
[[nodiscard]] Result<> commit(const QString &directory, RepositoryFiles &files, const QString &message);

} // namespace relight::world
