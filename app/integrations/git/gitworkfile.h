#pragma once
// One file of a work tree at HEAD, and a commit of it alone. Blocking; for LibGit2.

#include "app/ports/workfile.h"

namespace relight {

[[nodiscard]] Result<QByteArray> readHeadFile(const QString &file);
[[nodiscard]] Result<QString> commitWorkFile(
    const QString &file, const QString &message, const std::optional<GitAuthor> &author);

} // namespace relight
