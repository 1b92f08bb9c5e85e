#pragma once
// An application against the cluster: the sync status and health of each resource, and of the whole. The world's one
// thread.

#include "app/drill/world/argocd/rendering.h"
#include "models/convergence/rollout.h"

#include <QJsonArray>

namespace relight::world {

struct Comparison
{
    bool synced = true;
    QJsonArray resources;        // as in status.resources, without health
    QList<ObjectHealth> healths; // beside them
    HealthStatus health = HealthStatus::Healthy;
};

[[nodiscard]] Comparison compare(const World &world, const QString &applicationKey, const Rendering &rendering);

// As the controller sees it; child Applications count only where argocd-cm defines a check for them.
[[nodiscard]] ObjectHealth resourceHealth(const World &world, const QJsonObject &live);
[[nodiscard]] bool checksApplications(const World &world);
[[nodiscard]] QString healthText(HealthStatus status);

} // namespace relight::world
