#pragma once
// Moves a drill's time: whenever nothing can happen by itself any more, to the next moment at which something is due,
// in the engine or in the world; no sooner than the pace allows. A thread of its own; the functions may be called from
// any.

#include "app/drill/drillclock.h"
#include "app/drill/stillness.h"
#include "app/drill/worldlink.h"

#include <thread>

namespace relight {

class DrillDriver
{
public:
    struct Parts
    {
        DrillClock &clock;
        WorldLink &link;
        int worldProcess = 0;          // pid
        std::function<int()> children; // commands that the engine waits for right now
    };

    explicit DrillDriver(Parts parts);
    ~DrillDriver();

    // `lost`: the world is gone; called once, on the driver's thread.
    void start(std::function<void(const Error &)> lost);
    void stop();                         // time stands still for good, when this returns
    void setSpeed(double timesRealTime); // more than 0
    void setPaused(bool paused);
    void step(); // one moment on, also while paused
    double speed() const;
    // How often time was moved; of one drill it is not the same each time: the pace, which is real time, has a part in
    // it.
    quint64 moments() const { return m_moments; }

private:
    using RealClock = std::chrono::steady_clock;
    struct Moment
    {
        Milliseconds at;
        // What the world does by itself may go on so far: to when somebody here waits for a time, and, as it moves, no
        // further than the pace has come, nor than `at` in a single step.
        Milliseconds until;
        QJsonObject expecting; // what the world said when it was asked: it moves only if that still holds
    };

    void work(const std::stop_token &stop);
    std::optional<Moment> nextMoment(); // none: something goes on, or the world is gone
    bool isStill(Stillness::Look look);
    std::vector<int> processes(const QJsonObject &status);
    bool mayMove(Moment &moment, const std::stop_token &stop);
    bool waitsForStep(const Moment &moment);
    void move(const Moment &moment);
    bool worldIsDue(const Moment &moment) const;
    void rest();   // something goes on: look again soon
    void rebase(); // the pace is counted from here

    Parts m_parts;
    std::function<void(const Error &)> m_lost;   // the driver's thread, once it is started
    std::unique_ptr<Stillness> m_stillness;      // the driver's thread
    std::map<int, std::vector<int>> m_ancestors; // of a child: its supervisor
    int m_busyLooks = 0;
    std::optional<RealClock::time_point> m_mainAwakeSince; // while nobody else is
    std::atomic<quint64> m_moments = 0;

    mutable std::mutex m_mutex; // guards the pace
    std::condition_variable_any m_changed;
    double m_speed = 1;
    bool m_paused = false;
    int m_steps = 0; // asked for while paused
    RealClock::time_point m_realBase;
    Milliseconds m_base{0};

    std::jthread m_thread;
};

} // namespace relight
