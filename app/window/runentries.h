#pragma once
// The runs on this machine as the start page lists them. Reads files: not on the GUI thread.

#include "ui/start/runentry.h"

#include <QList>

namespace relight {

[[nodiscard]] QList<RunEntry> runEntries(); // newest first

} // namespace relight
