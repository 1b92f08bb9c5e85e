#pragma once
// The report of a drill in its run's folder: report.md and report.html. Reads the journal; blocks on files, any thread.

#include "app/drill/drillsession.h"

namespace relight {

// Path of the HTML one. Storage.
[[nodiscard]] Result<QString> writeReport(const DrillSession &session);

} // namespace relight
