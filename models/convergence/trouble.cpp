#include "models/convergence/trouble.h"

#include <algorithm>

namespace relight {

Trouble troubleOf(const Application &application)
{
    const bool green = application.health == HealthStatus::Healthy && application.sync == SyncStatus::Synced;
    const bool failed
        = application.operation == OperationPhase::Failed || application.operation == OperationPhase::Error;
    const bool wrong = std::ranges::any_of(
        application.conditions, [](const ApplicationCondition &c) { return c.type.endsWith(u"Error"); });
    if ((failed && !green) || wrong)
        return Trouble::Broken;
    switch (application.health) {
    case HealthStatus::Degraded:
        return Trouble::Broken;
    case HealthStatus::Missing:
    case HealthStatus::Unknown:
        return Trouble::Missing;
    case HealthStatus::Progressing:
    case HealthStatus::Suspended:
        return Trouble::Progressing;
    case HealthStatus::Healthy:
        break;
    }
    return green ? Trouble::Well : Trouble::OutOfSync;
}

void ConvergenceCounts::add(HealthStatus health, SyncStatus sync)
{
    switch (health) {
    case HealthStatus::Healthy:
        ++healthy;
        break;
    case HealthStatus::Suspended:
    case HealthStatus::Progressing:
        ++progressing;
        break;
    case HealthStatus::Degraded:
        ++degraded;
        break;
    case HealthStatus::Missing:
        ++missing;
        break;
    case HealthStatus::Unknown:
        ++unknown;
        break;
    }
    synced += sync == SyncStatus::Synced ? 1 : 0;
}

} // namespace relight
