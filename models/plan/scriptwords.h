#pragma once
// Words and lines of the recovery script that its parts share. Pure, any thread.

#include "models/plan/step.h"

namespace relight {

// {"text":"…"} and the like: JSON that holds exactly this text, with its quotes.
[[nodiscard]] QString jsonText(const QString &text);

// printf of these lines: whatever they hold is safe in single quotes.
[[nodiscard]] QString printedLines(const QStringList &lines);

[[nodiscard]] QString quotedNames(const QStringList &names);

// by_hand, with what a person would run as comments above it.
[[nodiscard]] QStringList byHandLines(const Step &step);

} // namespace relight
