#pragma once
// What a remote says of a revision. Pure, any thread.

#include "models/base/error.h"

#include <QList>

namespace relight {

struct RemoteRef
{
    QString name;   // "HEAD", "refs/heads/main", "refs/tags/v1", "refs/tags/v1^{}"
    QString commit; // 40 hex; an annotated tag's own id unless the name ends in ^{}
};

// A branch before a tag of the same name, as Argo CD does for a targetRevision; a whole ref name; a commit id as it is;
// a shortened one if a ref stands there. `where`: the repository, for the message.
[[nodiscard]] Result<QString> resolveRevision(
    const QList<RemoteRef> &refs, const QString &revision, const QString &where);

} // namespace relight
