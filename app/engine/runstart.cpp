#include "app/engine/runstart.h"

#include "app/engine/personcommands.h"

#include "models/run/plannedstep.h"

#include <algorithm>

namespace relight {

RunStarted runStarted(const EngineSetup &setup)
{
    RunStarted started{setup.site.runId, setup.mode, setup.plan.name, setup.site.manifestPath, setup.site.digest,
        setup.site.version, setup.site.operatorName, setup.declaredAt, setup.lostAt, setup.plan.rto, setup.plan.rpo,
        {}};
    for (const Step &step : setup.plan.steps)
        started.steps << plannedStep(step);
    return started;
}

QList<RunEventBody> eventsAtResume(const EngineSetup &setup, const RunState &state)
{
    RunState next = state;
    QList<RunEventBody> events;
    const auto add = [&](const RunEventBody &body) {
        fold(next, {next.sequence + 1, {}, body});
        events << body;
    };
    const QString &by = setup.site.operatorName;
    // Whoever resumes wants another look at what preflight found.
    if (next.isOpen(preflightId))
        add(DecisionTaken{preflightId, true, by, QStringLiteral("resumed")});
    for (const QString &step : setup.consents.retry) {
        const StepStatus *status = next.step(step);
        // One that was cut off goes on by itself, after a look at what it left running.
        if (!status || status->state == StepState::Interrupted)
            continue;
        const auto again = retryEvents({next, {}, by}, step).value_or(QList<RunEventBody>());
        for (const RunEventBody &body : again)
            add(body);
    }
    const QList<Decision> open = next.open;
    for (const Decision &decision : open) {
        if (const auto option = consentFor(decision, setup.consents))
            add(DecisionTaken{decision.id, true, by, *option});
        // Nobody looked on in the meantime.
        else if (decision.kind == DecisionKind::Exceptions || decision.kind == DecisionKind::ManualSync)
            add(DecisionWithdrawn{decision.id, QStringLiteral("the run was resumed and looks again")});
    }
    return events;
}

} // namespace relight
