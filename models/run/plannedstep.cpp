#include "models/run/plannedstep.h"

namespace relight {

PlannedStep plannedStep(const Step &step)
{
    PlannedStep planned;
    planned.id = step.id;
    planned.title = step.title;
    planned.phase = step.phase;
    planned.kind = step.kind;
    planned.after = step.after;
    planned.low = step.estimate.low;
    planned.high = step.estimate.high;
    planned.critical = step.critical;
    planned.approve = step.approve;
    planned.leftOut = step.leftOut;
    planned.automation = step.automation;
    planned.onFailure = step.onFailure;
    planned.timeout = step.timeout;
    planned.retries = step.retries;
    planned.retryDelay = step.retryDelay;
    return planned;
}

} // namespace relight
