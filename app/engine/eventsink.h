#pragma once
// Where events go before anything shows them: the journal, or a list in a test. Owned by whoever made the engine,
// outlives it; engine thread only.

#include "models/base/error.h"
#include "models/run/runevent.h"

namespace relight {

class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual Result<> append(const QList<RunEvent> &events) = 0; // all on disk, or none counted
    virtual bool nearlyFull() const { return false; }           // only the space set aside is left
};

} // namespace relight
