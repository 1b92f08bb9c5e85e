#pragma once
// Applications as the tree that a person reads: who made whom, by sync wave, broken first. Pure, any thread.

#include "models/convergence/applicationtree.h"
#include "models/items/mergingtreemodel.h"

namespace relight {

struct ApplicationRow
{
    enum class Kind {
        Application,
        Set,     // an ApplicationSet
        Wave,    // children of one parent in one wave, where there are several waves
        Missing, // a parent names it, it is not there
    };

    Kind kind = Kind::Application;
    QString key; // Application::key(); of a wave its parent's
    QString name;
    int wave = 0;
    SyncStatus sync = SyncStatus::Unknown;
    HealthStatus health = HealthStatus::Unknown;
    OperationPhase operation = OperationPhase::None;
    QString message; // why it is not well, in Argo CD's words
    bool automated = false, held = false;
    int below = 0, healthyBelow = 0, syncedBelow = 0; // applications under it, at any depth
    bool operator==(const ApplicationRow &) const = default;
};

// Order within a parent: waves ascending; in a wave broken, missing, progressing, then healthy, each by name. Ids: the
// application's key, "wave:N:KEY", "set:KEY".
[[nodiscard]] std::vector<TreeRow<ApplicationRow>> applicationRows(
    const Applications &applications, const ApplicationTree &tree);

// Whether the tree of applications is the same with either: who made it, what it makes, its wave.
[[nodiscard]] bool linksAlike(const Application &one, const Application &other);

} // namespace relight
