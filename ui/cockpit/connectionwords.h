#pragma once
// Glyph and words of a connection in the status bar. Pure; GUI thread (translations).

#include "models/items/connections.h"
#include "ui/theme/states.h"

namespace relight {

struct ConnectionWords
{
    StateLook look;
    QString brief; // "Argo CD": where there is no room
    QString text;  // "Argo CD API 2 s old"
    QString whole; // a sentence with the reason, for tooltip and screen readers
};

[[nodiscard]] ConnectionWords wordsFor(const Connection &connection);

} // namespace relight
