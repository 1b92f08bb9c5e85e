#include "app/engine/steps/actions.h"
#include "app/engine/steps/commandrunner.h"

namespace relight {

Result<Outcome> ownStep(StepContext &context)
{
    const auto settings = std::ranges::find(context.manifest.steps, context.step.id, &StepSettings::id);
    if (settings == context.manifest.steps.end())
        return failure(ErrorCode::NotFound, QStringLiteral("the manifest has no step %1").arg(context.step.id));
    CommandSpec spec;
    spec.secrets = settings->environment;
    spec.source = context.step.id;
    if (!settings->probe.isEmpty() && context.interrupted.isEmpty()) {
        spec.key = QStringLiteral("probe");
        spec.shell = settings->probe;
        spec.readOnly = true;
        const auto there = runCommand(context, spec);
        if (!there)
            return std::unexpected(there.error());
        if (there->exitCode == 0)
            return Outcome::done(QStringLiteral("the probe says it is done already"));
    }
    spec.key = QStringLiteral("run");
    spec.shell = settings->run;
    spec.readOnly = false;
    context.progress(settings->run);
    const auto result = runCommand(context, spec);
    if (!result && result.error().code == ErrorCode::NeedsPerson)
        return Outcome::needs(repeatDecision(context, spec.key));
    if (!result)
        return std::unexpected(result.error());
    if (const auto ok = succeeded(QStringLiteral("the command of %1").arg(context.step.title), *result); !ok)
        return std::unexpected(ok.error());
    return Outcome::done(QStringLiteral("done"));
}

} // namespace relight
