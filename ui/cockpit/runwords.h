#pragma once
// The few sentences and figures of the mission bar, from the run's state. Pure; GUI thread (translations).

#include "models/run/runstate.h"

namespace relight {

// "Running, 5 of 11 steps done"
[[nodiscard]] QString runSummary(const RunState &run);

// Since the incident was declared, else since the run's start; ends with the run. Nothing: not begun.
[[nodiscard]] std::optional<Seconds> recoveryTime(const RunState &run, Timestamp now);

struct DataLoss
{
    Seconds age{0};      // of the oldest restore point at the time of the loss
    QString of;          // which restore
    bool missed = false; // more than the objective
};
// From the backup times that preflight recorded. Nothing: none is known.
[[nodiscard]] std::optional<DataLoss> dataLoss(const RunState &run);

// "12 minutes 41 seconds"
[[nodiscard]] QString spokenSpan(Seconds span);

// What a person will be asked next, as far as the plan tells; empty: nothing.
[[nodiscard]] QString nextDecision(const RunState &run);

} // namespace relight
