#pragma once
// Time-outs and retries of a step when the manifest says nothing. Pure, any thread.

#include "models/plan/step.h"

namespace relight {

struct StepDefaults
{
    Seconds timeout{0};
    int retries = 0; // attempts after the first
    Seconds retryDelay{0};
};

// Chosen for three in the morning: long enough that a slow cloud is not mistaken for a broken one, short enough that a
// hang is noticed within the step's usual time and half as much again. Only what may run twice without harm is repeated
// by itself: server-side apply and messages are; terraform, restores, DNS changes and people's own commands never are.
[[nodiscard]] StepDefaults stepDefaults(StepKind kind);

// A stated or computed estimate must fit: three times its high figure, if that is more than the default.
[[nodiscard]] Seconds timeoutFor(Seconds fallback, const Estimate &estimate);

} // namespace relight
