#pragma once
// Mends one thing that is wrong with a manifest, where that is plain: a key or a value that was misspelled, a key that
// is missing. Each change is proved by reading the text again; what would touch anything else is refused. Pure, any
// thread.

#include "models/manifest/diagnostic.h"
#include "models/manifest/edits.h"
#include "models/manifest/schema.h"

namespace relight {

// "write \"terraform\"", "add the key \"repo\""; empty: there is no remedy.
[[nodiscard]] QString remedyText(const Remedy &remedy);

struct Mended
{
    TextEdit edit;
    qsizetype caret = 0; // in the changed text: behind what was written
};

// Of the text that the diagnostic is about. Error: why it cannot be done by itself, as where the text is another by
// now.
[[nodiscard]] std::expected<Mended, QString> mended(
    const QString &text, const Diagnostic &diagnostic, const ManifestSchema &schema);

} // namespace relight
