#pragma once
// What runs there are, each told by its journal. Reads files; any thread that may block.

#include "app/journal/runlock.h"
#include "models/run/runstate.h"

namespace relight {

struct RunSummary
{
    QString id, folder;
    QString name; // of the manifest
    RunMode mode = RunMode::Live;
    RunPhase phase = RunPhase::Pending;
    std::optional<Timestamp> startedAt, endedAt, lastEventAt;
    qint64 events = 0;
    std::optional<LockHolder> writer; // a living process writes it now
    std::optional<Error> damage;      // the figures above are of what is whole
};

// Newest first; empty where there is no such folder yet. Folders whose name is no run id are left alone.
[[nodiscard]] QList<RunSummary> listRuns(const QString &stateFolder);

// NotFound; Storage. Damage is told inside.
[[nodiscard]] Result<RunSummary> summarizeRun(const QString &stateFolder, const QString &runId);

} // namespace relight
