#pragma once
// Did the run say what the scenario means it to say? For CI, reports and scores. Pure, any thread.

#include "models/run/runevent.h"
#include "models/scenario/scenario.h"

namespace relight {

// Sentences, one for each expectation that was not met; empty: all were.
[[nodiscard]] QStringList unmetExpectations(const Scenario &scenario, const QList<RunEvent> &events);

} // namespace relight
