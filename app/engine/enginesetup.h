#pragma once
// What one run is made of: manifest, plan, place, consents given ahead, and the action of each step. A value, made once
// before the engine, not changed afterwards.

#include "app/engine/stepcontext.h"

#include <map>

namespace relight {

// Key of the action that looks before the first step.
inline constexpr QLatin1StringView preflightId{"preflight"};

struct EngineSetup
{
    RecoveryManifest manifest;
    RecoveryPlan plan;
    RunSite site;
    Consents consents;
    RunMode mode = RunMode::Live;
    std::optional<Timestamp> declaredAt, lostAt;
    bool attended = false;
    bool trusted = false;                  // this digest was trusted on this machine before
    RunState resumed;                      // runId empty: a new run
    std::map<QString, StepAction> actions; // by step id, and preflightId
    std::map<QString, Preview> previews;   // by step id; of steps whose approval shows more than the plan knows
};

} // namespace relight
