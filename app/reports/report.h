#pragma once
// What happened in a run, for people who were not there: what happened when against the plan, who decided what and why,
// what went wrong in a drill, what is left to be mended. Pure; every text of the run is escaped. Any thread.

#include "app/reports/runstory.h"

namespace relight {

[[nodiscard]] QString markdownReport(const RunStory &story);

// One file without scripts or anything from elsewhere: light and dark, on screen and on paper.
[[nodiscard]] QString htmlReport(const RunStory &story);

} // namespace relight
