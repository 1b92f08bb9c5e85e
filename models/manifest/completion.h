#pragma once
// What may be written at a place of a manifest, and what stands there means: from the schema, also in half-written
// text. Pure, any thread.

#include "models/manifest/place.h"
#include "models/manifest/schema.h"

namespace relight {

struct Suggestion
{
    QString text;        // as it is listed
    QString insert;      // as it is written: "path: "
    QString description; // empty: none
    bool required = false;
    bool operator==(const Suggestion &) const = default;
};

struct Completion
{
    QList<Suggestion> suggestions; // the likeliest first
    int from = 0, to = 0;          // columns that one of them replaces, from 0
};

// Lines and columns from 0.
[[nodiscard]] Completion completionAt(const ManifestSchema &schema, QStringView text, int line, int column);

struct KeyHelp
{
    QString key, description; // empty: nothing is known
    QStringList values;       // the allowed ones, or examples
};
[[nodiscard]] KeyHelp helpAt(const ManifestSchema &schema, QStringView text, int line, int column);

} // namespace relight
