#pragma once
// The manifest's `steps:`: settings of the ten, and steps of the user's own. Used by planFor() only. Pure, any thread.

#include "models/manifest/recoverymanifest.h"
#include "models/plan/planfor.h"

namespace relight {

// A plan in the making: its steps, and what was found wrong so far.
struct PlanDraft
{
    QList<Step> steps;
    QList<double> rank;  // beside steps: where a step stands among those that could run at the same time
    QStringList omitted; // own steps that this mode does not have; kept until their waits were handed on
    QList<Diagnostic> problems;

    void problem(SourcePosition at, const QString &path, const QString &message);
    // The ids a name in `after` or `before` stands for: a step, or all parts of "restore-data" or "update-dns". Empty:
    // none.
    QStringList idsOf(const QString &name) const;
    Step *find(const QString &id);
    QString unknownId(const QString &name) const; // ": did you mean …?", or nothing
};

// Adds own steps, then applies every setting, those of a whole group before those of one part.
void applySettings(PlanDraft &draft, const RecoveryManifest &manifest, RunMode mode);

} // namespace relight
