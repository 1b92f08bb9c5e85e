#pragma once
// When the recovery will be over, as far as the plan's estimates and what has happened so far tell: five hundred ways
// the rest of the run may go. Deterministic: the same run and time give the same figures, on every machine. Pure, any
// thread; a millisecond of processor for 40 steps that each wait for three (optimised build).
//
// - What is over stays as it was. A step that runs is only as long as it can be after what has passed of its attempt.
// - A step starts when all that it waits for is over (a retry not before its time); durations as in spread.h. Retries
//   that nobody knows of yet are not counted.
// - People: nobody knows how long a person takes, so every answer is given at once: an open one now, one to come the
//   moment it is asked. A pause ends now. What failed for good and holds others up is tried again now. While one of
//   these is so, `condition` says it, and the landing moves on with every second that passes.

#include "models/rto/recoveryclock.h"

namespace relight {

// Seconds on the recovery clock (recoveryclock.h): half of all draws are over by the first, 9 in 10 by the late one.
struct StepForecast
{
    Seconds start{0}, startLate{0};
    Seconds end{0}, endLate{0};
    bool operator==(const StepForecast &) const = default;
};

struct RtoForecast
{
    enum Condition { None, Answered, Resumed, Retried }; // "if it is … now"; of several the last named

    QHash<QString, StepForecast> steps; // by id: those that are not over
    Seconds half{0}, nineInTen{0};      // the landing: all steps over
    std::optional<Seconds> objective;   // none: no RTO is stated
    double chance = 0;                  // share of the draws that land within the objective
    Seconds from{0}, bin{15};           // the landing's distribution: shares from `from` on, one a `bin`
    QList<double> shares;               // their sum is 1
    Condition condition = None;
    bool operator==(const RtoForecast &) const = default;
};

// Nothing: not begun, over, being cancelled, or a run without steps.
[[nodiscard]] std::optional<RtoForecast> forecastRto(const RunState &run, Timestamp now, int draws = 500);

} // namespace relight
