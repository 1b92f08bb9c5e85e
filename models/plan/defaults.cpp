#include "models/plan/defaults.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace relight {

StepDefaults stepDefaults(StepKind kind)
{
    switch (kind) {
    case StepKind::Provision:
        return {60min, 0, 10s};
    case StepKind::InstallArgoCd:
        return {20min, 2, 15s};
    case StepKind::RestoreSecrets:
        return {10min, 3, 10s};
    case StepKind::ConnectGit:
        return {5min, 3, 10s};
    case StepKind::ApplyRoot:
        return {15min, 3, 10s};
    case StepKind::MonitorSync:
        return {90min, 0, 10s}; // it waits and re-syncs within one attempt
    case StepKind::RestoreData:
        return {4h, 0, 10s};
    case StepKind::UpdateDns:
        return {3h, 0, 10s}; // its estimate goes up to an hour
    case StepKind::VerifyHealth:
        return {30min, 0, 10s}; // each check repeats itself until its `within`
    case StepKind::Notify:
        return {5min, 3, 10s};
    case StepKind::Own:
        return {30min, 0, 10s};
    }
    return {30min, 0, 10s};
}

Seconds timeoutFor(Seconds fallback, const Estimate &estimate)
{
    return std::max(fallback, 3 * estimate.high);
}

} // namespace relight
