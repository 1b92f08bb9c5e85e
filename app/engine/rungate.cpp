#include "app/engine/rungate.h"

#include <algorithm>

namespace relight {

static Decision trustDecision(const EngineSetup &setup, const RunState &state)
{
    const bool changed = !state.started.digest.isEmpty() && state.started.digest != setup.site.digest;
    Decision trust{QStringLiteral("trust:") + setup.site.digest, DecisionKind::Trust, {},
        QStringLiteral("Trust this manifest"),
        changed
            ? QStringLiteral(
                  "what it names has changed since this run began: look at it again, everything below will be executed")
            : QStringLiteral("it has not run here before: everything below will be executed"),
        {}, setup.site.digest, QStringLiteral("--trust ") + setup.site.digest, true};
    for (const Step &step : setup.plan.steps) {
        for (const QString &command : step.commands)
            trust.details << step.id + QStringLiteral(": ") + command;
    }
    return trust;
}

static Decision warningsDecision(const RunState &state)
{
    return {QStringLiteral("warnings"), DecisionKind::Warnings, {}, QStringLiteral("Go on with these warnings"),
        state.warnings.size() == 1
            ? QStringLiteral("preflight found something that may go wrong")
            : QStringLiteral("preflight found %1 things that may go wrong").arg(state.warnings.size()),
        state.warnings, {}, QStringLiteral("--accept-warnings"), false};
}

GateMove gateMove(const EngineSetup &setup, const RunState &state, bool preflightRuns)
{
    using Kind = GateMove::Kind;
    const auto unlessOpen = [&](const Decision &decision) {
        return GateMove{state.isOpen(decision.id) ? Kind::Wait : Kind::Ask, decision};
    };
    if (setup.mode == RunMode::Tabletop) // nothing is executed
        return {Kind::Open, {}};
    if (!setup.trusted) {
        const Decision trust = trustDecision(setup, state);
        if (!state.granted(trust.id))
            return unlessOpen(trust);
    }
    // Decisions of the whole run (trust in the commit, the lost cluster, blockers) come before anything else.
    if (preflightRuns || std::ranges::any_of(state.open, [](const Decision &d) { return d.stepId.isEmpty(); }))
        return {Kind::Wait, {}};
    if (!state.preflightDone || !state.blockers.isEmpty())
        return {Kind::Preflight, {}};
    if (state.warnings.isEmpty())
        return {Kind::Open, {}};
    const Decision warnings = warningsDecision(state);
    return state.granted(warnings.id) ? GateMove{Kind::Open, {}} : unlessOpen(warnings);
}

Decision blockersDecision(const RunState &state)
{
    return {preflightId, DecisionKind::FailedStep, {}, QStringLiteral("Preflight found what would stop this recovery"),
        QStringLiteral("mend it, then check again; nothing was written"), state.blockers, {},
        QStringLiteral("relight resume"), false};
}

const Step &preflightStep()
{
    static const Step preflight = [] {
        Step step;
        step.id = preflightId;
        step.title = QStringLiteral("Preflight");
        step.timeout = Seconds{120};
        return step;
    }();
    return preflight;
}

} // namespace relight
