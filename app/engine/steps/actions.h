#pragma once
// One straight, blocking function a kind of step: probes whether its result already holds, acts, verifies. Each reads
// like the runbook page it replaces. Worker threads; they ask the world only through ports.

#include "app/engine/stepcontext.h"

#include <map>

namespace relight {

[[nodiscard]] Result<Outcome> preflight(StepContext &context);
[[nodiscard]] Result<Outcome> provision(StepContext &context);
[[nodiscard]] Result<Outcome> installArgoCd(StepContext &context);
[[nodiscard]] Result<Outcome> restoreSecrets(StepContext &context);
[[nodiscard]] Result<Outcome> connectGit(StepContext &context);
[[nodiscard]] Result<Outcome> applyRoot(StepContext &context);
[[nodiscard]] Result<Outcome> monitorSync(StepContext &context);
[[nodiscard]] Result<Outcome> restoreData(StepContext &context);
[[nodiscard]] Result<Outcome> updateDns(StepContext &context);
[[nodiscard]] Result<Outcome> verifyHealth(StepContext &context);
[[nodiscard]] Result<Outcome> notifyPeople(StepContext &context);
[[nodiscard]] Result<Outcome> ownStep(StepContext &context);

// The action of every step of the plan, and of "preflight".
[[nodiscard]] std::map<QString, StepAction> actionsFor(const RecoveryPlan &plan);
// What approvals show besides their commands.
[[nodiscard]] std::map<QString, Preview> previewsFor(const RecoveryPlan &plan);

} // namespace relight
