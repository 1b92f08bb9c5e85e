#pragma once
// Files of a commit, read from the object store without a work tree. Blocking on the disk only; any thread, a
// repository handle a call.

#include "app/integrations/git/gitobjects.h"
#include "models/base/error.h"

#include <QByteArray>
#include <QStringList>

namespace relight {

// `commit`: an id, or a revision that the repository itself resolves. NotFound, Invalid (a folder where a file is meant
// and the reverse).
Result<QByteArray> readFileAt(git_repository *repository, const QString &commit, const QString &path);
Result<QStringList> listFilesAt(git_repository *repository, const QString &commit, const QString &folder);
Result<QString> objectIdAt(git_repository *repository, const QString &commit, const QString &path);

} // namespace relight
