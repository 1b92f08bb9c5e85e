#pragma once
// The first events of a run, and of each time it is resumed. Pure.

#include "app/engine/enginesetup.h"

namespace relight {

[[nodiscard]] RunStarted runStarted(const EngineSetup &setup);

// What the consents given now answer of what was open; after RunStarted or RunResumed was recorded.
[[nodiscard]] QList<RunEventBody> eventsAtResume(const EngineSetup &setup, const RunState &state);

} // namespace relight
