#pragma once
// Two texts line by line, as git diff would have them with all the context there is. Pure, any thread.

#include "models/session/manifestdocument.h"

namespace relight {

[[nodiscard]] Result<QList<DiffLine>> diffLines(const QByteArray &before, const QByteArray &after);

} // namespace relight
