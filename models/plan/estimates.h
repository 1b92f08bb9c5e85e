#pragma once
// How long each step takes when nobody has measured it yet. Pure, any thread.
//
// Source: the table "Recovery Time Objective" of the article: cluster provisioning 5–15 min, ArgoCD install 2–3 min,
// secrets setup 1–2 min, GitOps sync 5–10 min (small cluster) or 15–30 min (large), DNS propagation 5–60 min, data
// restore "varies wildly". For what it leaves out (connect Git, apply root, restores, verify, notify, own steps) the
// figures are ours and say so.

#include "models/plan/step.h"

namespace relight {

// The figure for a kind of step that is really done.
[[nodiscard]] Estimate defaultEstimate(StepKind kind);

// One figure that the manifest states: low and high alike.
[[nodiscard]] Estimate manifestEstimate(Seconds duration);

// Nothing is done: left out of the manifest.
[[nodiscard]] Estimate noEstimate();

} // namespace relight
