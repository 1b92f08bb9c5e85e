#pragma once
// What the director wants to be done: in the world (faults), towards the team (injects), or to the run as its simulated
// commander. Whoever hosts the drill carries it out. A value, any thread.

#include "models/base/time.h"

namespace relight {

struct Order
{
    enum class Kind { BeginFault, EndFault, Inject, Decide, Retry, Skip, Done, Pause, Resume, Cancel, Note };
    Kind kind = Kind::Note;
    QString subject;     // id of the fault or inject, of the run's question (Decide), or of the step
    bool granted = true; // of Decide
    QString text;        // comment of an answer, reason of a skip, evidence of a tick, text of a note
    QString reason;      // why the director does it: "expected: …", "drill: …"
    bool operator==(const Order &) const = default;
};

} // namespace relight
