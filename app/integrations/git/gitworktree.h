#pragma once
// How a work tree stands against its own HEAD and what is known of the remote: no network, nothing is written. Any
// thread.

#include "app/integrations/git/gitobjects.h"
#include "app/ports/git.h"

namespace relight {

// `paths` relative to the work tree's root, taken literally; a folder means all below it. Submodules are passed over.
Result<WorkTreeStatus> inspectWorkTree(const QString &file, const QStringList &paths);

// The repository whose work tree holds `folder`; NotFound names the file.
Result<GitRepository> discoverRepository(const QString &folder, const QString &file);

} // namespace relight
