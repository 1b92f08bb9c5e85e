#pragma once
// One file of a person's own work tree: what HEAD has of it, and a commit of it alone. Apart from Git, so that whoever
// only reads (the engine, a drill) cannot be handed what writes. Blocking, thread-safe; done by app/integrations/git.

#include "models/base/error.h"

#include <optional>

namespace relight {

struct GitAuthor
{
    QString name, email;
};

class WorkFiles
{
public:
    virtual ~WorkFiles() = default;

    // The file as HEAD has it. NotFound: the file is in no work tree, or HEAD does not know it.
    virtual Result<QByteArray> headFile(const QString &file) = 0;

    // Commits this one file as it is on disk on top of HEAD; what else is staged stays staged and out of the commit.
    // Runs no hook, pushes nothing. Author: Git's own settings where none is given. Returns the commit's id. Conflict:
    // nothing changed, HEAD is on no branch, a merge is under way. Invalid: no author, no message. Forbidden: the
    // repository asks for signed commits, or the file is ignored.
    virtual Result<QString> commitFile(
        const QString &file, const QString &message, const std::optional<GitAuthor> &author = {})
        = 0;
};

} // namespace relight
