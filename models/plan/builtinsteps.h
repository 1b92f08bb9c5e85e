#pragma once
// The article's ten steps for one manifest, before its `steps:` settings: a restore and a DNS entry each is a step of
// its own. Used by planFor() only. Pure, any thread.

#include "models/manifest/recoverymanifest.h"
#include "models/plan/step.h"

namespace relight {

// In the article's order, with ids, titles, waits, automation, estimates, defaults and explanations; without commands.
// What each waits for is the table "The ten steps" of MANIFEST.md; see docs/decisions for `needs` and `holds`.
[[nodiscard]] QList<Step> builtInSteps(const RecoveryManifest &manifest);

// A step with its kind's defaults: title, phase, estimate, time-out, retries, explanation.
[[nodiscard]] Step defaultStep(StepKind kind, const QString &subject = {});

// Stays as a line of the checklist, but there is nothing to do.
void leaveOut(Step &step);

} // namespace relight
