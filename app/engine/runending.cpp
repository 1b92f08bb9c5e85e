#include "app/engine/runending.h"

#include <algorithm>

namespace relight {

RunEnded endOf(const RunState &state)
{
    RunEnded end;
    bool criticalFailed = false;
    for (const StepStatus &status : state.steps) {
        const auto &planned = status.planned;
        if (status.state == StepState::Skipped)
            end.exceptions << QStringLiteral("%1: skipped, %2").arg(planned.title, status.reason);
        else if (status.state != StepState::Succeeded) {
            end.exceptions << QStringLiteral("%1: %2").arg(
                planned.title, isFinal(status.state) ? status.reason : QStringLiteral("not reached"));
            criticalFailed |= planned.critical;
        }
    }
    for (auto fact = state.facts.cbegin(); fact != state.facts.cend(); ++fact) {
        if (fact.key().contains(QLatin1String("/exception:")))
            end.exceptions << fact.value();
    }
    end.exceptions.sort();
    end.end = criticalFailed       ? RunEnd::Failed
        : end.exceptions.isEmpty() ? RunEnd::Completed
                                   : RunEnd::CompletedWithExceptions;
    return end;
}

bool mayTakeBack(const RunState &state)
{
    return std::ranges::any_of(state.open, [](const Decision &d) { return d.kind == DecisionKind::Undo; });
}

RunEnded cancelledEnd(const RunState &state)
{
    RunEnded end{RunEnd::Cancelled, QStringLiteral("cancelled by a person"), {}, {}};
    for (const StepStatus &status : state.steps) {
        if (status.state == StepState::Cancelled || status.state == StepState::Interrupted
            || (!status.attempts.isEmpty() && !isFinal(status.state)))
            end.leftHalfDone << QStringLiteral("%1: %2").arg(status.planned.title, status.reason);
    }
    return end;
}

} // namespace relight
