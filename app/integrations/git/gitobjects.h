#pragma once
// libgit2's objects as owners that free themselves. Private to this folder; a handle stays on the thread that made it.

#include <git2.h>

#include <QString>

#include <memory>

namespace relight {

template <auto Free> struct GitFree
{
    template <class T> void operator()(T *object) const { Free(object); }
};

template <class T, auto Free> using GitHandle = std::unique_ptr<T, GitFree<Free>>;

using GitRepository = GitHandle<git_repository, git_repository_free>;
using GitRemote = GitHandle<git_remote, git_remote_free>;
using GitObject = GitHandle<git_object, git_object_free>;
using GitReference = GitHandle<git_reference, git_reference_free>;
using GitReferenceIterator = GitHandle<git_reference_iterator, git_reference_iterator_free>;
using GitStatusList = GitHandle<git_status_list, git_status_list_free>;
using GitTreeEntry = GitHandle<git_tree_entry, git_tree_entry_free>;

inline QString text(const git_oid &id)
{
    char hex[GIT_OID_MAX_HEXSIZE + 1];
    return QString::fromLatin1(git_oid_tostr(hex, sizeof hex, &id));
}

} // namespace relight
