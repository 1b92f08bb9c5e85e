#pragma once
// RunEvent to and from the JSON of a journal line and of `run --json`. Pure, any thread.

#include "models/run/runevent.h"

namespace relight {

// One line, no newline: {"seq":1,"at":"…","type":"attempt-started","step":"provision","attempt":1}
// Empty texts, empty lists and absent values are left out. Enumerators are the words of words.h.
[[nodiscard]] QByteArray eventToJson(const RunEvent &event);

// Unknown fields are ignored. Error Protocol: not such a line; a type or word that this version does not know is named.
[[nodiscard]] Result<RunEvent> eventFromJson(const QByteArray &line);

} // namespace relight
