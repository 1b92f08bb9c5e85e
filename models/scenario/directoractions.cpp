// How the scenario's actions become orders, and what they cover.
#include "models/scenario/director.h"

#include <algorithm>

namespace relight {

namespace {

using Kind = Action::Kind;

bool answers(const Action &action, const Decision &question)
{
    const bool ofStep = !question.stepId.isEmpty() && fitsStep(action.subject, question.stepId);
    switch (action.kind) {
    case Kind::Grant:
    case Kind::Deny:
        return question.kind == action.question && isAbout(question, action.about);
    case Kind::AcceptExceptions:
        return question.kind == DecisionKind::Exceptions;
    case Kind::RestoreAgain:
        return question.kind == DecisionKind::RestoreAgain && question.subject == action.subject;
    case Kind::Retry:
        return question.kind == DecisionKind::FailedStep && ofStep;
    case Kind::Done:
        return question.kind == DecisionKind::ManualStep && ofStep;
    case Kind::Skip:
        return ofStep;
    case Kind::Pause:
    case Kind::Resume:
    case Kind::Cancel:
    case Kind::Note:
    case Kind::Fix:
        return false;
    }
    return false;
}

bool isPossible(Kind kind, StepState state)
{
    if (state == StepState::Running || state == StepState::Pending)
        return false;
    return kind != Kind::Skip || (state != StepState::Succeeded && state != StepState::Skipped);
}

Order::Kind orderKind(Kind kind)
{
    return kind == Kind::Retry ? Order::Kind::Retry : kind == Kind::Skip ? Order::Kind::Skip : Order::Kind::Done;
}

// A run that stands still for failed steps goes on by itself when they are dealt with.
bool setsGoing(const Action &action)
{
    return action.kind == Kind::Retry || action.kind == Kind::Skip || action.kind == Kind::Done
        || (action.kind == Kind::Grant && action.question == DecisionKind::FailedStep);
}

QString saidOf(const Action &action, const QString &why)
{
    return action.because.isEmpty() ? why : action.because;
}

} // namespace

std::optional<QList<Order>> Director::ordersOf(const ExpectedDecision &decision, const Action &action, Milliseconds now)
{
    const QString why = QStringLiteral("expected (%1): %2").arg(decision.id, decision.because);
    if (action.kind == Kind::Fix) {
        if (!m_state.begun.contains(action.subject))
            return std::nullopt; // it has not broken yet
        if (!m_state.isOn(action.subject))
            return QList<Order>();
        endFault(action.subject, now);
        return QList<Order>{{Order::Kind::EndFault, action.subject, true, {}, why}};
    }
    // Commands are a person's business where there is one.
    if (m_attendance == Attendance::Attended)
        return QList<Order>();
    const auto run = [&](Order::Kind kind, bool possible) {
        return possible ? std::optional(QList<Order>{{kind, {}, true, saidOf(action, decision.because), why}})
                        : std::nullopt;
    };
    switch (action.kind) {
    case Kind::Note:
        return QList<Order>{{Order::Kind::Note, {}, true, action.subject, why}};
    case Kind::Pause:
        return run(Order::Kind::Pause, !m_state.run.paused);
    case Kind::Resume:
        if (m_state.run.paused && m_state.run.paused->cause == PauseCause::FailedStep
            && std::ranges::any_of(decision.actions, setsGoing))
            return QList<Order>();
        return run(Order::Kind::Resume, m_state.run.paused.has_value());
    case Kind::Cancel:
        return run(Order::Kind::Cancel, true);
    case Kind::Retry:
    case Kind::Skip:
    case Kind::Done:
        return stepOrders(action, why);
    default:
        return answerOrders(action, why);
    }
}

// Every open question that it answers.
std::optional<QList<Order>> Director::answerOrders(const Action &action, const QString &why)
{
    QList<Order> orders;
    for (const Decision &question : std::as_const(m_state.run.open)) {
        const Answered given = m_answered.value(question.id);
        if (!answers(action, question) || given.sequence == m_state.asked.value(question.id).sequence)
            continue;
        remember(question);
        orders << Order{Order::Kind::Decide, question.id, action.kind != Kind::Deny, saidOf(action, why), why};
    }
    return orders.isEmpty() ? std::nullopt : std::optional(orders);
}

std::optional<QList<Order>> Director::stepOrders(const Action &action, const QString &why)
{
    QList<Order> orders;
    const bool wildcard = action.subject.endsWith(QLatin1String("/*"));
    for (const StepStatus &step : std::as_const(m_state.run.steps)) {
        const bool failed = step.state == StepState::Failed || step.state == StepState::TimedOut;
        if (!fitsStep(action.subject, step.planned.id) || !isPossible(action.kind, step.state)
            || (wildcard && action.kind == Kind::Retry && !failed))
            continue;
        orders << Order{orderKind(action.kind), step.planned.id, true, saidOf(action, why), why};
        for (const Decision &question : std::as_const(m_state.run.open)) {
            if (question.stepId == step.planned.id)
                remember(question);
        }
    }
    return orders.isEmpty() ? std::nullopt : std::optional(orders);
}

bool Director::isCovered(const Decision &question) const
{
    return std::ranges::any_of(m_scenario.decisions, [&](const ExpectedDecision &decision) {
        const Progress progress = m_decisions.value(decision.id);
        return std::any_of(decision.actions.cbegin() + progress.done, decision.actions.cend(),
            [&](const Action &action) { return answers(action, question); });
    });
}

bool Director::isAnswered(const Decision &question, Milliseconds now)
{
    const auto given = m_answered.constFind(question.id);
    if (given == m_answered.cend() || given->sequence != m_state.asked.value(question.id).sequence)
        return false;
    return !given->again || !isDue(given->again, now);
}

void Director::remember(const Decision &question)
{
    m_answered.insert(question.id, {m_state.asked.value(question.id).sequence, std::nullopt});
}

bool Director::mends(const QString &fault) const
{
    return std::ranges::any_of(m_scenario.decisions, [&](const ExpectedDecision &decision) {
        const Progress progress = m_decisions.value(decision.id);
        return std::any_of(decision.actions.cbegin() + progress.done, decision.actions.cend(),
            [&](const Action &action) { return action.kind == Kind::Fix && action.subject == fault; });
    });
}

} // namespace relight
