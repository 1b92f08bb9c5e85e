#include "models/plan/scriptparts.h"

#include "models/plan/checklist.h"
#include "models/plan/stepcommands.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace relight {

QList<HeldApplication> scriptHolds(const ScriptParts &parts)
{
    QList<HeldApplication> holds;
    for (const Step &step : parts.order) {
        if (step.kind != StepKind::RestoreData || step.leftOut)
            continue;
        for (const QString &name : dataOf(parts.manifest, step)->holds) {
            auto held = std::ranges::find(holds, name, &HeldApplication::name);
            if (held == holds.end())
                held = holds.insert(holds.end(), HeldApplication{name, {}});
            if (!held->restores.contains(step.id))
                held->restores << step.id;
        }
    }
    return holds;
}

SecretEnvironment commandEnvironment(const RecoveryManifest &manifest, const Step &step, const SecretEnvironment &own)
{
    SecretEnvironment environment;
    for (const QString &id : {stepKindId(step.kind), step.id}) {
        for (const StepSettings &settings : manifest.steps) {
            if (settings.id == id)
                environment.insert(settings.environment);
        }
    }
    environment.insert(own);
    return environment;
}

} // namespace relight
