#pragma once
// The sections of a manifest and the named things in them, with their lines, also while the text is half written.
// Pure, any thread.

#include "models/manifest/yamllines.h"

namespace relight {

struct OutlineEntry
{
    QString title;    // "cluster", "postgres-main"
    QString path;     // "recovery.data.databases[0]", as diagnostics have it
    int depth = 0;    // 0: the root
    int line = 1;     // 1-based
    int lastLine = 1; // of all that belongs to it
    bool operator==(const OutlineEntry &) const = default;
};

[[nodiscard]] QList<OutlineEntry> outlineOf(QStringView text);

// The innermost entry that holds this line; -1: none.
[[nodiscard]] int outlineEntryAt(const QList<OutlineEntry> &outline, int line);

} // namespace relight
