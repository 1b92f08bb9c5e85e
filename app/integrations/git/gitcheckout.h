#pragma once
// The one kept checkout of a repository: made whole or not at all, moved from commit to commit, its untracked files
// left alone. Blocking functions on one thread; LibGit2 sees to it that a folder is worked on by one at a time.

#include "app/integrations/git/gitconnection.h"

namespace relight {

// Opens the checkout at `directory`, or clones it there (into a sibling folder that is renamed when it is whole), then
// moves the work tree.
Result<> checkOut(GitConnection &connection, const QString &directory, const QString &commit);

// Where branches and tags of the remote are noted. In a person's own repository below refs/relight/ only: their tags
// and the branches of their remotes, which may be those of a fork, are none of ours. Never FETCH_HEAD.
enum class FetchInto { KeptCheckout, PersonsRepository };

// Makes the commit's objects present. NotFound: the remote does not have it either.
Result<> fetchCommit(GitConnection &connection, git_repository *repository, const QString &commit, FetchInto place);

Result<GitRepository> openRepository(const QString &directory);

// 40 hex digits, else Invalid.
Result<git_oid> parseCommit(const QString &commit);

} // namespace relight
