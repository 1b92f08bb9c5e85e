#pragma once
// Where in a manifest a caret stands: under which keys, at a key or at a value, and what was written of it so far. Also
// of half-written text. Pure, any thread.

#include "models/manifest/yamllines.h"

namespace relight {

struct ManifestPlace
{
    enum class At { Nothing, Key, Value };
    At at = At::Nothing;  // Nothing: a comment, a block of text
    QStringList path;     // "recovery", "traffic", "[]", and at a value its key
    QString written;      // of the word under the caret, up to it
    int from = 0, to = 0; // columns of that word, from 0
    QStringList present;  // the keys that its map has already, without this one
};

// Both from 0.
[[nodiscard]] ManifestPlace placeAt(QStringView text, int line, int column);

} // namespace relight
