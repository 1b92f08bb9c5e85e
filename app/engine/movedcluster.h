#pragma once
// Another cluster than the pinned one was accepted: what was done on the one before does not hold any more. Kept as a
// fact of the step that pins, from before the pin is recorded, since much can come between the pin and that step's end:
// a failure, a cancel, the end of this program. Pure.

#include "models/run/runstate.h"

namespace relight {

[[nodiscard]] QString movedReason(); // of a step that starts over

// The UID that was accepted instead of the pinned one; empty: nothing to send back.
inline constexpr QLatin1StringView movedFact{"moved"};

// Of a step that was at work when the cluster moved: that attempt's number. What comes of it was done over there.
inline constexpr QLatin1StringView leftBehindFact{"left-behind"};

// The step that pins is over: every other step goes back (one at work, once it is through; it keeps leftBehindFact),
// and the fact is dealt with. Stands before the step's own end, so that a journal that is cut off between the two sends
// back once more, rather than never.
[[nodiscard]] QList<RunEventBody> eventsOfMove(const RunState &state, const QString &stepId, const QStringList &busy);

} // namespace relight
