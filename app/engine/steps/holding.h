#pragma once
// Applications that are kept from syncing until their data is back (MANIFEST.md, "Holding"): held by an annotation
// before the root is applied, released once every restore that holds them has ended. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

[[nodiscard]] ObjectRef applicationRef(const StepContext &context, const QString &name);
[[nodiscard]] bool isHeld(const QJsonObject &application);

// Every application that some restore holds.
[[nodiscard]] QStringList heldByAny(const RecoveryManifest &manifest);

// Takes the hold off those of `names` that no restore needs any more, however its restores ended: restored, ticked by
// hand or skipped. Returns those that this step released, now or when it was entered before.
[[nodiscard]] Result<QStringList> releaseHeld(StepContext &context, Cluster &cluster, const QStringList &names);

// Those that this step, of any attempt, took the hold off.
[[nodiscard]] QStringList releasedBy(const StepContext &context, const QString &stepId);

// Waits until those of `names` that nothing holds, and that are no accepted exceptions, have converged; or a question
// that only a person can answer.
[[nodiscard]] Result<std::optional<Decision>> waitForReleased(StepContext &context, const QStringList &names);

} // namespace relight
