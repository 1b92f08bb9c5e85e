#include "app/engine/steps/actions.h"
#include "app/engine/steps/convergencelookout.h"

namespace relight {

Result<Outcome> monitorSync(StepContext &context)
{
    const auto settings = convergenceSettings(context, true);
    if (!settings)
        return std::unexpected(settings.error());
    WatchGoal goal;
    goal.settings = *settings;
    const auto result = watchConvergence(context, goal);
    if (!result)
        return std::unexpected(result.error());
    if (result->ask)
        return Outcome::needs(*result->ask, convergenceLookout(goal, *result));
    for (const ConvergenceException &exception : result->verdict.exceptions) {
        if (const auto kept = context.keepFact(QStringLiteral("exception:") + exception.application, exception.reason);
            !kept)
            return std::unexpected(kept.error());
    }
    return Outcome::done(result->verdict.headline);
}

} // namespace relight
