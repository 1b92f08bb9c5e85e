#pragma once
// Applications that are kept from syncing until their data is back (MANIFEST.md, "Holding"): held by an annotation
// before the root is applied, released once every restore that holds them has ended. Worker threads.

#include "app/engine/stepcontext.h"

namespace relight {

[[nodiscard]] ObjectRef applicationRef(const StepContext &context, const QString &name);
[[nodiscard]] bool isHeld(const QJsonObject &application);

// Takes the hold off whatever no restore needs any more, however its restores ended: restored, ticked by hand or
// skipped; then waits until those applications have converged. Nothing to do: returns at once.
[[nodiscard]] Result<> releaseHeld(StepContext &context, Cluster &cluster);

} // namespace relight
