#pragma once
// Follows the applications of the recovered cluster, helps those that can be helped, and says when the judgement of
// models/convergence holds. Used by monitor-sync, restore-data and verify-health. Worker threads.

#include "app/engine/stepcontext.h"
#include "app/engine/steps/stuckreasons.h"
#include "models/convergence/convergence.h"

namespace relight {

struct WatchGoal
{
    ConvergenceSettings settings;
    QStringList only;     // names; empty: the whole set. With names: done when each of them is Healthy and settled
    bool mayAct = true;   // re-sync, refresh; false: only look
    Seconds patience{30}; // how long only a person could help before that is an answer
};

struct WatchResult
{
    ConvergenceVerdict verdict;
    std::optional<Decision> ask;
    Applications applications;
    ConvergenceHistory history; // what was tried: whoever looks on must not take it for new
    StuckMemory reasons;        // nor what was found as unknown
};

[[nodiscard]] Result<WatchResult> watchConvergence(StepContext &context, const WatchGoal &goal);

// Settings for this run: root, what is held, consents to manual syncs and accepted exceptions.
[[nodiscard]] Result<ConvergenceSettings> convergenceSettings(StepContext &context, bool beforeTraffic);

} // namespace relight
