#pragma once
// Plays a scenario beside a run: hears what happens, says what goes wrong next, what the team hears, and what the
// scripted commander does; a default commander answers everything else. Pure: no clock, no I/O; the same events at the
// same times give the same orders. Owned by the drill; one thread.

#include "models/scenario/commander.h"
#include "models/scenario/order.h"

namespace relight {

enum class Attendance {
    Unattended, // the director commands, too
    Attended,   // a person commands: only faults, injects, and what the team mends outside
};

class Director
{
public:
    explicit Director(Scenario scenario, Attendance attendance = Attendance::Unattended);

    // Times are since the drill's start and never go back. tick(0) comes first: what is broken from the start.
    [[nodiscard]] QList<Order> hear(const RunEvent &event, Milliseconds now);
    [[nodiscard]] QList<Order> tick(Milliseconds now);
    // When tick() has something to do if nothing is heard before; nothing: never.
    std::optional<Milliseconds> next() const { return m_next; }

    // The run would not have it (RunControl::rejected): the question counts as not answered, and is again in a minute.
    void refused(const Order &order, Milliseconds now);

    const Scenario &scenario() const { return m_scenario; }
    const DirectorState &state() const { return m_state; }

private:
    struct Progress
    {
        qsizetype done = 0; // actions
        bool going = false, over = false;
    };
    struct Answered
    {
        qint64 sequence = 0;               // of the question
        std::optional<Milliseconds> again; // it was refused: not before
    };

    QList<Order> settle(Milliseconds now);
    bool isDue(std::optional<Milliseconds> due, Milliseconds now);
    QList<Order> playFaults(Milliseconds now);
    QList<Order> playInjects(Milliseconds now);
    QList<Order> playDecisions(Milliseconds now);
    QList<Order> carryOut(const ExpectedDecision &decision, Progress &progress, Milliseconds now);
    QList<Order> playDefaults(Milliseconds now);
    QList<Order> answerByDefault(const Decision &question, const CommanderView &view, Milliseconds now);
    // Nothing: not possible yet.
    std::optional<QList<Order>> ordersOf(const ExpectedDecision &decision, const Action &action, Milliseconds now);
    std::optional<QList<Order>> answerOrders(const Action &action, const QString &why);
    std::optional<QList<Order>> stepOrders(const Action &action, const QString &why);

    bool isCovered(const Decision &question) const;
    bool isAnswered(const Decision &question, Milliseconds now);
    void remember(const Decision &question);
    bool mends(const QString &fault) const;
    CommanderView commanderView() const;
    void endFault(const QString &fault, Milliseconds now);

    const Scenario m_scenario;
    const Attendance m_attendance;
    DirectorState m_state;
    QMap<QString, Progress> m_decisions;
    QStringList m_told;                 // injects
    QMap<QString, Answered> m_answered; // by the run's question
    std::optional<Milliseconds> m_lastFaultOver;
    std::optional<Milliseconds> m_pauseHandled; // of the pause that began then
    std::optional<Milliseconds> m_next;
};

} // namespace relight
