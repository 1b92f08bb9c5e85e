#include "models/scenario/directorstate.h"

#include "models/run/words.h"

#include <algorithm>

namespace relight {

namespace {

bool isSo(RunIs is, const RunState &run)
{
    switch (is) {
    case RunIs::Running:
        return run.phase == RunPhase::Running || run.phase == RunPhase::Verifying;
    case RunIs::Paused:
        return run.phase == RunPhase::PausedByOperator || run.phase == RunPhase::PausedByFailedStep;
    case RunIs::AwaitingApproval:
        return run.phase == RunPhase::AwaitingApproval;
    case RunIs::Verifying:
        return run.phase == RunPhase::Verifying;
    case RunIs::Restored:
        return std::ranges::any_of(run.steps, [](const StepStatus &step) {
            return step.planned.kind == StepKind::VerifyHealth && step.state == StepState::Succeeded;
        });
    case RunIs::Ended:
        return run.end.has_value();
    }
    return false;
}

void observeSteps(DirectorState &state, Milliseconds now)
{
    for (const StepStatus &step : std::as_const(state.run.steps)) {
        StepMoments &moments = state.steps[step.planned.id];
        if (step.firstStarted && !moments.started)
            moments.started = now;
        if (moments.state != step.state) {
            moments.state = step.state;
            moments.since = now;
        }
    }
}

void observeQuestions(DirectorState &state, const RunEvent &event, Milliseconds now)
{
    if (const auto *requested = std::get_if<DecisionRequested>(&event.body)) {
        const Decision &decision = requested->decision;
        state.asked[decision.id] = {now, event.sequence};
        const QString key = word(decision.kind) + u' ' + decision.stepId;
        if (!state.firstAsked.contains(key))
            state.firstAsked.insert(key, now);
    }
    state.asked.removeIf(
        [&](const std::pair<const QString &, AskedMoment &> &entry) { return !state.run.isOpen(entry.first); });
}

std::optional<Milliseconds> stepSince(const Condition &condition, const StepMoments &moments)
{
    const auto when = [&](bool so) { return so ? std::optional(moments.since) : std::nullopt; };
    switch (condition.stepIs) {
    case StepIs::Started:
        return moments.started;
    case StepIs::Waiting:
        return when(moments.state == StepState::Waiting);
    case StepIs::AwaitingApproval:
        return when(moments.state == StepState::AwaitingApproval);
    case StepIs::Failed:
        return when(moments.state == StepState::Failed || moments.state == StepState::TimedOut);
    case StepIs::Succeeded:
        return when(moments.state == StepState::Succeeded);
    case StepIs::Ended:
        return when(isFinal(moments.state));
    }
    return std::nullopt;
}

void takeEarlier(std::optional<Milliseconds> &earliest, std::optional<Milliseconds> other)
{
    if (other && (!earliest || *other < *earliest))
        earliest = other;
}

std::optional<Milliseconds> anyStepSince(const Condition &condition, const DirectorState &state)
{
    std::optional<Milliseconds> earliest;
    for (auto step = state.steps.cbegin(); step != state.steps.cend(); ++step) {
        if (fitsStep(condition.id, step.key()))
            takeEarlier(earliest, stepSince(condition, *step));
    }
    return earliest;
}

std::optional<Milliseconds> askedSince(const Condition &condition, const DirectorState &state)
{
    std::optional<Milliseconds> earliest;
    for (const Decision &open : state.run.open) {
        if (open.kind == condition.asked && isAbout(open, condition.about) && state.asked.contains(open.id))
            takeEarlier(earliest, state.asked.value(open.id).since);
    }
    return earliest;
}

std::optional<Milliseconds> moment(const QMap<QString, Milliseconds> &moments, const QString &id)
{
    const auto found = moments.constFind(id);
    return found == moments.cend() ? std::nullopt : std::optional(*found);
}

std::optional<Milliseconds> allSince(const QList<Condition> &parts, const DirectorState &state)
{
    Milliseconds latest{0};
    for (const Condition &part : parts) {
        const auto since = holdsSince(part, state);
        if (!since)
            return std::nullopt;
        latest = std::max(latest, *since);
    }
    return latest;
}

std::optional<Milliseconds> anySince(const QList<Condition> &parts, const DirectorState &state)
{
    std::optional<Milliseconds> earliest;
    for (const Condition &part : parts)
        takeEarlier(earliest, holdsSince(part, state));
    return earliest;
}

std::optional<Milliseconds> bareSince(const Condition &condition, const DirectorState &state)
{
    switch (condition.kind) {
    case Condition::Kind::Time:
        return Milliseconds{0};
    case Condition::Kind::Step:
        return anyStepSince(condition, state);
    case Condition::Kind::Fault:
        return moment(condition.faultIs == FaultIs::Begun ? state.begun : state.over, condition.id);
    case Condition::Kind::Decision:
        return moment(state.decided, condition.id);
    case Condition::Kind::Asked:
        return askedSince(condition, state);
    case Condition::Kind::Run:
        return state.since(condition.runIs);
    case Condition::Kind::All:
        return allSince(condition.parts, state);
    case Condition::Kind::Any:
        return anySince(condition.parts, state);
    }
    return std::nullopt;
}

} // namespace

void observe(DirectorState &state, const RunEvent &event, Milliseconds now)
{
    fold(state.run, event);
    state.heard = now;
    observeSteps(state, now);
    observeQuestions(state, event, now);
    for (std::size_t i = 0; i < state.runSince.size(); ++i) {
        if (!isSo(RunIs(i), state.run))
            state.runSince[i].reset();
        else if (!state.runSince[i])
            state.runSince[i] = now;
    }
}

std::optional<Milliseconds> holdsSince(const Condition &condition, const DirectorState &state)
{
    const auto since = bareSince(condition, state);
    return since ? std::optional(*since + condition.after) : std::nullopt;
}

bool isAbout(const Decision &question, const QString &text)
{
    const auto holds = [&](const QString &where) { return where.contains(text, Qt::CaseInsensitive); };
    return text.isEmpty() || holds(question.stepId) || holds(question.subject) || holds(question.title)
        || holds(question.reason) || std::ranges::any_of(question.details, holds) || holds(question.id);
}

} // namespace relight
