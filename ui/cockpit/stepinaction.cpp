#include "ui/cockpit/stepinaction.h"

namespace relight {

static bool inTrouble(StepState state)
{
    switch (state) {
    case StepState::Failed:
    case StepState::TimedOut:
    case StepState::AwaitingApproval:
    case StepState::Interrupted:
        return true;
    default:
        return false;
    }
}

QString stepInAction(const RunState &run, const QList<Decision> &open)
{
    if (run.end)
        return {};
    for (const Decision &decision : open) {
        if (!decision.stepId.isEmpty())
            return decision.stepId;
    }
    QString running;
    for (const StepStatus &step : run.steps) {
        if (inTrouble(step.state))
            return step.planned.id;
        if (running.isEmpty() && step.state == StepState::Running)
            running = step.planned.id;
    }
    return running;
}

} // namespace relight
