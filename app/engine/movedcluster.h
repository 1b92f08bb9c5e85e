#pragma once
// Another cluster than the pinned one was accepted: what was done on the one before does not hold any more. Kept as a
// fact of the step that pins, from before the pin is recorded, since much can come between the pin and that step's end:
// a failure, a cancel, the end of this program. Pure.

#include "models/run/runstate.h"

namespace relight {

// The UID that was accepted instead of the pinned one; empty: nothing to send back.
inline constexpr QLatin1StringView movedFact{"moved"};

// The step that pins is over: every other step without a worker goes back, and the fact is dealt with. Stands before
// the step's own end, so that a journal that is cut off between the two sends back once more, rather than never.
[[nodiscard]] QList<RunEventBody> eventsOfMove(const RunState &state, const QString &stepId, const QStringList &busy);

} // namespace relight
