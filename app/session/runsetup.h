#pragma once
// From a manifest file, or the folder of an earlier run, to what the engine needs. Any thread that may block on files;
// no network.

#include "app/engine/runengine.h"
#include "app/journal/journal.h"
#include "models/manifest/diagnostic.h"

namespace relight {

// "user@host", as records name who acted here.
[[nodiscard]] QString operatorName();

struct LoadedManifest
{
    QString path; // absolute
    QByteArray bytes;
    QList<Diagnostic> diagnostics;
    std::optional<RecoveryManifest> manifest; // without errors, its name filled in
    std::optional<RecoveryPlan> plan;
    QString planError; // why there is none although the manifest is good
};

// NotFound, Storage: the file cannot be read.
[[nodiscard]] Result<LoadedManifest> loadManifest(const QString &file);
// The same of bytes that are at hand, as if they stood at `path`. Pure.
[[nodiscard]] LoadedManifest readManifest(const QString &path, const QByteArray &bytes);

// "FILE:LINE:COL: error: …", one a line, in file order.
[[nodiscard]] QStringList diagnosticLines(const QString &file, const QList<Diagnostic> &diagnostics);

struct RunOptions
{
    Consents consents;
    std::optional<Timestamp> declaredAt, lostAt;
    QString runId; // empty: made
    bool attended = false;
    RunMode mode
        = RunMode::Live; // a drill keeps to its own folder and trusts itself: it runs nothing of the manifest's
    QString version;
};

struct PreparedRun
{
    EngineSetup setup;
    Journal journal;
    QStringList notes; // for a person: a torn line was cut off …
};

// A new run: its folder, a copy of the manifest, an empty journal.
[[nodiscard]] Result<PreparedRun> prepareRun(
    const LoadedManifest &loaded, const RunOptions &options, Git &git, Timestamp now);

// An earlier run, its state folded from its journal; its digest is that of what lies in the work tree now, so that a
// change since the start is asked about. NotFound: there is no such run. Conflict: another process runs it.
[[nodiscard]] Result<PreparedRun> prepareResume(
    const QString &runId, const RunOptions &options, Git &git, Timestamp now);

} // namespace relight
