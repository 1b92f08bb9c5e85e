#include "app/engine/personcommands.h"

#include "app/engine/movedcluster.h"

#include <algorithm>

namespace relight {

static Result<> stillGoing(const PersonView &view)
{
    if (view.state.end)
        return failure(ErrorCode::Conflict, QStringLiteral("the run has ended"));
    return {};
}

static Result<const StepStatus *> idleStep(const PersonView &view, const QString &stepId, const char *advice)
{
    if (const auto going = stillGoing(view); !going)
        return std::unexpected(going.error());
    const StepStatus *status = view.state.step(stepId);
    if (!status)
        return failure(ErrorCode::NotFound, QStringLiteral("there is no step %1 in this run").arg(stepId));
    if (view.busy.contains(stepId))
        return failure(ErrorCode::Conflict, QStringLiteral("%1 is running%2").arg(stepId, QLatin1StringView(advice)));
    return status;
}

// A run that stands still because of failed steps goes on once the last of them is dealt with.
static void goOnAfter(const PersonView &view, const QString &stepId, QList<RunEventBody> &events)
{
    const bool otherFailure = std::ranges::any_of(
        view.state.open, [&](const Decision &d) { return d.kind == DecisionKind::FailedStep && d.stepId != stepId; });
    if (view.state.paused && view.state.paused->cause == PauseCause::FailedStep && !otherFailure)
        events << RunContinued{view.by};
}

static void answerAll(
    const PersonView &view, const QString &stepId, bool granted, const QString &comment, QList<RunEventBody> &events)
{
    for (const Decision &decision : view.state.open) {
        if (decision.stepId == stepId)
            events << DecisionTaken{decision.id, granted, view.by, comment};
    }
}

Events decideEvents(const PersonView &view, const QString &decisionId, bool granted, const QString &comment)
{
    if (const auto going = stillGoing(view); !going)
        return std::unexpected(going.error());
    const auto decision = std::ranges::find(view.state.open, decisionId, &Decision::id);
    if (decision == view.state.open.end())
        return failure(ErrorCode::NotFound, QStringLiteral("this decision is not open any more"));
    QList<RunEventBody> events{DecisionTaken{decisionId, granted, view.by, comment}};
    if (decision->kind == DecisionKind::FailedStep) {
        if (granted && !decision->stepId.isEmpty()) {
            events << StepReset{decision->stepId, QStringLiteral("retry"), view.by};
            goOnAfter(view, decision->stepId, events);
        }
        return events;
    }
    if (decision->kind == DecisionKind::Undo)
        return events; // granted, the step is ready for it; refused, all stays as it is
    // The step stands where it was and asks again when the run goes on.
    if (!granted && !decision->stepId.isEmpty())
        events << StepReset{decision->stepId, QStringLiteral("refused"), view.by};
    if (!granted && !view.state.paused)
        events << RunPaused{PauseCause::Operator, QStringLiteral("\"%1\" was refused").arg(decision->title), view.by};
    return events;
}

Events retryEvents(const PersonView &view, const QString &stepId)
{
    if (const auto status = idleStep(view, stepId, ""); !status)
        return std::unexpected(status.error());
    QList<RunEventBody> events;
    const QString failedId = QStringLiteral("failed:") + stepId;
    if (view.state.isOpen(failedId))
        events << DecisionTaken{failedId, true, view.by, QStringLiteral("retry")};
    events << StepReset{stepId, QStringLiteral("retry"), view.by};
    goOnAfter(view, stepId, events);
    return events;
}

Events skipEvents(const PersonView &view, const QString &stepId, const QString &reason)
{
    if (const auto status = idleStep(view, stepId, ": cancel or wait"); !status)
        return std::unexpected(status.error());
    if (reason.trimmed().size() < 10)
        return failure(
            ErrorCode::Invalid, QStringLiteral("say in 10 characters or more why %1 can be skipped").arg(stepId));
    QList<RunEventBody> events;
    answerAll(view, stepId, false, QStringLiteral("skipped: ") + reason, events);
    events << eventsOfMove(view.state, stepId, view.busy) << StepEnded{stepId, StepState::Skipped, reason, view.by};
    goOnAfter(view, stepId, events);
    return events;
}

Events doneEvents(const PersonView &view, const QString &stepId, const QString &evidence)
{
    const auto status = idleStep(view, stepId, "");
    if (!status)
        return std::unexpected(status.error());
    if (!view.state.dependenciesMet(**status))
        return failure(ErrorCode::Conflict, QStringLiteral("%1 waits for other steps").arg(stepId));
    QList<RunEventBody> events;
    // A cluster made by hand still has to be found, looked at and pinned: by the step itself.
    if (stepId == QLatin1String("provision")) {
        if (!view.state.isOpen(QStringLiteral("manual:") + stepId))
            return failure(ErrorCode::Conflict,
                QStringLiteral("a cluster cannot be ticked: retry the step, it takes a cluster that answers"));
        answerAll(view, stepId, true, QStringLiteral("done by hand"), events);
        return events;
    }
    answerAll(view, stepId, true, QStringLiteral("done by hand"), events);
    events << StepEnded{
        stepId, StepState::Succeeded, evidence.isEmpty() ? QStringLiteral("done by hand") : evidence, view.by};
    goOnAfter(view, stepId, events);
    return events;
}

Events pauseEvents(const PersonView &view)
{
    if (const auto going = stillGoing(view); !going)
        return std::unexpected(going.error());
    if (view.state.paused)
        return failure(ErrorCode::Conflict, QStringLiteral("the run is paused already"));
    return QList<RunEventBody>{RunPaused{PauseCause::Operator, QStringLiteral("by %1").arg(view.by), view.by}};
}

Events continueEvents(const PersonView &view)
{
    if (const auto going = stillGoing(view); !going)
        return std::unexpected(going.error());
    if (!view.state.paused)
        return failure(ErrorCode::Conflict, QStringLiteral("the run is not paused"));
    return QList<RunEventBody>{RunContinued{view.by}};
}

Events cancelEvents(const PersonView &view)
{
    if (const auto going = stillGoing(view); !going)
        return std::unexpected(going.error());
    if (view.state.cancelRequested)
        return failure(ErrorCode::Conflict, QStringLiteral("the run is being cancelled"));
    return QList<RunEventBody>{CancelRequested{view.by}};
}

Events noteEvents(const PersonView &view, const QString &stepId, const QString &text)
{
    if (text.trimmed().isEmpty())
        return failure(ErrorCode::Invalid, QStringLiteral("an empty note is not kept"));
    return QList<RunEventBody>{NoteAdded{stepId, text, view.by}};
}

} // namespace relight
