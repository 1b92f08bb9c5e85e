#include "app/engine/scheduler.h"

#include "app/engine/runending.h"
#include "app/engine/stepcontext.h"

#include <algorithm>

namespace relight {

static Decision stepApproval(const Step &step)
{
    return {QStringLiteral("approve:") + step.id, DecisionKind::StepApproval, step.id,
        QStringLiteral("Approve \"%1\"").arg(step.title),
        QStringLiteral("the manifest asks for an approval before this step"), step.commands, step.id,
        QStringLiteral("--approve ") + step.id, false};
}

static Decision manualStep(const Step &step)
{
    const QString reason = step.automation == Automation::NotAutomated
        ? QStringLiteral(
              "the manifest states it, but this version of Relight cannot do it: do it by hand, then tick it")
        : step.leftOut ? QStringLiteral("not in the manifest: do what is needed by hand, then tick it, or skip it")
                       : QStringLiteral("done by hand: tick it when it is done");
    return {QStringLiteral("manual:") + step.id, DecisionKind::ManualStep, step.id,
        QStringLiteral("Do \"%1\" by hand").arg(step.title), reason, step.commands, step.id,
        QStringLiteral("--done ") + step.id, false};
}

// One step that could go: what has to happen to it?
static std::optional<NextAction> forStep(const SchedulerView &view, const StepStatus &status, const Step &step)
{
    using Kind = NextAction::Kind;
    if (step.automation != Automation::Automated) {
        const Decision decision = manualStep(step);
        const bool ticked = view.state.granted(decision.id);
        // A cluster made by hand still has to be found, looked at and pinned.
        if (step.kind == StepKind::Provision && ticked)
            return NextAction{Kind::Start, step.id, {}, {}};
        if (step.kind != StepKind::Provision && (ticked || consentFor(decision, view.consents)))
            return NextAction{Kind::Finish, step.id, decision, {}};
        if (step.leftOut && !view.attended)
            return NextAction{Kind::Skip, step.id, {}, {}};
        if (view.state.isOpen(decision.id))
            return std::nullopt;
        return NextAction{Kind::Ask, step.id, decision, {}};
    }
    if (step.approve && status.attempts.isEmpty()) {
        const Decision decision = stepApproval(step);
        if (!view.state.granted(decision.id))
            return view.state.isOpen(decision.id) ? std::nullopt
                                                  : std::optional(NextAction{Kind::Ask, step.id, decision, {}});
    }
    return NextAction{Kind::Start, step.id, {}, {}};
}

// All the way up: a step that was sent back (a cluster provisioned anew) holds everything after it, also what had
// begun.
static bool waysAreMet(const RunState &state, const StepStatus &status)
{
    return state.dependenciesMet(status) && std::ranges::all_of(status.planned.after, [&](const QString &id) {
        const StepStatus *before = state.step(id);
        return !before || waysAreMet(state, *before);
    });
}

static bool mayStart(const SchedulerView &view, const StepStatus &status)
{
    switch (status.state) {
    case StepState::Ready:
    case StepState::Interrupted:
        return waysAreMet(view.state, status);
    case StepState::Waiting:
        return status.retryAt && *status.retryAt <= view.now && waysAreMet(view.state, status);
    default:
        return false;
    }
}

QList<NextAction> nextActions(const SchedulerView &view)
{
    QList<NextAction> actions;
    const RunState &state = view.state;
    if (state.end)
        return actions;
    const bool allFinal = std::ranges::all_of(state.steps, [](const StepStatus &step) { return isFinal(step.state); });
    const bool failureOpen = std::ranges::any_of(state.open,
        [](const Decision &d) { return d.kind == DecisionKind::FailedStep || d.kind == DecisionKind::Undo; });
    const bool held = state.paused || state.cancelRequested;
    if (!held && allFinal && view.busy.isEmpty() && !failureOpen && !state.steps.isEmpty()) {
        actions << NextAction{NextAction::Kind::End, {}, {}, endOf(state)};
        return actions;
    }
    for (const StepStatus &status : state.steps) {
        if (!mayStart(view, status) || view.busy.contains(status.planned.id))
            continue;
        const Step *step = view.plan.find(status.planned.id);
        if (!step)
            continue;
        // What a person wants taken back is taken back also while nothing else may start.
        if (held && !state.granted(undoDecisionId(step->id)))
            continue;
        if (auto action = forStep(view, status, *step))
            actions << *std::move(action);
    }
    if (held)
        return actions;
    // A critical step failed with on-failure: continue, and all that did not depend on it is over.
    const bool stuck = actions.isEmpty() && view.busy.isEmpty() && state.open.isEmpty();
    const bool timer
        = std::ranges::any_of(state.steps, [](const StepStatus &s) { return s.state == StepState::Waiting; });
    const bool failed = std::ranges::any_of(state.steps,
        [](const StepStatus &s) { return s.state == StepState::Failed || s.state == StepState::TimedOut; });
    if (stuck && failed && !timer)
        actions << NextAction{NextAction::Kind::End, {}, {}, endOf(state)};
    return actions;
}

bool waitsForPerson(const SchedulerView &view)
{
    if (view.state.end || !view.busy.isEmpty())
        return false;
    const bool timer = std::ranges::any_of(view.state.steps,
        [](const StepStatus &status) { return status.state == StepState::Waiting && status.retryAt.has_value(); });
    if (view.state.paused)
        return true;
    return !timer && nextActions(view).isEmpty();
}

} // namespace relight
