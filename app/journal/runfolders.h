#pragma once
// Where runs lie on disk and what they are called. Any thread.

#include "models/base/time.h"

namespace relight {

// ${XDG_STATE_HOME:-~/.local/state}/relight
[[nodiscard]] QString stateFolder();
[[nodiscard]] QString runsFolder(const QString &stateFolder);
[[nodiscard]] QString runFolder(
    const QString &stateFolder, const QString &runId); // the id must have passed checkRunId()
[[nodiscard]] QString journalPath(const QString &runFolder);

// 2026-11-22T0931Z-production-3f2a: sorts by time, safe in a file name. `random` tells runs of one minute apart.
[[nodiscard]] QString makeRunId(Timestamp now, const QString &name, quint16 random);

// Error Invalid: not 1 to 100 letters, digits, dots, dashes and underscores that begin with a letter or digit.
[[nodiscard]] Result<> checkRunId(const QString &runId);

} // namespace relight
