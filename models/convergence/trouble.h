#pragma once
// How badly an application stands, in the order in which a person should look. Pure, any thread.

#include "models/convergence/application.h"

namespace relight {

enum class Trouble {
    Broken,      // Degraded, a failed operation, or it cannot be compared with Git
    Missing,     // not in the cluster, or nobody knows
    Progressing, // on its way
    OutOfSync,   // well, and not what Git says
    Well,
};

[[nodiscard]] Trouble troubleOf(const Application &application);

// By health; the sum is the number of applications, those named by a parent and not there included.
struct ConvergenceCounts
{
    int healthy = 0, progressing = 0, degraded = 0, missing = 0, unknown = 0; // Suspended is still to be progressed
    int synced = 0;                                                           // another count, not a part of the sum

    void add(HealthStatus health, SyncStatus sync);
    int total() const { return healthy + progressing + degraded + missing + unknown; }
    bool operator==(const ConvergenceCounts &) const = default;
};

} // namespace relight
