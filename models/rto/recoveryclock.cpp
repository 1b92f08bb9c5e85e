#include "models/rto/recoveryclock.h"

namespace relight {

std::optional<Timestamp> recoveryZero(const RunState &run)
{
    return run.startedAt && run.started.declaredAt ? run.started.declaredAt : run.startedAt;
}

Seconds sinceZero(Timestamp zero, Timestamp time)
{
    return std::chrono::floor<Seconds>(time - zero);
}

} // namespace relight
