#pragma once
// Where the manifest says that one step waits for another: what a message about a wait points at. Used by planFor()
// only. Pure, any thread.

#include "models/manifest/recoverymanifest.h"
#include "models/plan/step.h"

namespace relight {

struct StatedWait
{
    SourcePosition at;
    QString path; // "recovery.steps.warm.after[0]"
};

// `after` or `before` of one entry of `steps`.
struct WaitList
{
    const StepSettings &owner;
    QString key;
    QStringList names;
    QList<SourcePosition> at;

    StatedWait place(qsizetype index) const;
};

[[nodiscard]] WaitList afterOf(const StepSettings &settings);
[[nodiscard]] WaitList beforeOf(const StepSettings &settings);

// Whether a name stands for this step: by its id, or by that of its whole group.
[[nodiscard]] bool namesStep(const QString &name, const Step &step);

// The name in `after`, `before` or `needs` that makes `step` wait for `waited`. Nothing: one of the ten's own waits.
[[nodiscard]] std::optional<StatedWait> statedWait(
    const RecoveryManifest &manifest, const Step &step, const Step &waited);

} // namespace relight
