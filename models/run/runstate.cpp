#include "models/run/runstate.h"

#include <algorithm>

namespace relight {

const StepStatus *RunState::step(QStringView id) const
{
    const auto found = stepIndex.constFind(id.toString());
    return found == stepIndex.cend() ? nullptr : &steps[*found];
}

bool RunState::granted(const QString &decisionId) const
{
    const auto found = taken.constFind(decisionId);
    return found != taken.cend() && found->granted;
}

bool RunState::isOpen(const QString &decisionId) const
{
    return std::ranges::any_of(open, [&](const Decision &decision) { return decision.id == decisionId; });
}

bool RunState::dependenciesMet(const StepStatus &step) const
{
    return std::ranges::all_of(step.planned.after, [this](const QString &id) {
        const auto found = stepIndex.constFind(id);
        return found != stepIndex.cend() && meetsDependency(steps[*found]);
    });
}

bool isFinal(StepState state)
{
    switch (state) {
    case StepState::Succeeded:
    case StepState::Failed:
    case StepState::TimedOut:
    case StepState::Skipped:
    case StepState::Cancelled:
        return true;
    case StepState::Pending:
    case StepState::Ready:
    case StepState::Running:
    case StepState::Waiting:
    case StepState::AwaitingApproval:
    case StepState::Interrupted:
        break;
    }
    return false;
}

bool meetsDependency(const StepStatus &step)
{
    if (step.state == StepState::Succeeded || step.state == StepState::Skipped)
        return true;
    const bool failed = step.state == StepState::Failed || step.state == StepState::TimedOut;
    return failed && !step.planned.critical && step.planned.onFailure == FailurePolicy::Continue;
}

RunState apply(RunState state, const RunEvent &event)
{
    fold(state, event);
    return state;
}

} // namespace relight
