#include "models/scenario/director.h"

#include <algorithm>

namespace relight {

Director::Director(Scenario scenario, Attendance attendance)
    : m_scenario(std::move(scenario))
    , m_attendance(attendance)
{
}

QList<Order> Director::hear(const RunEvent &event, Milliseconds now)
{
    observe(m_state, event, now);
    return settle(now);
}

QList<Order> Director::tick(Milliseconds now)
{
    return settle(now);
}

// What is done may make something else due at the same moment.
QList<Order> Director::settle(Milliseconds now)
{
    QList<Order> orders;
    while (true) {
        m_next.reset();
        QList<Order> more = playFaults(now); // each in its turn: what one does counts for the next
        more += playInjects(now);
        more += playDecisions(now);
        more += playDefaults(now);
        if (more.isEmpty())
            return orders;
        orders += more;
    }
}

bool Director::isDue(std::optional<Milliseconds> due, Milliseconds now)
{
    if (due && *due > now && (!m_next || *due < *m_next))
        m_next = due;
    return due && *due <= now;
}

QList<Order> Director::playFaults(Milliseconds now)
{
    QList<Order> orders;
    for (const ScenarioFault &fault : m_scenario.faults) {
        const QString why = QStringLiteral("scenario: ") + fault.kind;
        if (!m_state.begun.contains(fault.id)) {
            const auto due = fault.from ? holdsSince(*fault.from, m_state) : std::optional(Milliseconds{0});
            if (!isDue(due, now))
                continue;
            m_state.begun.insert(fault.id, now);
            orders << Order{Order::Kind::BeginFault, fault.id, true, {}, why};
        }
        if (m_state.isOn(fault.id) && fault.until && isDue(holdsSince(*fault.until, m_state), now)) {
            endFault(fault.id, now);
            orders << Order{Order::Kind::EndFault, fault.id, true, {}, why + QStringLiteral(" passes")};
        }
    }
    return orders;
}

void Director::endFault(const QString &fault, Milliseconds now)
{
    m_state.over.insert(fault, now);
    m_state.tries.clear(); // whoever failed because of it deserves another try
    m_lastFaultOver = now;
}

QList<Order> Director::playInjects(Milliseconds now)
{
    QList<Order> orders;
    if (!m_state.run.startedAt)
        return orders; // nothing stands in a journal before its run
    for (const Inject &inject : m_scenario.injects) {
        if (m_told.contains(inject.id) || !isDue(holdsSince(inject.when, m_state), now))
            continue;
        m_told << inject.id;
        orders << Order{Order::Kind::Inject, inject.id, true, inject.text, QStringLiteral("scenario: inject")};
    }
    return orders;
}

QList<Order> Director::playDecisions(Milliseconds now)
{
    QList<Order> orders;
    if (!m_state.run.startedAt)
        return orders;
    for (const ExpectedDecision &decision : m_scenario.decisions) {
        Progress &progress = m_decisions[decision.id];
        if (progress.over)
            continue;
        if (!progress.going) {
            const auto since = holdsSince(decision.when, m_state);
            if (!isDue(since ? std::optional(*since + decision.after) : std::nullopt, now))
                continue;
            progress.going = true;
        }
        orders += carryOut(decision, progress, now);
    }
    return orders;
}

// One action after the other; the first that is not possible yet waits, and those behind it.
QList<Order> Director::carryOut(const ExpectedDecision &decision, Progress &progress, Milliseconds now)
{
    QList<Order> all;
    while (progress.done < decision.actions.size()) {
        const auto orders = ordersOf(decision, decision.actions[progress.done], now);
        if (!orders)
            return all;
        all += *orders;
        ++progress.done;
    }
    progress.over = true;
    m_state.decided.insert(decision.id, now);
    return all;
}

QList<Order> Director::playDefaults(Milliseconds now)
{
    QList<Order> orders;
    if (m_attendance == Attendance::Attended || m_state.run.end)
        return orders;
    const CommanderView view = commanderView();
    const QList<Decision> open = m_state.run.open;
    for (const Decision &question : open)
        orders += answerByDefault(question, view, now);
    const auto paused = m_state.since(RunIs::Paused);
    if (paused && m_pauseHandled != paused) {
        const auto move = defaultWhilePaused(view);
        if (move && isDue(move->due, now)) {
            m_pauseHandled = paused;
            orders << move->order;
        }
    }
    return orders;
}

QList<Order> Director::answerByDefault(const Decision &question, const CommanderView &view, Milliseconds now)
{
    if (!m_state.asked.contains(question.id) || isAnswered(question, now))
        return {};
    const Milliseconds patience = m_state.asked.value(question.id).since + longestPatience;
    if (isCovered(question) && !isDue(patience, now))
        return {};
    const auto move = defaultAnswer(question, view);
    if (!move || !isDue(move->due, now))
        return {};
    remember(question);
    if (question.kind == DecisionKind::FailedStep)
        ++m_state.tries[question.stepId.isEmpty() ? question.id : question.stepId];
    return {move->order};
}

CommanderView Director::commanderView() const
{
    CommanderView view{m_state, false, false, m_lastFaultOver};
    for (const ScenarioFault &fault : m_scenario.faults) {
        if (!m_state.isOn(fault.id))
            continue;
        view.helpIsComing |= fault.until.has_value() || mends(fault.id);
        view.personUnreachable |= fault.kind == QLatin1String("person-unreachable");
    }
    return view;
}

void Director::refused(const Order &order, Milliseconds now)
{
    const auto again = [&](const QString &question) {
        if (const auto found = m_answered.find(question); found != m_answered.end())
            found->again = now + std::chrono::minutes{1};
    };
    again(order.subject);
    for (const Decision &open : std::as_const(m_state.run.open)) {
        if (!open.stepId.isEmpty() && open.stepId == order.subject)
            again(open.id);
    }
}

} // namespace relight
