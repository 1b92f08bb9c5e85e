#pragma once
// Plays a scenario beside a run: hears the run's events, keeps the director's times on the drill's clock, and carries
// out what it orders: faults in the world, injects and notes in the journal, and in an unattended drill the commands of
// the simulated operator. A thread of its own, between start() and stop(); outlives the run.

#include "app/drill/drillclock.h"
#include "app/drill/worldlink.h"
#include "app/session/localrun.h"
#include "models/scenario/director.h"

#include <map>
#include <thread>

namespace relight {

struct PlayedOrder
{
    Milliseconds at; // since the drill's start
    Order order;
};

class ScenarioPlayer : public RunCompanion
{
public:
    struct Parts
    {
        DrillClock &clock;
        WorldLink &link;
    };

    ScenarioPlayer(Parts parts, Scenario scenario, Attendance attendance);
    ~ScenarioPlayer() override;

    // Before the run starts: what is broken from the beginning is broken then.
    void start(RunControl &run);
    void stop(); // before the run goes

    void heard(const QList<RunEvent> &events) override;
    void refused(quint64 command) override;

    QList<PlayedOrder> played() const;

private:
    void work(const std::stop_token &stop);
    void tellTheWorld(const RunEvent &event);
    void carryOut(const QList<Order> &orders);
    void carryOut(const Order &order);
    quint64 command(const Order &order);

    Parts m_parts;
    RunControl *m_run = nullptr;
    Director m_director; // the player's thread; before start() whoever made it

    mutable std::mutex m_mutex; // guards all below
    std::condition_variable_any m_changed;
    QList<RunEvent> m_heard;
    QList<quint64> m_refused;
    std::map<quint64, Order> m_commands;
    QList<PlayedOrder> m_played;

    std::jthread m_thread;
};

} // namespace relight
