#pragma once
// Text of a manifest made safe for a POSIX shell. Pure, any thread.

#include <QStringList>

namespace relight {

// One word that the shell reads back as exactly this text: left bare where it is harmless, else in single quotes.
[[nodiscard]] QString shellQuoted(const QString &text);

// A path that no option parser takes for an option: "./-x".
[[nodiscard]] QString shellPath(const QString &path);

// The same, with a leading ~/ turned into "$HOME"/, as `file:` references and kubeconfig paths may have it.
[[nodiscard]] QString shellHomePath(const QString &path);

// Text as lines of a comment: every line gets its "# ", control characters become spaces.
[[nodiscard]] QStringList shellComment(const QString &text);

} // namespace relight
