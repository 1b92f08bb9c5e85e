#pragma once
// Texts of a run, which may hold anything, made fit for their place. Pure, any thread.

#include <QString>

namespace relight {

// For Markdown outside of code, in one line.
[[nodiscard]] QString inMarkdown(const QString &text);
// For HTML's text and attributes; line ends become <br>.
[[nodiscard]] QString inHtml(const QString &text);

} // namespace relight
