#pragma once
// How long a step may take, as a distribution made from its estimate. Pure, any thread. All times in seconds.
//
// 19 in 20 are triangular from the low to the high estimate with the peak a third of the way up: two figures are all
// that is known, most work ends nearer to the low one, and the formula can be turned round exactly, so the same draw
// gives the same figure on every machine. 1 in 20 takes longer than the high estimate, by an exponential whose mean is
// a quarter of it: an estimate is no promise. A single figure (low = high, "estimate: 20m" in the manifest) is read as
// 80 % to 140 % of it with the peak on it. No estimate: no time.

#include "models/run/runstate.h"

namespace relight {

struct Spread
{
    double low = 0, peak = 0, high = 0;
};
[[nodiscard]] Spread spreadOf(const PlannedStep &step);

// The duration below which the share `u` of all lie; 0 <= u < 1.
[[nodiscard]] double durationAt(const Spread &spread, double u);

// What is left after `elapsed`, of those that take longer than that. Past the high estimate nothing of the estimate
// holds: what is left is exponential with a mean of a quarter of what has passed, so that a step that is late by much
// is expected to be late by more.
[[nodiscard]] double remainingAt(const Spread &spread, double elapsed, double u);

} // namespace relight
