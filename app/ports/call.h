#pragma once
// What every blocking port call takes: when to give up, and how to be stopped. A value; the call may be made on any
// worker thread, never on the GUI, engine, network or process thread.

#include "models/base/time.h"

#include <stop_token>

namespace relight {

// Points on the run's clock (ports/clock.h): wall time cannot move it; in a drill the world steps it.
using Instant = std::chrono::time_point<std::chrono::steady_clock, Milliseconds>;

struct Call
{
    std::stop_token stop;              // pulled: the call ends with ErrorCode::Cancelled soon
    Instant deadline = Instant::max(); // passed: ErrorCode::TimedOut

    // The same stop, with a deadline that is no later than `limit` after `now`.
    Call within(Instant now, Milliseconds limit) const { return {stop, std::min(deadline, now + limit)}; }
};

} // namespace relight
