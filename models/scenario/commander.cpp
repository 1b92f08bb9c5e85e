#include "models/scenario/commander.h"

#include "models/run/words.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace relight {

namespace {

constexpr Milliseconds thinking = 60s;
constexpr Milliseconds beforeRetry = 2min;
constexpr Milliseconds beforeExceptions = 5min;
constexpr int mostRetries = 2;

Order answer(const Decision &question, bool granted, const QString &why)
{
    return {
        Order::Kind::Decide, question.id, granted, QStringLiteral("drill: ") + why, QStringLiteral("drill: ") + why};
}

Order onStep(Order::Kind kind, const QString &stepId, const QString &why)
{
    return {kind, stepId, true, QStringLiteral("drill: ") + why, QStringLiteral("drill: ") + why};
}

// Without these there is nothing that the rest could be done on.
bool isBasic(StepKind kind)
{
    return kind == StepKind::Provision || kind == StepKind::InstallArgoCd || kind == StepKind::ConnectGit
        || kind == StepKind::ApplyRoot;
}

Milliseconds playedTime(const StepStatus *step)
{
    if (!step || step->planned.high <= Seconds{0})
        return 2min;
    return (Milliseconds(step->planned.low) + Milliseconds(step->planned.high)) / 2;
}

// Tried again twice, and twice more whenever something was mended; then the step is given up.
std::optional<DueOrder> afterFailure(const Decision &question, const CommanderView &view, Milliseconds since)
{
    const StepStatus *step = view.state.run.step(question.stepId);
    const QString &key = question.stepId.isEmpty() ? question.id : question.stepId;
    const Milliseconds due = std::max(since, view.lastFaultOver.value_or(since)) + beforeRetry;
    if (view.state.tries.value(key) < mostRetries) {
        const QString why = QStringLiteral("tried again");
        return DueOrder{due, step ? onStep(Order::Kind::Retry, question.stepId, why) : answer(question, true, why)};
    }
    const Milliseconds last = view.helpIsComing ? std::max(due, since + longestPatience) : due;
    if (!step || isBasic(step->planned.kind))
        return DueOrder{last,
            onStep(Order::Kind::Cancel, {},
                QStringLiteral("failed again and again, and nothing can follow without it: %1").arg(question.title))};
    return DueOrder{last,
        onStep(Order::Kind::Skip, question.stepId,
            QStringLiteral("failed again and again, to be mended after the recovery"))};
}

// What could not be taken back is refused.
std::optional<DueOrder> onDanger(const Decision &question, Milliseconds since)
{
    return DueOrder{since + thinking,
        answer(question, false, QStringLiteral("refused: it could destroy more, and nobody in the drill allows it"))};
}

std::optional<DueOrder> onExceptions(const Decision &question, const CommanderView &view, Milliseconds since)
{
    const QString key = word(question.kind) + u' ' + question.stepId;
    const Milliseconds first = view.state.firstAsked.value(key, since);
    Milliseconds due = std::max(since + beforeRetry, first + beforeExceptions);
    if (view.lastFaultOver) // what was mended needs a while to heal
        due = std::max(due, *view.lastFaultOver + beforeExceptions);
    return DueOrder{view.helpIsComing ? std::max(due, first + longestPatience) : due,
        answer(question, true, QStringLiteral("accepted as exceptions, to be mended after the recovery"))};
}

DueOrder onUndo(const Decision &question, const CommanderView &view, Milliseconds since)
{
    if (view.state.run.cancelRequested)
        return {since + thinking, answer(question, true, QStringLiteral("taken back, as the run is cancelled"))};
    return {since + beforeExceptions, answer(question, false, QStringLiteral("left as it is"))};
}

} // namespace

std::optional<DueOrder> defaultAnswer(const Decision &question, const CommanderView &view)
{
    const Milliseconds since = view.state.asked.value(question.id).since;
    if (view.state.run.cancelRequested && question.kind != DecisionKind::Undo)
        return std::nullopt;
    switch (question.kind) {
    case DecisionKind::Trust:
    case DecisionKind::Warnings:
    case DecisionKind::ClusterIdentity:
        return DueOrder{since, answer(question, true, QStringLiteral("read and accepted"))};
    case DecisionKind::StepApproval:
        return DueOrder{since + (view.personUnreachable ? longestPatience : thinking),
            answer(question, true, QStringLiteral("approved"))};
    case DecisionKind::ManualSync:
    case DecisionKind::Destinations:
    case DecisionKind::RestoreAgain:
    case DecisionKind::RepeatInterrupted:
        return DueOrder{since + thinking, answer(question, true, QStringLiteral("looked at and allowed"))};
    case DecisionKind::ManualStep:
        return DueOrder{since + playedTime(view.state.run.step(question.stepId)),
            onStep(Order::Kind::Done, question.stepId, QStringLiteral("played by its estimate"))};
    case DecisionKind::TerraformPlan:
    case DecisionKind::LostClusterAnswers:
        return onDanger(question, since);
    case DecisionKind::FailedStep:
        return afterFailure(question, view, since);
    case DecisionKind::Exceptions:
        return onExceptions(question, view, since);
    case DecisionKind::Undo:
        return onUndo(question, view, since);
    }
    return std::nullopt;
}

std::optional<DueOrder> defaultWhilePaused(const CommanderView &view)
{
    const RunState &run = view.state.run;
    const auto since = view.state.since(RunIs::Paused);
    // A question that is open may be what it waits for.
    if (!since || run.cancelRequested || !run.open.isEmpty())
        return std::nullopt;
    const bool refusedDanger = std::ranges::any_of(run.taken, [&](const DecisionTaken &taken) {
        const DecisionKind kind = run.asked.value(taken.decisionId).kind;
        return !taken.granted && taken.comment.startsWith(QLatin1String("drill: "))
            && (kind == DecisionKind::TerraformPlan || kind == DecisionKind::LostClusterAnswers);
    });
    // What was answered this moment may have set it going.
    const Milliseconds due = std::max(*since, view.state.heard) + (view.helpIsComing ? longestPatience : beforeRetry);
    if (refusedDanger)
        return DueOrder{due,
            onStep(Order::Kind::Cancel, {}, QStringLiteral("refused, and nobody can say how to go on: cancelled"))};
    return DueOrder{due, onStep(Order::Kind::Resume, {}, QStringLiteral("goes on"))};
}

} // namespace relight
