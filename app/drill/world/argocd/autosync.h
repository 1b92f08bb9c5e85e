#pragma once
// Whether an automated application is synced now, by the controller's own rules. Pure functions.

#include "app/drill/world/argocd/comparison.h"

namespace relight::world {

[[nodiscard]] bool isAutomated(const QJsonObject &application);
[[nodiscard]] bool isHeldBack(const QJsonObject &application); // by the annotation skip-reconcile

struct AutoSync
{
    QJsonObject operation;             // to be set; empty: none
    QString error;                     // for the condition SyncError
    std::optional<Milliseconds> later; // ask again then
};
// For one that is OutOfSync and has no operation.
[[nodiscard]] AutoSync autoSync(const QJsonObject &application, const Rendering &rendering, Timestamp now);

} // namespace relight::world
