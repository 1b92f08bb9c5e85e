#pragma once
// Files of a commit, read from the object store without a work tree. Blocking on the disk only; any thread, a
// repository handle a call.

#include "app/integrations/git/gitobjects.h"
#include "models/base/error.h"

#include <QByteArray>
#include <QStringList>

#include <functional>

namespace relight {

// `commit`: an id, or a revision that the repository itself resolves. NotFound, Invalid (a folder where a file is meant
// and the reverse).
Result<QByteArray> readFileAt(git_repository *repository, const QString &commit, const QString &path);
Result<QStringList> listFilesAt(git_repository *repository, const QString &commit, const QString &folder);
Result<> readFilesAt(git_repository *repository, const QString &commit, const QString &folder,
    const std::function<bool(const QString &path)> &isWanted,
    const std::function<void(const QString &path, const QByteArray &content)> &take);
Result<QString> objectIdAt(git_repository *repository, const QString &commit, const QString &path);

} // namespace relight
