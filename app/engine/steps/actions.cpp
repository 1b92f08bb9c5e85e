#include "app/engine/steps/actions.h"

#include "app/engine/enginesetup.h"
#include "app/engine/steps/trafficrecord.h"

namespace relight {

static StepAction actionOf(StepKind kind)
{
    switch (kind) {
    case StepKind::Provision:
        return provision;
    case StepKind::InstallArgoCd:
        return installArgoCd;
    case StepKind::RestoreSecrets:
        return restoreSecrets;
    case StepKind::ConnectGit:
        return connectGit;
    case StepKind::ApplyRoot:
        return applyRoot;
    case StepKind::MonitorSync:
        return monitorSync;
    case StepKind::RestoreData:
        return restoreData;
    case StepKind::UpdateDns:
        return updateDns;
    case StepKind::VerifyHealth:
        return verifyHealth;
    case StepKind::Notify:
        return notifyPeople;
    case StepKind::Own:
        return ownStep;
    }
    return {};
}

std::map<QString, StepAction> actionsFor(const RecoveryPlan &plan)
{
    std::map<QString, StepAction> actions{{preflightId, preflight}};
    for (const Step &step : plan.steps)
        actions.emplace(step.id, actionOf(step.kind));
    return actions;
}

std::map<QString, Preview> previewsFor(const RecoveryPlan &plan)
{
    std::map<QString, Preview> previews;
    for (const Step &step : plan.steps) {
        if (step.kind == StepKind::UpdateDns && step.approve)
            previews.emplace(step.id, previewDns);
    }
    return previews;
}

} // namespace relight
