#pragma once
// The one kept checkout of a repository: made whole or not at all, moved from commit to commit, its untracked files
// left alone. Blocking functions on one thread; LibGit2 sees to it that a folder is worked on by one at a time.

#include "app/integrations/git/gitconnection.h"

namespace relight {

// Opens the checkout at `directory`, or clones it there (into a sibling folder that is renamed when it is whole), then
// moves the work tree.
Result<> checkOut(GitConnection &connection, const QString &directory, const QString &commit);

// Makes the commit's objects present in the repository at `directory`. NotFound: the remote does not have it either.
Result<> fetchCommit(GitConnection &connection, git_repository *repository, const QString &commit);

Result<GitRepository> openRepository(const QString &directory);

// 40 hex digits, else Invalid.
Result<git_oid> parseCommit(const QString &commit);

} // namespace relight
