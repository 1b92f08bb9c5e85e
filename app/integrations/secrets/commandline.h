#pragma once
// Splits the text of a `command:` reference into arguments without a shell: blanks separate, '…' and "…" hold together,
// a backslash outside of '…' takes the next character as it is. No variables, no globs, no pipes: who needs them writes
// sh -c '…'. Pure function.

#include "models/base/error.h"

#include <QStringList>

namespace relight {

// Invalid: an open quote, or nothing at all.
[[nodiscard]] Result<QStringList> splitCommandLine(const QString &text);

} // namespace relight
