#pragma once
// Lets screen readers read the lines of a log that are in sight: they are only painted. GUI thread.

namespace relight {

void speakLogs(); // from now on, for every log view; again is nothing

} // namespace relight
