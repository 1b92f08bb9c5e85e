#include "models/plan/recoveryplan.h"

#include <algorithm>

namespace relight {

const Step *RecoveryPlan::find(QStringView id) const
{
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const Step &step) { return step.id == id; });
    return found == steps.end() ? nullptr : &*found;
}

} // namespace relight
