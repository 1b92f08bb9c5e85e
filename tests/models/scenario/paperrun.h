#pragma once
// A run on paper: the steps of a plan by their estimates, with the faults of a scenario as the world would show them,
// and a director that is heard. No world and no engine: it shows that a scenario comes to its end, in which order.

#include "models/plan/recoveryplan.h"
#include "models/scenario/director.h"

#include <QSet>

namespace relight {

class PaperRun
{
public:
    PaperRun(const Scenario &scenario, const RecoveryPlan &plan);

    // Until the run has ended, or nothing will happen any more.
    const QList<RunEvent> &play();
    const QStringList &orders() const { return m_orders; } // "12:30 grant approve:update-dns/www"
    const Director &director() const { return m_director; }

private:
    using Trouble = std::optional<std::pair<DecisionKind, QString>>; // what is asked, or (FailedStep) how it fails

    void add(const RunEventBody &body);
    void carryOut(const QList<Order> &orders);
    void carryOut(const Order &order);
    void decide(const QString &id, bool granted, const QString &comment);
    void move(); // whatever can happen now
    bool moveStep(const StepStatus &step);
    bool gate();
    void finish(const StepStatus &step);
    void askFor(const StepStatus &step, DecisionKind kind, const QString &text);
    Trouble troubleAtStart(const StepStatus &step) const;
    Trouble troubleAtEnd(const StepStatus &step) const;
    bool isOn(const char *kind) const { return m_on.contains(QString::fromLatin1(kind)); }
    bool isGranted(const QString &id) const { return m_director.state().run.granted(id); }
    const RunState &state() const { return m_director.state().run; }

    const Scenario m_scenario;
    Director m_director;
    QList<RunEvent> m_events;
    QStringList m_orders;
    QSet<QString> m_on; // kinds of faults
    QMap<QString, Milliseconds> m_ends;
    QList<RunEventBody> m_queue;
    Milliseconds m_now{0};
};

} // namespace relight
