#pragma once
// The default commander: what a careful person would answer, and when, to everything that no decision of the scenario
// covers, so that an unattended drill comes to its end. Pure, any thread.

#include "models/scenario/directorstate.h"
#include "models/scenario/order.h"

namespace relight {

struct DueOrder
{
    Milliseconds due{0};
    Order order;
};

struct CommanderView
{
    const DirectorState &state;
    bool helpIsComing = false;      // the scenario still mends something that is broken now: nobody gives up yet
    bool personUnreachable = false; // approvals wait
    std::optional<Milliseconds> lastFaultOver;
};

// Nothing: it is left alone for now.
[[nodiscard]] std::optional<DueOrder> defaultAnswer(const Decision &question, const CommanderView &view);

// A run that stands still and asks nothing: goes on, or is given up after a refusal that nobody can take back.
[[nodiscard]] std::optional<DueOrder> defaultWhilePaused(const CommanderView &view);

// However long something is said to be coming, an hour after the question the commander answers.
inline constexpr Milliseconds longestPatience = std::chrono::hours{1};

} // namespace relight
