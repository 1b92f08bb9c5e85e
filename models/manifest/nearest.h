#pragma once
// "did you mean …": the known word nearest to what somebody wrote. Pure, any thread.

#include <QStringList>

namespace relight {

// The nearest of the words by edit distance (a swap of neighbours counts once); empty if none is near enough to be
// meant.
[[nodiscard]] QString nearestWord(const QString &written, const QStringList &words);

// ": did you mean "x"?", or nothing.
[[nodiscard]] QString didYouMean(const QString &written, const QStringList &words);

// A value as a message repeats it: one line, at most 60 characters.
[[nodiscard]] QString quotedValue(const QString &value);

} // namespace relight
